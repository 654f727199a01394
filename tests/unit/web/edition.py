"""One day of invented papers in four languages: what browser tests and pictures of the page show."""

from pathlib import Path

from storage.model import DateClaim, DateSource, Review, Severity, Verdict
from storage.sites import FeedKind, FeedRhythm
from tests.records import at
from tests.unit.web.newspaper import Newspaper, article, flag

BRIDGE = "https://gazette.example/2026/03/swing-bridge"
POOL = "https://gazette.example/2026/03/pool-vote"
LIGHTS = "https://abendblatt.example/lokales/laternen"
LIBRARY = "https://vesti.example/2026/03/biblioteka"
HARBOUR = "https://sahifa.example/2026/03/mina"
STRIKE = "https://northern.example/ports/strike"

_BRIDGE = """
Eleven people were on the swing bridge when it stopped half open on Sunday evening, the harbour office
said. Two of them were treated for cold.

The bridge carries about 4,000 cars a day between the old town and the shipyard.

“We are sorry for every minute they stood there in the wind,” said Marit Oske, the harbour master.

# A part from 1968

Engineers traced the fault to a gearbox that was fitted in 1968 and last serviced eight years ago.

A spare part has to be cast anew. Until it is, traffic goes round by the Mill Lane ferry, which runs every
twenty minutes and takes thirty cars.

The council will hear a report on the costs on Thursday.

Shopkeepers on the quay said that they expect a quiet month.
"""

_BRIDGE_LATER = """
Twenty-one people were on the swing bridge when it stopped half open on Sunday evening, the harbour office
said. Four of them were treated for cold.

The council will hear a report on the costs on Tuesday.

The bridge carries about 4,000 cars a day between the old town and the shipyard.

“We did all we could for them,” said Marit Oske, the harbour master.

# A part from 1968

Engineers traced the fault to a gearbox that was fitted in 1968 and last serviced eight years ago.

A spare part has to be cast anew. Until it is, traffic goes round by the Mill Lane ferry, which runs every
twenty minutes and takes thirty cars.

Nobody was in danger at any time, a spokeswoman for the builder of the bridge said.
"""


def edition(path: Path) -> Newspaper:
    """Fill a new archive at `path`: six pages, eight edits, one of them reviewed; three feeds."""
    paper = Newspaper(path)
    _bridge(paper)
    _pool(paper)
    _lights(paper)
    _library(paper)
    _harbour(paper)
    _strike(paper)
    _feeds(paper)
    return paper


def _bridge(paper: Newspaper) -> None:
    page = paper.page(BRIDGE)
    facts = {
        "standfirst": "Gearbox of the old bridge has to be cast anew",
        "byline": ("Jonna Reed",),
        "published": (DateClaim(source=DateSource.JSON_LD, text="2026-03-02T12:00Z", at=at(0)),),
    }
    first = article(BRIDGE, "Swing bridge stuck open for hours", _BRIDGE, **facts)
    fixed = _BRIDGE.replace("eight years ago", "eighteen years ago")
    last = article(BRIDGE, "Swing bridge stuck after gearbox fails", _BRIDGE_LATER, **facts)
    paper.read(page, 0, first)
    for minutes in (15, 30, 45):
        paper.again(page, minutes)
    paper.read(
        page,
        61,
        article(BRIDGE, "Swing bridge stuck open for nine hours", fixed, **facts),
        flag("headline_changed", "hours", "nine hours", "headline"),
        flag("number_changed", "eight years", "eighteen years", "¶5"),
    )
    paper.read(page, 118, first, flag("reverted", "revision 2", "revision 1"), severity=Severity.TONE)
    paper.failed(page, 150, "timeout")
    paper.read(
        page,
        192,
        last,
        flag("headline_changed", first.headline, last.headline, "headline"),
        flag("number_changed", "Eleven people", "Twenty-one people", "¶1"),
        flag(
            "quotation_changed",
            "We are sorry for every minute they stood there in the wind",
            "We did all we could for them",
            "¶3",
        ),
        flag("moved", "¶7", "¶2"),
        flag("silent_edit", new="no note, dateModified as before"),
        severity=Severity.SILENT,
    )


def _pool(paper: Newspaper) -> None:
    page = paper.page(POOL)
    told = "The vote was put off to May.\n\nNine members were for it.\n\nSix were against it."
    paper.read(page, 5, article(POOL, "Council puts off vote on Dock Road pool", told))
    note = "! Correction: an earlier version said that nine members were for it. It was eight."
    edit = paper.read(
        page,
        95,
        article(
            POOL,
            "Council puts off vote on Dock Road pool",
            told.replace("Nine", "Eight") + f"\n\n{note}",
        ),
        flag("correction_added", new=note[2:]),
        flag("number_changed", "Nine", "Eight", "¶2"),
        flag("disclosed_edit", new="a note"),
    )
    paper.archive.add_review(
        Review(
            edit_id=edit,
            verdict=Verdict.CORRECTION,
            note="Said so within the hour.",
            reviewer="Noor",
            at=at(120),
        )
    )


def _lights(paper: Newspaper) -> None:
    page = paper.page(LIGHTS)
    told = "Die Laternen am Deich brennen wieder.\n\nDie Stadt zahlt 48.000 Euro.\n\n{}"
    before = told.format("Der Umbau war „längst überfällig“, sagte Bürgermeisterin Heike Voss.")
    after = told.format("Der Umbau sei „notwendig“ gewesen, behauptet Bürgermeisterin Heike Voss.")
    paper.read(page, 8, article(LIGHTS, "Am Deich wird es wieder hell", before))
    paper.read(
        page,
        140,
        article(LIGHTS, "Am Deich wird es wieder hell", after.replace("48.000", "84.000")),
        flag("attribution_changed", "sagte", "behauptet", "¶3"),
        flag("number_changed", "48.000 Euro", "84.000 Euro", "¶2"),
        flag("quotation_changed", "längst überfällig", "notwendig", "¶3"),
        flag("silent_edit", new="no note, dateModified as before"),
        severity=Severity.SILENT,
    )


def _library(paper: Newspaper) -> None:
    page = paper.page(LIBRARY)
    headline = "Библиотека на колёсах объехала сорок деревень"
    told = "За зиму автобус проехал шесть тысяч километров.\n\n«Нас ждут», — сказала водитель Анна Лунина."
    paper.read(page, 12, article(LIBRARY, headline, told))
    paper.read(
        page,
        133,
        article(LIBRARY, headline, told.replace("шесть", "семь")),
        flag("number_changed", "шесть тысяч", "семь тысяч", "¶1"),
    )


def _harbour(paper: Newspaper) -> None:
    page = paper.page(HARBOUR)
    headline = "الميناء يفتح أبوابه يوم الأحد"
    told = "قال مدير الميناء إن السفن ستعود هذا الأسبوع.\n\nПорт «Северный» подтвердил это."
    paper.read(page, 14, article(HARBOUR, headline, told, language="ar"))
    paper.read(
        page,
        160,
        article(HARBOUR, headline.replace("الميناء", "المرفأ"), told, language="ar"),
        flag("headline_changed", "الميناء", "المرفأ", "headline"),
        severity=Severity.TONE,
    )


def _strike(paper: Newspaper) -> None:
    page = paper.page(STRIKE)
    headline = "Port strike talks resume as ships queue"
    told = "Talks begin at noon.\n\nFifteen ships wait outside the bay.\n\nBoth sides were hopeful."
    paper.read(page, 20, article(STRIKE, headline, told))
    paper.read(
        page,
        80,
        article(STRIKE, headline, told, standfirst="Both sides hopeful before noon meeting"),
        flag("standfirst_changed", new="Both sides hopeful before noon meeting"),
        severity=Severity.TONE,
    )
    paper.gone(page, 170)


def _feeds(paper: Newspaper) -> None:
    rhythm = FeedRhythm(found=(0.25,) * 24, hours=(1.0,) * 24)
    paper.feed("https://gazette.example/news.xml", BRIDGE, POOL, title="Gazette: latest news", rhythm=rhythm)
    paper.feed("https://vesti.example/sitemap-news.xml", LIBRARY, kind=FeedKind.SITEMAP, title="Вести")
    paper.feed("https://northern.example/feed/", STRIKE, title="Northern Post", failures=3, reason="http_503")
    paper.rest("northern.example", "http_503")
