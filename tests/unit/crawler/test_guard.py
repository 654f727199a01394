import ipaddress
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler.guard import GuardedResolver, allowed, networks
from storage.errors import BadConfig

PUBLIC = ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::200e"]
CLOSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 (an example, not an address to listen on)
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:808:808:0:0:80ff:fefe",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "4000::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_reached(address):
    assert allowed(address)


@pytest.mark.parametrize("address", CLOSED)
def test_this_machine_its_networks_and_reserved_ranges_may_not(address):
    assert not allowed(address)


@pytest.mark.parametrize("address", ["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
def test_an_address_that_carries_a_public_one_may_be_reached(address):
    assert allowed(address)


@pytest.mark.parametrize("address", ["localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "", "①"])
def test_what_is_no_plain_address_may_not(address):
    assert not allowed(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_a_range_that_is_listed_may_be_reached_in_every_form(address):
    assert allowed(address, networks(["127.0.0.0/8"]))
    assert not allowed(address, networks(["127.0.0.2/32", "10.0.0.0/8", "::1/128"]))


@given(st.integers(0, 2**32 - 1))
def test_no_form_of_an_address_is_judged_more_mildly_than_its_plain_one(number):
    plain = ipaddress.IPv4Address(number)
    forms = [
        ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + plain.packed),
        ipaddress.IPv6Address(b"\0" * 12 + plain.packed),
        ipaddress.IPv6Address(ipaddress.IPv6Address("64:ff9b::").packed[:12] + plain.packed),
        ipaddress.IPv6Address(b"\x20\x02" + plain.packed + b"\0" * 10),
    ]

    assert not any(allowed(str(form)) and not allowed(str(plain)) for form in forms)


@pytest.mark.parametrize("text", ["127.0.0.0/33", "localhost", "10.0.0.0-10.0.0.9"])
def test_a_range_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadConfig, match=r"write a range as"):
        networks([text])


def test_a_range_may_be_written_by_any_of_its_addresses():
    assert (ipaddress.ip_network("192.168.1.0/24"),) == networks([" 192.168.1.7/24 "])


class FakeResolver:
    """Answers with one list of addresses after another."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, hostName, *rest):  # noqa: N802, N803 (Twisted's names)
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            receiver.addressResolved(SimpleNamespace(host=address))
        receiver.resolutionComplete()
        return (hostName, rest)


class Receiver:
    def __init__(self):
        self.began = self.complete = 0
        self.addresses = []

    def resolutionBegan(self, _):  # noqa: N802 (Twisted's name)
        self.began += 1

    def addressResolved(self, address):  # noqa: N802 (Twisted's name)
        self.addresses.append(address.host)

    def resolutionComplete(self):  # noqa: N802 (Twisted's name)
        self.complete += 1


class FakeReactor:
    def __init__(self, resolver):
        self.nameResolver = resolver

    def installNameResolver(self, resolver):  # noqa: N802 (Twisted's name)
        self.nameResolver = resolver


def guard_over(*answers, allow=()):
    reactor = FakeReactor(FakeResolver(*answers))
    crawler = SimpleNamespace(settings=Settings({"STET_ALLOW": list(allow)}))
    GuardedResolver.from_crawler(crawler, reactor).install_on_reactor()
    return reactor.nameResolver


def resolve(guard, host="example.com"):
    receiver = Receiver()
    guard.resolveHostName(receiver, host, 80)
    assert (1, 1) == (receiver.began, receiver.complete)
    return receiver.addresses


def test_only_what_may_be_reached_is_handed_on():
    guard = guard_over(["10.0.0.1", "8.8.8.8", "::1"])

    assert ["8.8.8.8"] == resolve(guard)
    assert not guard.refuses("example.com")


def test_a_host_without_an_address_that_may_be_reached_is_told_from_one_that_is_not_there():
    guard = guard_over(["10.0.0.1"], [])

    assert [] == resolve(guard, "inside.example")
    assert [] == resolve(guard, "nowhere.example")
    assert guard.refuses("inside.example")
    assert not guard.refuses("nowhere.example")


def test_a_name_is_judged_at_every_connection():
    guard = guard_over(["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8"])

    assert ["8.8.8.8"] == resolve(guard)
    assert [] == resolve(guard)
    assert guard.refuses("example.com")
    assert ["8.8.8.8"] == resolve(guard)
    assert not guard.refuses("example.com")


def test_a_refused_name_is_known_by_its_form_in_addresses():
    guard = guard_over(["10.0.0.1"])
    resolve(guard, "пример.рф")

    assert guard.refuses("xn--e1afmkfd.xn--p1ai")


def test_one_guard_stays_on_the_reactor_while_the_ranges_are_the_same():
    first = guard_over(allow=["127.0.0.0/8"])
    settings = Settings({"STET_ALLOW": ["127.0.0.0/8"]})
    second = GuardedResolver.from_crawler(SimpleNamespace(settings=settings), first.reactor)

    assert first is second


def test_other_ranges_bring_another_guard_that_does_not_stand_on_the_first():
    first = guard_over(["127.0.0.1"], allow=["127.0.0.0/8"])
    other = GuardedResolver.from_crawler(SimpleNamespace(settings=Settings()), first.reactor)
    other.install_on_reactor()

    assert other is first.reactor.nameResolver
    assert first.original is other.original
    assert [] == resolve(other)
