"""From the bytes of a page to its characters (pure)."""

import codecs
import re

from charset_normalizer import from_bytes

from storage.errors import NotHtml
from storage.text import clean

#: Bytes of a page that are read; what is longer is read up to here and marked partial.
MAX_BYTES = 8 << 20

_DECLARED = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|meta|title|div|p|article|h1|main|section|table|span|a)\b", re.IGNORECASE
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: What browsers read under these names (WHATWG Encoding Standard); utf-7 and its like are never read.
_ALIASES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932", "iso-8859-9": "cp1254",
    "tis-620": "cp874", "windows-874": "cp874", "big5": "big5hkscs", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_GUESSED = [
    "gb18030",
    "big5hkscs",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1256",
    "cp1253",
    "cp1255",
    "cp874",
]
_FOREIGN = bytes(range(128, 256))
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_LOWER_CYRILLIC = re.compile("[а-яё]")
#: Nearly half of the letters of Russian, Ukrainian and Bulgarian; a sixth of Greek that is read as Cyrillic.
_COMMON_CYRILLIC = re.compile("[оеаинт]")
#: Words of Cyrillic, Greek or Arabic are foreign bytes throughout; in Latin ones a letter here and there is.
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{3,}")
_LANGUAGE = re.compile(
    rb"(?:<html\b[^<>]{0,2000}?\s(?:xml:)?lang|(?:content-language|og:locale)[\"'][^<>]{0,80}?content)"
    rb"\s*=\s*[\"']?\s*([a-z]{2})",
    re.IGNORECASE,
)
#: What pages in a language are written in that state no encoding (WHATWG Encoding Standard, legacy defaults).
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "hu", "pl", "sk", "sl", "hr", "bs", "ro", "sq"), "cp1250"),
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    "el": "cp1253",
    "he": "cp1255",
    "th": "cp874",
    "vi": "cp1258",
}
#: The letters that ISO 8859-2 and cp1250 have at other places, of each.
_ISO_CENTRAL = re.compile(rb"[\xa1\xa6\xa9\xab\xac\xae\xb1\xb6\xbb\xbc\xbe]")
_CP_CENTRAL = re.compile(rb"[\x8a\x8c-\x8f\x9a\x9c-\x9f\xa5\xb9]")
#: The commonest characters of Chinese, traditional and simplified: one in ten or more of any text.
_COMMON_HAN = re.compile("[的一是不了在人有我他这這中大来來上国國个個到说說们們为為和你地出]")
_MARKUP_BYTES = re.compile(rb"<[^<>]{0,2000}>")
#: Bytes that an encoding is told from, without markup, and bytes they are taken from.
SAMPLE, SAMPLE_OF = 20_000, 400_000
#: What UTF-8 becomes that was read as Latin-1 and written again: control characters tell it from any text.
_TWICE_TOLD = re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\x9f]")
_TWICE = re.compile(
    "[\u00c2\u00c3\u00ce-\u00d1][\u0080-\u00bf]|[\u00c4-\u00df][\u0080-\u009f]|"
    "[\u00c4\u00c5][\u00a1-\u00a8\u00b1-\u00b6\u00b8\u00b9\u00bc-\u00bf]|"
    "[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_READABLE = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|cp\d{3,4}|windows-?\d{3,4}|iso-?8859-?\d{1,2}|koi8-?[ru]|gb18030|big5hkscs|euc-?(jp|tw)|"
    r"iso-2022-jp|mac-?(cyrillic|roman)|x-mac-cyrillic",
    re.IGNORECASE,
)


def decode(content: bytes, content_type: str = "") -> tuple[str, bool]:
    """Return the characters of a page, and whether it was longer than is read.

    A byte order mark wins, then UTF-8 if the bytes bear it out, then the header's and the page's own
    word likewise; else the encoding is told from the bytes. What was encoded twice is read once more, so
    that a desk that mends it edits nothing. NUL, control characters and lone surrogates become U+FFFD.
    Raises NotHtml for images, archives and other binaries, and for a header that says so.
    """
    media = content_type.split(";", 1)[0].strip().lower()
    if media and not (
        "html" in media or "xml" in media or media in ("text/plain", "application/octet-stream")
    ):
        raise NotHtml(f"That is {media[:60]}, no HTML page.")
    partial = len(content) > MAX_BYTES
    content = content[:MAX_BYTES]
    for mark, name in _MARKS:
        if content.startswith(mark):
            return clean(content[len(mark) :].decode(name, "replace")), partial
    if not _MARKUP.search(content[:65536]):
        raise NotHtml
    text = _characters(content, content_type)
    if _TWICE_TOLD.search(content):
        text = _TWICE.sub(_read_again, text)
    return (clean(text) if len(content.translate(None, _CONTROL)) < len(content) else text), partial


def _read_again(match: re.Match[str]) -> str:
    """Return what was encoded as UTF-8 twice, as "â" and two controls for "’", read once more."""
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _characters(content: bytes, content_type: str) -> str:
    stated = [match[1] for match in (_HEADER.search(content_type),) if match]
    stated += [match[1].decode("ascii", "replace") for match in (_DECLARED.search(content[:8192]),) if match]
    names = [_ALIASES.get(name.lower(), name.lower()) for name in stated]
    if "iso-2022-jp" not in names:
        names.insert(0, "utf-8")
    for name in dict.fromkeys(names):
        if _READABLE.fullmatch(name) and (text := _read(content, name)) is not None:
            return text
    return _told_from_bytes(content)


def _read(content: bytes, name: str) -> str | None:
    """Return `content` read as `name`, or None if more than one foreign byte in 20 cannot be."""
    try:
        return content.decode(name)
    except LookupError:
        return None
    except UnicodeDecodeError:
        text = content.decode(name, "replace")
        foreign = len(content) - len(content.translate(None, _FOREIGN))
        return text if text.count("\ufffd") * 20 < foreign else None


def _reads_chinese(text: str) -> bool:
    """Return whether a text is Chinese: hardly a broken character, and the commonest ones among the rest."""
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") * 100 <= foreign and len(_COMMON_HAN.findall(text)) * 40 > foreign


def _told_from_bytes(content: bytes) -> str:
    sample = b" ".join(_MARKUP_BYTES.sub(b" ", content[:SAMPLE_OF]).split())[:SAMPLE]
    for name in ("gb18030", "big5hkscs"):
        if _reads_chinese(sample.decode(name, "replace")):
            return content.decode(name, "replace")
    foreign = len(sample) - len(sample.translate(None, _FOREIGN))
    latin = 2 * sum(map(len, _FOREIGN_WORD.findall(sample))) <= foreign
    for name in () if latin else ("cp1251", "koi8_r"):
        text = sample.decode(name, "replace")
        lower = len(_LOWER_CYRILLIC.findall(text))
        if lower * 2 > foreign and len(_COMMON_CYRILLIC.findall(text)) * 3 > lower:
            return content.decode(name, "replace")
    stated = _LANGUAGE.search(content[:SAMPLE])
    language = stated[1].decode("ascii").lower() if stated else ""
    name = _BY_LANGUAGE.get(language, "cp1252" if latin else "")  # as browsers read Latin letters
    if name == "cp1250" and len(_ISO_CENTRAL.findall(sample)) > len(_CP_CENTRAL.findall(sample)):
        name = "iso8859_2"
    if name:
        return content.decode(name, "replace")
    for end in (len(sample), -1, -2, -3):
        best = from_bytes(sample[:end], preemptive_behaviour=False, cp_isolation=_GUESSED).best()
        if best is not None:
            return content.decode(best.encoding, "replace")
    return content.decode("utf-8", "replace")
