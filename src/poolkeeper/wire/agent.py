"""The suboptions of a relay agent's option 82, RFC 3046 section 2.0."""

CIRCUIT_ID, REMOTE_ID = 1, 2


def suboptions(agent: bytes) -> dict[int, bytes]:
    """Code to value; what does not end inside the option is left out, as relays of all ages are among the senders."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(agent) and at + 2 + agent[at + 1] <= len(agent):
        found.setdefault(agent[at], agent[at + 2 : at + 2 + agent[at + 1]])
        at += 2 + agent[at + 1]
    return found
