"""Which addresses are written to: public ones, and those that the operator allows.

A name is looked up by us, when the connection is made, and the connection goes to the very address
that was looked at: a name that leads elsewhere a moment later gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

import httpcore2

from drafter.errors import UrlRefused

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a name up: all its addresses."""

PORTS = frozenset({80, 443})
FIRST_FREE_PORT = 1024
"""Below it only the web's own: mail, and the like, are not written to."""
MOST_CHARACTERS = 2000
NAT64 = ip_network("64:ff9b::/96")
"""Of IPv6, the addresses that stand for an IPv4 address in their last 32 bits (RFC 6052)."""

NEVER: Networks = tuple(
    ip_network(one)
    for one in (
        *("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/32"),
        *("3fff::/20", "5f00::/16", "fec0::/10"),
    )
)
"""Of no public use by IANA's registries, which not every Python's `is_global` knows in full."""


def require_url(url: str, networks: Networks = ()) -> None:
    """See to it that a webhook may be sent there, as far as the URL itself tells.

    Raises:
        UrlRefused: it may not; the message says why.
    """
    if len(url) > MOST_CHARACTERS:
        raise UrlRefused(f"a URL has at most {MOST_CHARACTERS:,} characters")
    if not url.isascii():
        raise UrlRefused("a URL is plain ASCII: write letters of other scripts in punycode or %..")
    parts, port = _split(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise UrlRefused("give an https URL, such as https://cms.example.org/hooks/drafter")
    if parts.username is not None or parts.password is not None:
        raise UrlRefused("a URL with a name or password in it is not written to")
    if port is not None and port not in PORTS and port < FIRST_FREE_PORT:
        raise UrlRefused(f"port {port} is not written to: 443, 80 or one from 1024 on")
    if parts.scheme == "http" and not networks:
        raise UrlRefused("give an https URL: what is sent there is for nobody else to read")
    _require_name(parts.hostname)
    literal = _literal(parts.hostname)
    if literal is not None:
        require_address(literal, networks, private=parts.scheme == "http")


def require_address(address: Address, networks: Networks, *, private: bool = False) -> None:
    """See to it that the address may be written to: a public one, or one of these networks.

    `private` asks for one of these networks: what is not encrypted stays inside.

    Raises:
        UrlRefused: it may not.
    """
    reached = _reached(address)
    inside = any(reached in network for network in networks)
    public = reached.is_global and not (reached.is_multicast or reached.is_reserved)
    public = public and not any(reached in network for network in NEVER)
    if not inside and (private or not public):
        where = "outside of the networks" if private else "not public, and in none of the networks"
        raise UrlRefused(f"{address} is {where} that webhooks may reach")


async def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as the system knows them.

    Raises:
        OSError: there is none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Guarded(httpcore2.AsyncNetworkBackend):
    """Connects to addresses that may be written to, and to no other."""

    def __init__(self, networks: Networks, resolve: Resolve, *, private: bool) -> None:
        self._networks = networks
        self._resolve = resolve
        self._private = private
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore has it
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Look the name up, refuse it where one of its addresses may not be reached, connect.

        Raises:
            UrlRefused: it may not.
            OSError: there is no such name.
            httpcore2.ConnectError: nobody answers there.
        """
        literal = _literal(host)
        names = [str(literal)] if literal else await self._resolve(host, port)
        addresses = [ip_address(name.partition("%")[0]) for name in names]
        for address in addresses:
            require_address(address, self._networks, private=self._private)
        if not addresses:
            raise OSError(f"{host} has no address")
        return await self._backend.connect_tcp(
            str(addresses[0]), port, timeout, local_address, socket_options
        )


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        return (parts := urlsplit(url)), parts.port
    except ValueError:
        raise UrlRefused("this is no URL") from None


def _require_name(host: str) -> None:
    """A name whose parts have 1 to 63 characters: no other can be looked up."""
    try:
        host.rstrip(".").encode("idna")
    except UnicodeError:
        raise UrlRefused(f"{host} is no name of a host") from None


def _literal(host: str) -> Address | None:
    """The address, where the host is one; `2130706433` and `0x7f.1` are names to look up."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _reached(address: Address) -> Address:
    """The address that is reached in the end: of IPv6, some stand for one of IPv4."""
    if isinstance(address, IPv4Address):
        return address
    if inner := address.ipv4_mapped or address.sixtofour:
        return inner
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
