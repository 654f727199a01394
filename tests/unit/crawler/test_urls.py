import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import LONGEST, canonical, site
from storage.errors import BadAddress


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.com/a", "https://example.com/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
        ("http://example.com/a", "http://example.com/a"),
        ("example.com/x", "https://example.com/x"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("//example.com/x", "https://example.com/x"),
        ("localhost:8000", "https://localhost:8000/"),
        ("http://intranet/x", "http://intranet/x"),
        ("HTTPS://EXAMPLE.com/Path", "https://example.com/Path"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com?x=1", "https://example.com/?x=1"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("https://example.com:80/a", "https://example.com:80/a"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/a/", "https://example.com/a/"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/../../a/..", "https://example.com/"),
        ("https://example.com/a/%2e%2E/b", "https://example.com/b"),
        ("https://example.com/web/http://other.example/x", "https://example.com/web/http://other.example/x"),
        ("https://example.com/a b?q=c d", "https://example.com/a%20b?q=c%20d"),
        ("https://example.com/новость", "https://example.com/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://①②⑦.⓪.⓪.①/", "https://127.0.0.1/"),
        ("https://under_score.example.com/", "https://under_score.example.com/"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert kept == canonical(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("?utm_source=x&utm_medium=y", ""),
        ("?id=7&utm_source=x&page=2", "?id=7&page=2"),
        ("?b=1&a=2&fbclid=abc", "?b=1&a=2"),
        ("?UTM_Source=x&id=7", "?id=7"),
        ("?gclid=1&mc_eid=2&at_medium=3&yclid=4", ""),
        ("?ref=home&source=feed", "?ref=home&source=feed"),
        ("?&&id=7&", "?id=7"),
    ],
)
def test_tracking_parameters_go_and_the_others_stay_in_order(typed, kept):
    assert f"https://example.com/a{kept}" == canonical(f"https://example.com/a{typed}")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("", "is empty"),
        ("file:///etc/passwd", "only http and https"),
        ("data:text/html,<p>x", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("ftp://example.com/a", "only http and https"),
        ("mailto:desk@example.com", "only http and https"),
        ("https://user:secret@example.com/", "leave out all before the @"),
        ("https://user@example.com/", "leave out all before the @"),
        ("http://127.0.0.1\\@example.com/", "backslash"),
        ("https:\\\\example.com", "backslash"),
        ("https://exa\x00mple.com/", "control characters"),
        ("https://example.com/\ud800", "control characters"),
        ("https://example.com:99999/", "is no address"),
        ("https://example.com:x/", "is no address"),
        ("http://[::1", "is no address"),
        ("https:example.com", "no //"),
        ("https:///a", "no host"),
        ("https://exa mple.com/", "no host"),
        ("https://example..com/", "no host"),
        ("https://-.example/", "no host"),
        ("articel", "no host"),
        ("http://2130706433/", "hides an IP address"),
        ("http://0x7f000001/", "hides an IP address"),
        ("http://0177.0.0.1/", "hides an IP address"),
        ("http://127.1/", "hides an IP address"),
        ("http://[::zz]/", "no address"),
        ("https://example.com/" + "a" * LONGEST, "longer than"),
    ],
)
def test_what_cannot_be_visited_is_refused_with_what_to_do(typed, advice):
    with pytest.raises(BadAddress, match=advice) as refusal:
        canonical(typed)

    assert "\n" not in str(refusal.value)


def test_the_message_does_not_repeat_a_password():
    with pytest.raises(BadAddress) as refusal:
        canonical("https://user:secret@example.com/")

    assert "secret" not in str(refusal.value)


URLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "//", "http://", "https://", "HTTP://"]),
    st.sampled_from(
        ["example.com", "EXAMPLE.com:443", "new.example:80", "пример.рф", "127.0.0.1:8", "[::1]"]
    ),
    st.text(alphabet="/.%2eEaé ?#&=+;~|[]{}'\"<>:@", max_size=20).map(lambda path: f"/{path}"),
    st.sampled_from(["", "?utm_source=1", "?a=1&utm_x=2&b", "#part", "?x=%zz", "?q=é&fbclid=1"]),
)


@given(URLS)
def test_the_kept_form_is_kept_as_it_is(url):
    try:
        once = canonical(url)
    except BadAddress:
        return

    assert once == canonical(once)


@given(st.text(max_size=60))
def test_any_text_is_kept_or_refused(text):
    try:
        kept = canonical(text)
    except BadAddress:
        return

    assert kept.startswith(("http://", "https://"))
    assert kept.isascii()
    assert kept == canonical(kept)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com/a", "example.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://[::1]:8000/a", "[::1]:8000"),
    ],
)
def test_a_site_is_the_host_with_its_own_port(url, host):
    assert host == site(url)
