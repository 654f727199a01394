"""Which pieces of the chosen regions are the article's own (pure)."""

import re
from collections import Counter
from itertools import pairwise

from crawler.extract.byline import names_only, opens_with_by
from crawler.extract.choose import Choice
from crawler.extract.copies import without_copies
from crawler.extract.dates import is_dateline, is_full_dateline
from crawler.extract.flow import PROSE, Flow
from crawler.extract.hints import Hint
from crawler.extract.metadata import Metadata
from crawler.extract.outline import HEADINGS, Piece
from crawler.extract.standfirst import LEAST_TITLE, NOT_BODY, STANDFIRST, Standfirst
from crawler.extract.words import END, LINE, START, TAIL, appeals, appeals_or_closes, plain, tells_note

#: A line longer than this is no label, whatever it says.
LONGEST_LABEL = 100
#: A piece with this share of its characters in links leads away.
LINKED = 0.8
#: A line that begins like a teaser is one with this share; where a colon follows, with the second.
TEASED, TEASED_LABEL = 0.6, 0.3
#: An appeal (consent, account, newsletter, rights) weighs no more than this.
LONGEST_APPEAL = 500
#: One that stands in a box of its own, no more than this.
LONGEST_BOX = 900
#: So many pieces between two parts of a body may belong to it: more was not tried. What follows the last
#: part was, and lowers fundus-dev and zh-wced.
GAP = 6
#: What signs an article off weighs no more than this: swept over 200, 350, 600 on wcxb-dev, fundus-dev and
#: trafilatura-seg, halves by crc32 of the id; 200 keeps more last paragraphs, but lowers fundus-dev by .001.
LONGEST_END = 350
#: It stands among so many last pieces, any of them: so a note or paragraph added below changes nothing.
END_PIECES = 6
#: A list of so many entries between headline and body, of this weight in the mean (no counters), none of
#: which leads away, is the body's.
PLAIN_LIST, PLAIN_ENTRY = 4, 16
#: So many pieces above the headline a photo's caption may stand.
ABOVE_HEADLINE = 6
#: So many pieces below the body a correction may stand.
BELOW_BODY = 15


#: An address that is told as it is written: of a petition, a mailbox.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+")
#: A reporter's name, of up to three words, and mailbox.
_REPORTER = re.compile(r"(?:[^\W\d_][^\s@:：]{0,20} ){1,3}[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
#: Of claps, comments, shares: a number alone above the body.
_COUNT = re.compile(r"\d[\d.,]{0,6}[KkMm]?")
_FREE = frozenset(("", "p"))


class Selection:
    """The pieces of an article, by number, in order: `standfirst` above the body, `body`, `captions`."""

    def __init__(self, choice: Choice, said: Metadata) -> None:
        self.choice = choice
        self.said = said
        self._headline, self._title = plain(said.headline), plain(said.title)
        self._full_names = [name for name in said.byline if " " in name]
        self.pieces = choice.outline.pieces
        self._flow = Flow(choice)
        self.dead = [False] * len(self.pieces)
        spans = [(choice.outline.regions[n].start, choice.outline.regions[n].end) for n in choice.regions]
        self._start = min(start for start, _ in spans)
        for start, end in spans:
            self._end_at_tails(start, end)
        kept = [n for start, end in spans for n in range(start, end) if self._kept(n)]
        kept = sorted({*kept, *self._between(spans)})
        self.body = self._without_empty_headings(without_copies(self.pieces, self._below_headline(kept)))
        self.body = self._without_end(self.body)
        self.body += self._notes_below(max(end for _, end in spans))
        self.standfirst = Standfirst(choice, said, self.dead, self._flow.beside).chosen(self.body)
        self.body = self._opening() + self.body
        rest = [n for n in self.body if n not in self.standfirst]
        if self._weigh(rest):
            self.body = rest
        else:
            self.body, self.standfirst = self._all_prose() or self.body, []
        self.captions = [n for n in range(*self._around(spans)) if self._is_caption(n)]

    def _between(self, spans: list[tuple[int, int]]) -> list[int]:
        """Return the headings and prose that stand between two parts of a body."""
        gaps = [range(end, start) for (_, end), (start, _) in pairwise(spans) if start - end <= GAP]
        return [n for gap in gaps for n in gap if self._continues(n)]

    def _continues(self, n: int) -> bool:
        piece = self.pieces[n]
        prose = piece.kind in ("p", "li", "blockquote") and self.choice.masses[n] > 0
        return (prose or piece.kind in HEADINGS) and self._kept(n)

    def _notes_below(self, end: int) -> list[int]:
        """Return the corrections and update lines that stand right below the body."""
        below = range(end, min(end + BELOW_BODY, len(self.pieces)))
        return [
            n
            for n in below
            if not self.dead[n] and self.choice.role[n] not in NOT_BODY and is_note(self.pieces[n])
        ]

    def _around(self, spans: list[tuple[int, int]]) -> tuple[int, int]:
        """Return the range of pieces in which captions stand: the body's, and up to the headline."""
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        return (
            max(0, self.choice.headline - ABOVE_HEADLINE) if 0 <= self.choice.headline < start else start
        ), end

    def prose(self) -> int:
        """Return the prose of the body (weight, see `outline.Piece`)."""
        return self._weigh(self.body)

    def _weigh(self, numbers: list[int]) -> int:
        return sum(self.choice.masses[n] for n in numbers)

    def _opening(self) -> list[int]:
        """Return the paragraphs between headline and body, besides the standfirst.

        Where two long ones stand beside each other, all that stands between them and below belongs to them.
        """
        first = self.body[0] if self.body else 0
        if not 0 <= self.choice.headline < first:
            return []
        between = range(self.choice.headline + 1, first)
        text = {self.pieces[n].text for n in (*self.body, *self.standfirst)}
        long = [n for n in between if self._is_opening(n, text, PROSE)]
        count = Counter(self._flow.parent(n) for n in long)
        flows = {
            parent: next(n for n in long if self._flow.parent(n) == parent)
            for parent in count
            if count[parent] > 1
        }
        short = [
            n for n in between if n > flows.get(self._flow.parent(n), first) and self._is_opening(n, text, 0)
        ]
        return sorted({*long, *short, *self._lists(between)})

    def _lists(self, between: range) -> list[int]:
        """Return the entries of plain lists: of many short lines, hardly one of which leads away."""
        lists: dict[int, list[int]] = {}
        for n in between:
            if self.pieces[n].kind == "li":
                lists.setdefault(self.choice.outline.regions[self.pieces[n].region].parent, []).append(n)
        return [
            n
            for entries in lists.values()
            if len(entries) >= PLAIN_LIST
            and sum(self.pieces[m].weight for m in entries) >= PLAIN_ENTRY * len(entries)
            and all(self._kept(m) and 4 * self.pieces[m].linked <= len(self.pieces[m].text) for m in entries)
            for n in entries
        ]

    def _is_opening(self, n: int, told: set[str], least: int) -> bool:
        piece = self.pieces[n]
        return (
            (piece.kind == "p" or (not least and (piece.kind in HEADINGS or piece.kind == "li")))
            and self.choice.masses[n] >= least
            and n not in self.standfirst
            and piece.text not in told
            and self._kept(n)
        )

    def _all_prose(self) -> list[int]:
        """Return all prose of a page whose chosen regions hold none that is kept."""
        return [n for n, mass in enumerate(self.choice.masses) if mass and not self.dead[n]]

    def _kept(self, n: int) -> bool:
        piece = self.pieces[n]
        if self.dead[n] or self.choice.role[n] in NOT_BODY or n == self.choice.headline:
            return False
        if len(piece.text) <= LONGEST_LABEL and (
            LINE.match(piece.text) or (piece.kind in _FREE and is_dateline(piece.text, self.said.byline))
        ):
            return False
        if (
            self._teases(piece)
            or self._is_above_article(n)
            or self._is_byline(n)
            or self._flow.is_bare_label(n)
        ):
            return False
        if self._flow.beside(n) and (self._is_appeal(n) or self._heads_appeal(n)):
            return False
        return (
            piece.kind in HEADINGS
            or piece.linked <= LINKED * len(piece.text)
            or self._flow.holds_link(n)
            or (piece.kind == "p" and _ADDRESS.fullmatch(piece.text) is not None)
        )

    @staticmethod
    def _teases(piece: Piece) -> bool:
        """Return whether a piece begins like a teaser and is a link for the most part, or below a label."""
        linked = piece.linked / len(piece.text)
        return (
            linked > TEASED_LABEL
            and START.opens(piece.text)
            and (linked > TEASED or START.labels(piece.text))
        )

    def _is_above_article(self, n: int) -> bool:
        """Return whether a line tells the headline again; or, above all prose, a count, a date, the title."""
        piece, opens = self.pieces[n], self._opens(n)
        again = piece.kind == "h1" or (opens and len(piece.text) > LEAST_TITLE)
        if again and plain(piece.text) == self._headline:
            return True
        if not opens or piece.kind in HEADINGS or len(piece.text) > LONGEST_LABEL:
            return False
        if (piece.kind in _FREE and _COUNT.fullmatch(piece.text)) or is_full_dateline(piece.text):
            return True
        return piece.weight > LEAST_TITLE and self._title.startswith(plain(piece.text))

    def _is_byline(self, n: int) -> bool:
        """Return whether a line names the page's writers: after "By", or above all prose."""
        piece = self.pieces[n]
        return (
            piece.kind in _FREE
            and len(piece.text) <= LONGEST_LABEL
            and (opens_with_by(piece.text) or self._opens(n))
            and names_only(piece.text, self.said.byline)
        )

    def _opens(self, n: int) -> bool:
        """Return whether no prose stands between the headline and a piece."""
        total, above = self.choice.total, self.choice.headline
        return total[n] == total[above if 0 <= above <= n else min(self._start, n)]

    def _is_appeal(self, n: int) -> bool:
        return self.pieces[n].weight <= LONGEST_BOX and appeals(self.pieces[n].text)

    def _heads_appeal(self, n: int) -> bool:
        """Return whether a line is the label of the appeal below it, in a box of their own."""
        below = n + 1
        return (
            below < len(self.pieces)
            and self.choice.masses[n] == 0
            and self._flow.box(below) == self._flow.box(n)
            and self._is_appeal(below)
        )

    def _is_caption(self, n: int) -> bool:
        """Return whether a piece is a caption or its credit, and its markup says so by a figure."""
        if self.choice.role[n] not in (Hint.CAPTION, Hint.CREDIT) or self.dead[n] or not self._in_figure(n):
            return False
        text = self.pieces[n].text
        for name in self.said.byline:
            text = text.replace(name, "")
        return bool(text.strip()) and not is_dateline(text) and not LINE.match(text)

    def _in_figure(self, n: int) -> bool:
        regions = self.choice.outline.regions
        number, named = self.pieces[n].region, any(bit.ink.credit for bit in self.pieces[n].bits)
        while number >= 0:
            region = regions[number]
            named = named or region.tag == "figcaption" or region.mark.hint in (Hint.CAPTION, Hint.CREDIT)
            if region.tag in ("figure", "figcaption") or region.mark.words == "wp caption text":
                return named or self._describes(n)
            number = region.parent
        outline = self.choice.outline
        return outline.figure_of(self.pieces[n].region) is not None

    def _describes(self, n: int) -> bool:
        """Return whether a line in a figure says something of it: no length of a video, no link to it."""
        piece = self.pieces[n]
        return piece.linked <= LINKED * len(piece.text) and any(map(str.isalpha, piece.text))

    def _below_headline(self, kept: list[int]) -> list[int]:
        """Return the pieces without labels that stand above the headline."""
        above = self.choice.headline
        return [n for n in kept if n > above or self.choice.masses[n]]

    def _without_empty_headings(self, kept: list[int]) -> list[int]:
        """Return the pieces without headings under which nothing but links and furniture stood.

        A heading right above the next one stays: its paragraph may have been taken out.
        """
        held: list[int] = []
        below = len(self.pieces)
        for n in reversed(kept):
            if (
                self.pieces[n].kind in HEADINGS
                and (below == len(self.pieces) or self._level(below) <= self._level(n))
                and self._heads_links(n, below)
            ):
                continue
            held.append(n)
            below = n
        return held[::-1]

    def _heads_links(self, n: int, below: int) -> bool:
        """Return whether links or furniture stand under a heading, and not only under the next one.

        What stands under the next heading tells nothing of this one, unless no text follows at all.
        """
        for m in range(n + 1, min(below, n + 6)):
            if self.pieces[m].kind in HEADINGS and below < len(self.pieces):
                return False
            if self.dead[m] or self.pieces[m].linked * 2 > len(self.pieces[m].text):
                return True
        return False

    def _without_end(self, kept: list[int]) -> list[int]:
        """Return the pieces without the last ones that are no body: sign-offs, appeals, credits."""
        last = [n for n in kept if not is_note(self.pieces[n])][-END_PIECES:]
        kept = [n for n in kept if n not in last or not self._signs_off(n)]
        while kept and self._announces_nothing(self.pieces[kept[-1]]):
            kept.pop()
        return kept

    @staticmethod
    def _announces_nothing(piece: Piece) -> bool:
        """Return whether a piece, as the last of a body, only announced what was taken out."""
        return len(piece.text) <= LONGEST_LABEL and piece.text.endswith((":", "："))

    def _signs_off(self, n: int) -> bool:
        piece = self.pieces[n]
        if piece.weight > LONGEST_END or piece.kind in ("li", "blockquote", "td", "dd") or is_note(piece):
            return False
        if piece.weight <= LONGEST_APPEAL and appeals_or_closes(piece.text):
            return True
        if _REPORTER.fullmatch(piece.text):
            return True
        if len(piece.text) <= LONGEST_LABEL and any(map(END.opens_label, piece.text.split(";")[1:])):
            return True
        return (
            END.opens_label(piece.text)
            or END.match(piece.text)
            or any(piece.text.startswith(name + " ") for name in self._full_names)
        )

    def _level(self, n: int) -> int:
        kind = self.pieces[n].kind
        return int(kind[1]) if kind in HEADINGS else 7

    def _end_at_tails(self, start: int, end: int) -> None:
        for n in range(start, end):
            if not self.dead[n] and _is_label(self.pieces[n]) and TAIL.match(self.pieces[n].text):
                self._kill_tail(n, end)

    def _kill_tail(self, n: int, end: int) -> None:
        """Kill what stands under the label `n`: its box, or in the body's flow up to the next prose."""
        regions, total = self.choice.outline.regions, self.choice.total
        number = regions[self.pieces[n].region].parent
        while number >= 0 and regions[number].end - regions[number].start <= 1:
            number = regions[number].parent
        box = regions[number]
        before = total[n] - total[box.start]
        inside = total[box.end] - total[box.start]
        headed = any(piece.kind in HEADINGS for piece in self.pieces[box.start : n])
        if before == 0 and not headed and inside < 0.3 * total[-1]:
            self.dead[box.start : box.end] = [True] * (box.end - box.start)
            return
        for m in range(n, min(end, box.end)):
            if self.choice.masses[m] >= PROSE or (m > n and self._stands_alone(m)):
                break
            self.dead[m] = True

    def _stands_alone(self, n: int) -> bool:
        """Return whether a piece is a caption, or a paragraph, heading or list item that leads nowhere."""
        piece, role = self.pieces[n], self.choice.role[n]
        if role is Hint.CAPTION:
            return True
        return (
            piece.kind != ""
            and 2 * piece.linked <= len(piece.text)
            and role not in NOT_BODY
            and not LINE.match(piece.text)
        )


def _is_label(piece: Piece) -> bool:
    if len(piece.text) > LONGEST_LABEL:
        return False
    return (
        piece.kind in HEADINGS
        or piece.kind not in ("p", "li", "td")
        or all(b.ink.strong for b in piece.bits if b.text.strip())
    )


def is_note(piece: Piece) -> bool:
    """Return whether a piece is a correction, a clarification or an update line, under whatever label."""
    return piece.kind not in HEADINGS and piece.weight >= STANDFIRST.start and tells_note(piece.text)
