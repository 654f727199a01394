"""The characters of pages that state no encoding, or the wrong one."""

import pytest

from crawler.extract.decode import decode

TEXTS = {
    "fr": "Le café de la gare ferme à la fin de l'été, a annoncé la société. Où iront les élèves ?",
    "de": "Die Brücke öffnet früher, sagte der Bürgermeister. Größere Straßen bleiben gesperrt – für Wochen.",
    "es": "El faro que se apagó. La niña dijo que mañana volverá, ¿quién sabe? El año pasó.",
    "sv": "Bron öppnar på måndag, säger kommunen. Många åker över ån.",
    "pl": "Rzeką płynie łódź, źle się dzieje, powiedział prezydent. Żółw i gęś, ćma.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl šéf. Šťastný čas.",
    "hu": "Árvíztűrő tükörfúrógép, mondta az őrmester a győri gyűlésen.",
    "tr": "Köprü pazartesi günü açılacak, dedi başkan. Çocuklar şaşırdı.",
    "ru": "Президент заявил, что войска останутся. Он добавил, что переговоры продолжаются.",
    "uk": "Президент заявив, що війська залишаться. Він додав, що переговори тривають.",
    "el": "Ο πρωθυπουργός δήλωσε ότι η γέφυρα θα ανοίξει τη Δευτέρα στην πόλη.",
    "ar": "قال رئيس البلدية إن الجسر سيفتح يوم الاثنين أمام المارة في المدينة.",
    "he": "ראש העיר אמר כי הגשר ייפתח ביום שני לתושבי העיר.",
}
SENT = {
    **dict.fromkeys(("fr", "de", "es", "sv"), ("cp1252",)),
    **dict.fromkeys(("pl", "cs", "hu"), ("cp1250", "iso8859_2")),
    "tr": ("cp1254",),
    "ru": ("cp1251", "koi8_r"),
    "uk": ("cp1251",),
    "el": ("cp1253",),
    "ar": ("cp1256",),
    "he": ("cp1255",),
}


def page(language, encoding, meta, head=""):
    html = (
        f"<!doctype html><html{head}><head>{meta}<title>x</title><script>var a = 1;</script></head>"
        f"<body><p>{(TEXTS[language] + ' ') * 8}</p></body></html>"
    )
    return html.encode(encoding)


@pytest.mark.parametrize("meta", ["", "<meta charset=utf-8>"])
@pytest.mark.parametrize(
    ("language", "encoding"), [(language, one) for language, sent in SENT.items() for one in sent]
)
def test_a_page_that_states_its_language_is_read_right(language, encoding, meta):
    assert TEXTS[language] in decode(page(language, encoding, meta, f' lang="{language}-XX"'))[0]


@pytest.mark.parametrize(
    ("language", "encoding"), [("fr", "cp1252"), ("sv", "cp1252"), ("ru", "cp1251"), ("uk", "cp1251")]
)
def test_a_page_that_states_nothing_is_read_as_browsers_read_it_or_as_cyrillic(language, encoding):
    assert TEXTS[language] in decode(page(language, encoding, ""))[0]


def test_a_language_is_stated_by_meta_too():
    meta = '<meta property="og:locale" content="pl_PL">'

    assert TEXTS["pl"] in decode(page("pl", "iso8859_2", meta))[0]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor’s answer — “no” — cost €40 in a café",
        "Мэр отклонил жалобу",
        "市長は会見で謝罪した",
        "Đorđe i ministri su se složili",
    ],
)
def test_what_was_encoded_twice_is_read_once_more(text):
    page = f"<html><body><p>The mayor’s answer: {text}.</p></body></html>".encode()

    assert text in decode(page.decode("latin-1").encode())[0]
    assert text in decode(page)[0]


def test_letters_that_only_look_like_an_encoding_stay():
    page = "<html><body><p>«LE CAFÉ», Ã la carte, Âge, Ð and þ, ¿SÍ?».</p></body></html>"

    assert page == decode(page.encode())[0]
