"""The body's flow: the regions in which its paragraphs stand beside each other (pure)."""

from collections import Counter
from itertools import islice

from crawler.extract.choose import Choice
from crawler.extract.others import same_publisher
from crawler.extract.standfirst import NOT_BODY
from crawler.extract.words import LINE, START

#: A paragraph of this much prose is one of the flow's; it ends what a label such as "Related" begins.
PROSE = 100
#: Paragraphs of prose beside each other that make the body's flow, in which no paragraph is an appeal.
FLOW = 3
#: So many labels, as those of a share row, may stand in the box of a paragraph.
LABELS = 7
#: What is all link is the article's where it is a sentence of this weight in the flow.
LINKED_SENTENCE, SENTENCE_ENDS = 60, (".", "。", ".”", '."')
#: Or an entry of this weight in a list that such a sentence introduces with a colon: no bare name.
LINKED_ENTRY = 40
#: Or one of this weight that leads to other sites. Swept over 0, 20, 25 and 40: with shorter ones each name
#: that is added to a list of thanks is an edit (timelines), with longer ones real lists go.
OFF_SITE_ENTRY = 20
#: Where pieces in no element of text hold no greater shares of a body's prose and of its weight than these,
#: a label among them is a box's. Swept on six corpora, halves of wcxb-dev by crc32 of the id: weights of .03,
#: .06 and .1 do as well, but leave a short article no room for boxes; .3 loses text of two sites.
BARE_PROSE, BARE = 0.1, 0.2


class Flow:
    """The regions of a page in which three paragraphs of prose or more stand beside each other."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._pieces = choice.outline.pieces
        self._regions = choice.outline.regions
        self._parents: dict[int, int] = {}
        self._one: dict[int, bool] = {}
        self._in_paragraphs = self._stands_in_paragraphs()
        count = Counter(self.parent(n) for n, mass in enumerate(choice.masses) if mass >= PROSE)
        self._flow = {region for region, paragraphs in count.items() if paragraphs >= FLOW}

    def box(self, n: int) -> int:
        """Return the region that a piece stands in, beside others: a box of its own is none."""
        number = self._pieces[n].region
        if self._pieces[n].kind:
            number = self._regions[number].parent
        while (
            self._regions[number].parent >= 0 and self._regions[number].end - self._regions[number].start <= 1
        ):
            number = self._regions[number].parent
        return number

    def parent(self, n: int) -> int:
        """Return the region that a paragraph stands in, beside others than the labels of furniture.

        A share row put into the box of a paragraph changes nothing.
        """
        if n not in self._parents:
            number = self.box(n)
            while self._regions[number].parent >= 0 and self._holds_one(number):
                number = self._regions[number].parent
            self._parents[n] = number
        return self._parents[n]

    def _holds_one(self, number: int) -> bool:
        """Return whether a region holds one piece, or none, besides some labels of a share row.

        Other labels are a box's own: of an appeal, which they tell from the flow.
        """
        region = self._regions[number]
        if region.end - region.start > LABELS + 1:
            return False
        if number not in self._one:
            pieces = self._pieces[region.start : region.end]
            others = (piece for piece in pieces if piece.kind != "li" or not LINE.match(piece.text))
            self._one[number] = len(list(islice(others, 2))) <= 1
        return self._one[number]

    def beside(self, n: int) -> bool:
        """Return whether a piece stands outside of the flow."""
        return self.parent(n) not in self._flow

    def is_bare_label(self, n: int) -> bool:
        """Return whether a piece labels a box: no prose, in no element of text, in a body of paragraphs.

        So do a video's title and length, a gallery's count, a product's price; a line alone in the flow that
        says something may be a heading.
        """
        piece = self._pieces[n]
        return (
            self._in_paragraphs
            and not piece.kind
            and not self._choice.masses[n]
            and not all(bit.ink.strong for bit in piece.bits if bit.text.strip())
            and (self.beside(n) or not any(map(str.isalpha, piece.text)))
        )

    def _stands_in_paragraphs(self) -> bool:
        """Return whether hardly any prose of a body, and no great part of its text, stands bare."""
        regions = [self._regions[number] for number in self._choice.regions]
        numbers = (n for region in regions for n in range(region.start, region.end))
        own = [n for n in numbers if self._choice.role[n] not in NOT_BODY]
        bare = [n for n in own if not self._pieces[n].kind]
        return self._prose(bare) <= BARE_PROSE * self._prose(own) and self._weigh(bare) <= BARE * self._weigh(
            own
        )

    def _prose(self, numbers: list[int]) -> int:
        return sum(self._choice.masses[n] for n in numbers)

    def _weigh(self, numbers: list[int]) -> int:
        return sum(self._pieces[n].weight for n in numbers)

    def holds_link(self, n: int) -> bool:
        """Return whether a piece that is all link is the article's by its place in the flow."""
        return self._is_sentence(n) or (
            self._in_list(n) and (self._is_introduced(n) or self._leads_off_site(n))
        )

    def _is_sentence(self, n: int) -> bool:
        piece = self._pieces[n]
        return (
            piece.kind in ("p", "blockquote")
            and piece.weight >= LINKED_SENTENCE
            and piece.text.endswith(SENTENCE_ENDS)
            and not self.beside(n)
        )

    def _in_list(self, n: int) -> bool:
        """Return whether a piece is an entry of a list in the flow, be the list in a box of its own."""
        number = self._regions[self._pieces[n].region].parent
        if self._pieces[n].kind != "li" or number < 0:
            return False
        entries = self._regions[number]
        number = entries.parent
        while number >= 0 and (self._regions[number].start, self._regions[number].end) == (
            entries.start,
            entries.end,
        ):
            number = self._regions[number].parent
        return number in self._flow

    def _is_introduced(self, n: int) -> bool:
        """Return whether a paragraph introduces with a colon the list of which a piece is an entry."""
        above = self._pieces[self._regions[self._regions[self._pieces[n].region].parent].start - 1]
        return (
            above.kind == "p"
            and self._pieces[n].weight >= LINKED_ENTRY
            and above.weight >= LINKED_SENTENCE
            and above.text.endswith((":", "："))
            and not START.opens(above.text)
        )

    def _leads_off_site(self, n: int) -> bool:
        """Return whether all links of an entry name other sites, and none this one, as a share button does.

        Those to the same site are teasers. Checked on both halves of wcxb-dev and readability; paragraphs of
        such links are as often a partner's.
        """
        if self._pieces[n].weight < OFF_SITE_ENTRY:
            return False
        links = [bit.ink.link for bit in self._pieces[n].bits if bit.ink.link]
        own = self._choice.host.removeprefix("www.")
        return bool(links) and not any(own in link or same_publisher(link, own) for link in links)
