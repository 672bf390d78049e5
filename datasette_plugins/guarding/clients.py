"""Who asks: one name for one client, by the address it comes from."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

#: Whoever has an IPv6 address has 2**64 of them.
_HOST_BITS = 64
LONGEST_NAME = 60


def client_of(scope: dict[str, Any]) -> str | None:
    """Name the client of a request; None for this machine itself, which is not counted.

    The server has read X-Forwarded-For where a proxy that it trusts sent it; nothing else is believed.

    >>> client_of({"client": ("192.0.2.7", 1)}), client_of({"client": ("::ffff:192.0.2.7", 1)})
    ('192.0.2.7', '192.0.2.7')
    >>> client_of({"client": ("2001:db8:1:2:3:4:5:6", 1)}), client_of({"client": ("2001:db8:1:2::9", 1)})
    ('2001:db8:1:2::', '2001:db8:1:2::')
    >>> client_of({"client": ("127.0.0.1", 1)}), client_of({"client": None})
    (None, None)
    """
    host = (scope.get("client") or ("",))[0]
    if not host:
        return None
    try:
        address = _plain(ip_address(host.partition("%")[0]))
    except ValueError:  # a proxy that is trusted may give a name
        return host[:LONGEST_NAME]
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address) >> _HOST_BITS << _HOST_BITS)
    return str(address)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    return getattr(address, "ipv4_mapped", None) or address
