"""What is believed of a site and a page before anything is known of them (pure).

Sources. Of new articles 34 to 36 % are edited within a day (`shared/research/revisit-and-scale.md`, from
the edit timing studies it cites), most of these within the first hours: a hazard that falls as
(1 + hours)^-1.5. Rates of pages differ widely: Gamma(⅕, ⅕), where half of the pages have a tenth of the
usual rate or less. With both, a share of 0.35 within 24 hours takes 1.524 edits a page within 24 hours:
1 − (1 + 5 · 1.524)^-⅕ = 0.35.
ALPHA was swept on the TUNING worlds of `tests/benchmarks/revisit_worlds.py` and checked on others, 1,000
pages, three seeds each: 0.5, 0.35, 0.25, 0.2, 0.15, 0.1 (BETA the same; half or twice of it is no better).
From 0.5 to 0.2 the share of edits caught rises by 0.01 to 0.03 where visits are few, and falls by 0.01 at
most where all pages are alike or their rates stay. _PAGES 10 or 40, SITE_EDITS 5 or 10 and PAUSE_EDITS 3 to
10 differ by less than one seed does.
"""

from storage.rates import Bin

#: Where the bins of a page's age begin, in hours; the last has no end.
AGES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 72.0, 168.0, 720.0)
#: Where the bins of the time since a page's last edit begin, in hours; the last has no end.
PAUSES = (0.0, 0.25, 1.0, 4.0, 24.0)

#: A page's rate, as a multiple of what is usual at its age and site.
ALPHA = BETA = 0.2

_DAY = 24.0
_EDITS_A_DAY = 1.524
_FALL = 0.5  # the hazard falls as (1 + hours)^-(1 + _FALL)
#: What is believed weighs as much as so many pages that were watched through each bin …
_PAGES = 40.0
#: … through so many hours of the last, …
_LAST_BIN = 4_320.0
#: … as so many edits of a site, …
SITE_EDITS = 5.0
#: … and as so many edits in each bin after an edit.
PAUSE_EDITS = 10.0
#: A hint is believed as if one of two had been true.
HINTS, HINTS_KEPT = 2.0, 1.0


def _until(hours: float) -> float:
    return 1 - float((1 + hours) ** -_FALL)


def _age_bin(start: float, end: float) -> Bin:
    edits = _EDITS_A_DAY * (_until(end) - _until(start)) / _until(_DAY)
    return Bin(edits=_PAGES * edits, weight=_PAGES * (end - start))


AGE_BINS = tuple(_age_bin(start, end) for start, end in zip(AGES, (*AGES[1:], _LAST_BIN), strict=True))
PAUSE_BINS = tuple(Bin(edits=PAUSE_EDITS, weight=PAUSE_EDITS) for _ in PAUSES)
