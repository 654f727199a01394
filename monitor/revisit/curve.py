"""A rate that is constant within bins, and what it comes to from one point to another (pure)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from storage.rates import Bin

#: Where each part of a curve begins, its slope, and what it would be at 0.
Lines = tuple[Sequence[float], Sequence[float], Sequence[float]]


class Curve:
    """The integral of a rate, from the first edge on; linear between edges and after the last."""

    __slots__ = ("_edges", "_rates", "_sums")

    def __init__(self, edges: Sequence[float], bins: Sequence[Bin]) -> None:
        """`bins` are as many as `edges`, which rise; a bin's rate is its edits by its weight."""
        self._edges = edges
        self._rates = [one.edits / one.weight for one in bins]
        widths = (end - start for start, end in pairwise(edges))
        steps = (rate * width for rate, width in zip(self._rates, widths, strict=False))
        self._sums = list(accumulate(steps, initial=0.0))

    def lines(self, unit: float) -> Lines:
        """Return the curve's parts, with an edge where each begins, by points that are `unit` times as large.

        A part is rate * point + start; its rate is by the larger points too.
        """
        starts = [s - r * e for s, r, e in zip(self._sums, self._rates, self._edges, strict=False)]
        return [edge * unit for edge in self._edges], [rate / unit for rate in self._rates], starts

    def __call__(self, point: float) -> float:
        """Return the integral up to a point; 0 before the first edge."""
        bin_ = bisect_right(self._edges, point) - 1
        if bin_ < 0:
            return 0.0
        return self._sums[bin_] + self._rates[bin_] * (point - self._edges[bin_])

    def parts(self, start: float, end: float) -> Iterator[tuple[int, float, float]]:
        """Yield of each bin between two points its number, the width in it, its part of the integral."""
        start = max(start, self._edges[0])
        bin_ = bisect_right(self._edges, start) - 1
        while start < end:
            stop = min(end, self._edges[bin_ + 1]) if bin_ + 1 < len(self._edges) else end
            yield bin_, stop - start, self._rates[bin_] * (stop - start)
            start, bin_ = stop, bin_ + 1
