"""The suboptions of a relay agent's option 82, RFC 3046 section 2.0."""

CIRCUIT_ID, REMOTE_ID, OF_VENDORS = 1, 2, 9


def suboptions(agent: bytes) -> dict[int, bytes]:
    """Code to value; what does not end inside the option is left out, as relays of all ages are among the senders."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(agent) and at + 2 + agent[at + 1] <= len(agent):
        found.setdefault(agent[at], agent[at + 2 : at + 2 + agent[at + 1]])
        at += 2 + agent[at + 1]
    return found


def of_vendor(value: bytes, enterprise: int) -> dict[int, bytes]:
    """What one vendor says in suboption 9 (RFC 4243), code to value, in the form of suboptions."""
    at = 0
    while at + 5 <= len(value):
        end = at + 5 + value[at + 4]
        if value[at : at + 4] == enterprise.to_bytes(4, "big") and end <= len(value):
            return suboptions(value[at + 5 : end])
        at = end
    return {}
