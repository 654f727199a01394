"""Addresses of pages in the one form in which Stet keeps them (pure)."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna
from w3lib.url import safe_url_string

from storage.errors import BadAddress

LONGEST = 4096  #: characters of an address; longer ones are traps or data

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_LAST_IS_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DOT = re.compile("%2e", re.IGNORECASE)

# Parameters that say where a reader came from and never choose what is shown. Sources: the
# analytics and advertising programs' own manuals (Google, Meta, Microsoft, Mailchimp, HubSpot,
# Matomo, Adobe, Yandex, X, TikTok, Instagram, Marketo, AT Internet, Branch).
_TRACKING = frozenset(
    {
        *("dclid", "fbclid", "gbraid", "gclid", "gclsrc", "gad_source", "srsltid", "wbraid", "_ga", "_gl"),
        *("msclkid", "twclid", "ttclid", "igsh", "igshid", "li_fat_id", "yclid", "ysclid", "_openstat"),
        *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking"),
        *("s_cid", "s_kwcid", "ef_id", "vero_id", "oly_anon_id", "oly_enc_id", "rb_clickid", "wickedid"),
        *("at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4"),
        *("at_link_id", "at_link_origin", "at_link_type", "at_bbc_team", "at_format", "at_ptr_name"),
        *("ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "cmpid", "_branch_match_id"),
    }
)
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "stm_")


def canonical(url: str) -> str:
    """Return the address under which Stet keeps what a person typed or a page linked.

    http or https, the host in ASCII and lower case, no port that is the scheme's own, no
    fragment, no tracking parameters, dot segments resolved; the order of the other parameters
    and a slash at the end stay. Without a scheme it is read as https.
    Law: `canonical(canonical(url)) == canonical(url)`.
    Raises BadAddress with what to do.
    """
    text = re.sub(r"[\t\r\n]", "", url.strip())
    _refuse_bad_characters(text)
    parts = _split(_with_scheme(text), url)
    host = _host(parts.hostname or "", url)
    netloc = host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"
    safe = urlsplit(safe_url_string(urlunsplit(("https", "host", parts.path, parts.query, ""))))
    found = urlunsplit((parts.scheme, netloc, _path(safe.path), _query(safe.query), ""))
    if len(found) > LONGEST:
        raise BadAddress(f"That address is longer than {LONGEST} characters: give the page's own one.")
    return found


def site(url: str) -> str:
    """Return the host of a canonical address, with its port unless that is the scheme's own."""
    return urlsplit(url).netloc


def _refuse_bad_characters(text: str) -> None:
    """Raise BadAddress for what programs read in different ways."""
    if not text:
        raise BadAddress("The address is empty: give one such as https://example.com/article.")
    if "\\" in text:
        raise BadAddress(f"{text!r} has a backslash, which programs read in two ways: write / or %5C.")
    if _CONTROL.search(text):
        raise BadAddress(f"{text!r} has control characters: copy the address from the browser again.")


def _with_scheme(text: str) -> str:
    if text.startswith("//"):
        return f"https:{text}"
    return text if _SCHEME.match(text) else f"https://{text}"


def _split(text: str, url: str) -> SplitResult:
    """Return the parts of `text`, which names http or https and no password."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise BadAddress(f"{url!r} is no address ({error}): copy it from the browser again.") from None
    if parts.scheme not in _PORTS:
        raise BadAddress(f"{url!r} is {parts.scheme}: only http and https addresses can be visited.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress(f"The address of {parts.hostname!r} holds a user name: leave out all before the @.")
    if not text[len(parts.scheme) :].startswith("://"):
        raise BadAddress(f"{url!r} has no // after {parts.scheme}: copy it from the browser again.")
    return parts


def _host(host: str, url: str) -> str:
    """Return `host` in ASCII and lower case; an IPv6 address in brackets."""
    if ":" in host:
        return f"[{_ip(host, url)}]"
    try:
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except UnicodeError:
        raise BadAddress(f"{url!r} has no host that exists: check its spelling.") from None
    if _LAST_IS_NUMBER.search(ascii_host):
        return str(_ip(ascii_host, url))
    if not _HOST.fullmatch(ascii_host) or not ("." in ascii_host or _is_spelled_out(ascii_host, url)):
        raise BadAddress(f"{url!r} has no host that exists: check its spelling, or begin with https://.")
    return ascii_host.lower()


def _ip(host: str, url: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the IP address; decimal, octal and hexadecimal forms are refused."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        raise BadAddress(f"{url!r} hides an IP address: write it as 192.0.2.1 or [2001:db8::1].") from None


def _is_spelled_out(host: str, url: str) -> bool:
    """Whether a host of one word was meant as one: localhost, or after a scheme."""
    return host.lower() == "localhost" or "//" in url


def _path(path: str) -> str:
    """Return `path` without dot segments, as browsers resolve them."""
    if not path:
        return "/"
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        plain = _DOT.sub(".", segment) if "%" in segment else segment
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    if _DOT.sub(".", segments[-1]) in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    """Return `query` without tracking parameters."""
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair))


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
