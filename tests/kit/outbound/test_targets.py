"""A URL says in one way where it leads, or it is refused; headers of an endpoint's own do not speak for us."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from escalation.errors import ValidationFailed
from escalation.kit.outbound.targets import LONGEST_HEADER, LONGEST_URL, MOST_HEADERS, check_headers, check_url
from tests.kit.outbound.vectors import INWARD_URLS, MALFORMED_URLS, NAMED_URLS


def fault(url: str, *, allow_http: bool = False) -> str:
    with pytest.raises(ValidationFailed) as refused:
        check_url(url, allow_http=allow_http)
    (found,) = refused.value.faults
    assert found.pointer == "/url"
    return found.code


@pytest.mark.parametrize("allow_http", [False, True])
def test_a_hostile_url_is_refused_with_its_place(allow_http: bool) -> None:
    found = {url: fault(url, allow_http=allow_http) for url in MALFORMED_URLS}
    assert {url: code for url, code in found.items() if not code.startswith("url_")} == {}


def test_an_address_is_recognised_in_every_disguise() -> None:
    found = {url: check_url(url).address for url, _ in INWARD_URLS}
    assert found == {url: ip_address(address) for url, address in INWARD_URLS}


@pytest.mark.parametrize(("url", "host"), NAMED_URLS)
def test_a_name_is_spelt_as_it_is_looked_up(url: str, host: str) -> None:
    target = check_url(url)
    assert (target.host, target.address, target.url) == (host, None, f"https://{host}/")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://receiver.example/", "url_scheme"),
        ("https://me@receiver.example/", "url_userinfo"),
        ("https://receiver.example/#there", "url_fragment"),
        ("https://receiver.example:6379/", "url_port"),
        ("https://receiver.example/" + "a" * LONGEST_URL, "url_too_long"),
        ("https://receiver.example:x/", "url_malformed"),
    ],
)
def test_what_is_wrong_has_a_code(url: str, code: str) -> None:
    assert fault(url) == code


@pytest.mark.parametrize(
    ("url", "spelt"),
    [
        ("https://receiver.example", "https://receiver.example/"),
        ("HTTPS://Receiver.Example:443/Hook", "https://receiver.example/Hook"),
        ("https://receiver.example.:8443/a?b=c&d", "https://receiver.example:8443/a?b=c&d"),
        ("https://receiver.example?x=1", "https://receiver.example/?x=1"),
        ("https://under_score.example/%41%zz/", "https://under_score.example/%41%zz/"),
        ("https://receiver.example/交办?单=1", "https://receiver.example/%E4%BA%A4%E5%8A%9E?%E5%8D%95=1"),
        ('https://receiver.example/"<>^`{|}', "https://receiver.example/%22%3C%3E%5E%60%7B%7C%7D"),
        ("https://[2606:4700:4700:0::1111]:8443/", "https://[2606:4700:4700::1111]:8443/"),
        ("https://receiver.example/..//a/./@b", "https://receiver.example/..//a/./@b"),
    ],
)
def test_a_url_has_one_spelling(url: str, spelt: str) -> None:
    assert check_url(url).url == spelt
    assert check_url(spelt).url == spelt


def test_http_is_for_those_who_allow_it() -> None:
    target = check_url("http://receiver.example/hook", allow_http=True)
    assert (target.scheme, target.port, target.url) == ("http", 80, "http://receiver.example/hook")
    assert fault("http://receiver.example:443/", allow_http=True) == "url_port"


@given(st.text(max_size=300))
def test_no_text_makes_the_check_stumble(text: str) -> None:
    for url in (text, f"https://{text}", f"https://receiver.example/{text}", f"https://[{text}]/"):
        try:
            target = check_url(url)
        except ValidationFailed:
            continue
        assert target.url.isascii()
        assert target.url.isprintable()


@given(st.from_regex(r"https://[-a-zA-Z0-9.:@\[\]%_①。１/?#\\]{1,40}/[a-z?#@/:]{0,10}", fullmatch=True))
def test_whoever_reads_the_spelling_reads_the_same_host(url: str) -> None:
    try:
        target = check_url(url)
    except ValidationFailed:
        return
    assert urlsplit(target.url).hostname == URL(target.url, encoded=True).host == target.host
    assert (urlsplit(target.url).port or 443) == URL(target.url, encoded=True).port == target.port


def test_headers_of_an_endpoint_s_own_may_say_much() -> None:
    check_headers({"Authorization": "Bearer x y", "X_Api-Key": "=?~", "x-long": "x" * LONGEST_HEADER, "Cookies": "1"})


@pytest.mark.parametrize(
    "name",
    [
        "host", "Host", "content-length", "Content-Type", "transfer-encoding", "connection", "upgrade", "TE", "trailer",
        "user-agent", "expect", "keep-alive", "proxy-authorization", "cookie", "date", "accept-encoding", "webhook-id",
        "Webhook-Signature", "webhook-anything",
    ],
)  # fmt: skip
def test_a_header_that_is_ours_is_refused(name: str) -> None:
    assert header_faults({name: "x"}) == [(f"/headers/{name}", "reserved_header")]


@pytest.mark.parametrize(
    "value",
    ["", " x", "x ", "x\r\nhost: y", "x\n", "\x00", "x\x7f", "é", "值", "\ud800", "x" * (LONGEST_HEADER + 1), "\t"],
)
def test_a_value_that_would_break_the_line_is_refused(value: str) -> None:
    assert header_faults({"x-a": value}) == [("/headers/x-a", "header_value")]


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "é", "a/b", "x" * 65, "\x00"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    assert header_faults({name: "x"}) == [("/headers", "header_name")]


def test_a_header_is_given_once_whatever_its_case() -> None:
    assert [code for _, code in header_faults({"X-A": "1", "x-a": "2"})] == ["repeated_header"] * 2


def test_there_are_not_too_many_headers() -> None:
    check_headers({f"x-{number}": "x" for number in range(MOST_HEADERS)})
    assert header_faults({f"x-{number}": "x" for number in range(MOST_HEADERS + 1)}) == [("/headers", "too_many")]


def header_faults(headers: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as refused:
        check_headers(headers)
    return [(found.pointer, found.code) for found in refused.value.faults]
