"""Where in a page's markup its pieces stand, as names that hold from page to page (pure)."""

from collections.abc import Iterable
from functools import cache

from lxml import etree

from crawler.extract.hints import named
from crawler.extract.outline import Outline

#: A path is no longer: deeper elements are left out.
LONGEST = 400


def paths(outline: Outline, numbers: Iterable[int]) -> tuple[str, ...]:
    """Return of each piece the elements around it with their names: `body > div.most-read > ul > li`.

    Names are words without the hash of a build and without numbers: two pages of a site give one path. Pieces
    that are not of the markup (negative numbers) have none.
    """

    @cache
    def at(region: int) -> str:
        one = outline.regions[region]
        above = at(one.parent) if one.parent >= 0 else ""
        if len(above) > LONGEST:
            return above
        return f"{above} > {_name(one.element)}" if above else _name(one.element)

    return tuple(at(outline.pieces[n].region) if n >= 0 else "" for n in numbers)


def _name(element: etree._Element) -> str:
    names = named(f"{element.get('class', '')} {element.get('id', '')}")
    return ".".join((str(element.tag), *(name.replace(" ", "-") for name in names)))
