"""/ip/settings: what this server may do to the machine it runs on."""

from poolkeeper.tree import Flag, menu, prop


@menu("/ip/settings", shape="single", noun="ip settings", access="changes how this server may be reached")
class IpSettings:
    """Settings of the machine's IPv4."""

    manage_host: Flag = prop(
        default=False, always=True, about="put the addresses of /ip/address on the kernel's interfaces, an extension"
    )
