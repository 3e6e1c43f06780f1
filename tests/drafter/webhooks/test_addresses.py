"""Nothing is sent to a private address, however it is written, and whatever a name turns into."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest

from drafter.errors import UrlRefused
from drafter.webhooks.addresses import Guarded, require_address, require_url
from tests.fakes.receiver import receiving

LOOPBACK = (ip_network("127.0.0.0/8"),)
PRIVATE = (
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.7",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fec0::1",
    "192.88.99.1",
    "64:ff9b:1::1",
    "2001::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
)
PUBLIC = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused(address: str) -> None:
    with pytest.raises(UrlRefused):
        require_address(ip_address(address), ())
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(UrlRefused):
        require_url(f"https://{host}/hook")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_will_do(address: str) -> None:
    require_address(ip_address(address), ())


def test_the_operator_may_allow_a_network_and_no_more_than_that() -> None:
    require_address(ip_address("127.0.0.1"), LOOPBACK)
    require_address(ip_address("::ffff:127.0.0.1"), LOOPBACK)
    with pytest.raises(UrlRefused):
        require_address(ip_address("10.0.0.1"), LOOPBACK)


@pytest.mark.parametrize(
    "url",
    [
        "http://cms.example.org/hook",
        "ftp://cms.example.org/hook",
        "file:///etc/passwd",
        "https://",
        "https://user:word@cms.example.org/hook",
        "https://cms.example.org:25/hook",
        "https://cms.example.org:99999/hook",
        "https://[::1/hook",
        "https://[cms.example.org]/hook",
        "cms.example.org/hook",
        "https://münchen.example/",
        "https://cms.example.org/ü",
        "https://a..b/",
        "https://" + "a" * 64 + ".example/",
        "https://cms.example.org/" + "x" * 2000,
    ],
)
def test_a_url_that_is_none_to_write_to_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        require_url(url)


def test_https_will_do_and_http_in_a_network_that_is_allowed() -> None:
    require_url("https://cms.example.org/hook?desk=1")
    require_url("https://cms.example.org:8443/hook")
    require_url("http://127.0.0.1:8000/hook", LOOPBACK)
    with pytest.raises(UrlRefused):
        require_url("http://93.184.215.14/hook", LOOPBACK)


class Names:
    """Gives the addresses of a name, other ones each time that it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        del host, port
        return self._answers.pop(0)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::ffff:127.0.0.1"]]
)
async def test_a_name_that_leads_inside_is_not_connected_to(addresses: list[str]) -> None:
    async with receiving() as receiver:
        guarded = Guarded((), Names(addresses), private=False)
        with pytest.raises(UrlRefused):
            await guarded.connect_tcp("cms.example.org", receiver.port)
    assert [] == receiver.heard
    assert 0 == receiver.most_at_once


async def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    """A name that leads elsewhere at a second look is not looked up a second time."""
    async with receiving() as receiver:
        names = Names(["127.0.0.1"], ["93.184.215.14"])
        guarded = Guarded(LOOPBACK, names, private=False)
        stream = await guarded.connect_tcp("cms.example.org", receiver.port, timeout=2)
        assert ("127.0.0.1", receiver.port) == stream.get_extra_info("server_addr")[:2]
        await stream.aclose()


async def test_what_is_not_encrypted_stays_in_the_networks_that_are_allowed() -> None:
    guarded = Guarded(LOOPBACK, Names(["93.184.215.14"]), private=True)
    with pytest.raises(UrlRefused, match="outside"):
        await guarded.connect_tcp("cms.example.org", 80)


async def test_a_name_without_an_address_is_said_to_be_so() -> None:
    with pytest.raises(OSError, match="no address"):
        await Guarded((), Names([]), private=False).connect_tcp("cms.example.org", 443)
