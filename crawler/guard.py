"""Which addresses may be reached: decided on the resolved address, when a connection is made.

Names, literals, redirects and rebinding names all come through here, since Twisted asks its
resolver for every one of them. A proxy would go round it: `crawler.settings` turns proxies off.
"""

import ipaddress
import logging
from collections.abc import Iterable, Sequence
from typing import Any, Self

from storage.errors import BadConfig

logger = logging.getLogger(__name__)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNICAST6 = ipaddress.IPv6Network("2000::/3")  #: all that is assigned to the public Internet
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOW_32 = 0xFFFF_FFFF
_REMEMBERED = 10_000  #: refused hosts; a bound on memory only


def networks(ranges: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Return ranges such as "127.0.0.0/8" or "::1" as networks. Raises BadConfig."""
    try:
        return tuple(ipaddress.ip_network(text.strip(), strict=False) for text in ranges)
    except ValueError as error:
        raise BadConfig(f"{error}: write a range as 192.168.0.0/16.") from None


def allowed(address: str, extra_networks: Sequence[IPNetwork] = ()) -> bool:
    """Whether a connection to `address`, an IPv4 or IPv6 literal, may be made.

    Public unicast addresses and those in `extra_networks`. An IPv6 address that carries an IPv4
    one (mapped, compatible, 6to4, Teredo, NAT64) is judged by the one that it carries as well.
    What is no address may not be reached.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return _allowed(mapped or found, extra_networks)


def _allowed(address: IPAddress, extra_networks: Sequence[IPNetwork]) -> bool:
    if any(address in network for network in extra_networks):
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    carried = _carried(address)
    outside = address in _UNICAST6 and address.is_global
    return (outside or bool(carried)) and all(_allowed(inner, extra_networks) for inner in carried)


def _carried(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """Return the IPv4 addresses inside `address`."""
    if address.teredo:
        return address.teredo
    if address.sixtofour:
        return (address.sixtofour,)
    if address in _NAT64 or address in _COMPATIBLE:
        return (ipaddress.IPv4Address(int(address) & _LOW_32),)
    return ()


class _Filter:
    """Twisted's IResolutionReceiver, which hands on the addresses that may be reached."""

    def __init__(self, receiver: Any, guard: "GuardedResolver", host: str) -> None:
        self.receiver = receiver
        self.guard = guard
        self.host = host
        self.dropped: list[str] = []
        self.passed = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 (Twisted's name)
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 (Twisted's name)
        if allowed(address.host, self.guard.networks):
            self.passed = True
            self.receiver.addressResolved(address)
        else:
            self.dropped.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 (Twisted's name)
        self.guard.note(self.host, () if self.passed else self.dropped)
        self.receiver.resolutionComplete()


class GuardedResolver:
    """Twisted's IHostnameResolver, less what may not be reached (Scrapy's TWISTED_DNS_RESOLVER).

    Nothing is cached: a name is judged by the address that this very connection goes to, and a
    site that moves is found again.
    """

    def __init__(self, reactor: Any, extra_networks: Sequence[IPNetwork]) -> None:
        self.reactor = reactor
        self.original = reactor.nameResolver
        self.networks = tuple(extra_networks)
        self.refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Return a guard for what the setting STET_ALLOW lists: the one in place, if it fits."""
        extra_networks = networks(crawler.settings.getlist("STET_ALLOW"))
        present = reactor.nameResolver
        if isinstance(present, cls) and present.networks == extra_networks:
            return present
        guard = cls(reactor, extra_networks)
        if isinstance(present, cls):
            guard.original = present.original
        return guard

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        if self.reactor.nameResolver is not self:
            self.reactor.installNameResolver(self)

    def note(self, host: str, dropped: Sequence[str]) -> None:
        """Remember that all addresses of `host` were dropped, or that none was."""
        if dropped:
            logger.warning("%s resolves to %s, which may not be reached", host, ", ".join(dropped))
            if len(self.refused) >= _REMEMBERED:
                self.refused.clear()
            self.refused.add(_ascii(host))
        else:
            self.refused.discard(_ascii(host))

    def refuses(self, host: str) -> bool:
        """Whether `host`, in ASCII, had no address that may be reached when it was last asked for."""
        return host in self.refused

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: Any,  # noqa: N803 (Twisted's name)
        hostName: str,  # noqa: N803 (Twisted's name)
        portNumber: int = 0,  # noqa: N803 (Twisted's name)
        addressTypes: Sequence[Any] | None = None,  # noqa: N803 (Twisted's name)
        transportSemantics: str = "TCP",  # noqa: N803 (Twisted's name)
    ) -> Any:
        """Resolve as the original does, and hand on what may be reached."""
        return self.original.resolveHostName(
            _Filter(resolutionReceiver, self, hostName),
            hostName,
            portNumber,
            addressTypes,
            transportSemantics,
        )


def _ascii(host: str) -> str:
    """Return `host` as it stands in an address; Twisted hands names over in Unicode."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
