"""Where links lead, compared between paragraphs that are each other's (pure)."""

from collections import defaultdict

from monitor.diff.compared import links
from monitor.diff.targets import target_form
from storage.model import Block, Change, ChangeKind, Field, Run, RunKind
from storage.text import comparison_form

Links = list[tuple[str, str]]  # anchor and target


def link_changes(
    old: tuple[Block, ...], new: tuple[Block, ...], old_at: tuple[int, ...], new_at: tuple[int, ...]
) -> list[Change]:
    """Return the links that lead elsewhere now, came or went, while the words they stand on stayed.

    Law: between two blocks of one comparison form there is none if and only if their targets are the same in
    the same order.
    """
    if not any(old[i].spans for i in old_at) and not any(new[j].spans for j in new_at):
        return []
    before = [link for place in old_at for link in links(old[place])]
    after = [link for place in new_at for link in links(new[place])]
    if [target_form(t) for _, t in before] == [target_form(t) for _, t in after]:
        return []
    was = comparison_form(" ".join(old[place].text for place in old_at))
    now = comparison_form(" ".join(new[place].text for place in new_at))
    pairs = _paired(before, after) or _reordered(before, after)
    told = [pair for pair in pairs if was == now or _words_stay(pair, before, after, was, now)]
    return [_change(a, b, old_at, new_at) for a, b in told]


def _paired(before: Links, after: Links) -> list[tuple[str, str]]:
    """Return (old target, new target) where they differ; "" where there was or is none."""
    old, new = _without_common(before, after)
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - 1, -1, -1):
        places[comparison_form(new[j][0])].append(j)
    pairs, used = [], set()
    for anchor, target in old:
        found = places[comparison_form(anchor)]
        place = found.pop() if found else -1
        used.add(place)
        pairs.append((target, new[place][1] if place >= 0 else ""))
    return pairs + [("", target) for j, (_, target) in enumerate(new) if j not in used]


def _reordered(before: Links, after: Links) -> list[tuple[str, str]]:
    targets = zip((t for _, t in before), (t for _, t in after), strict=True)
    return [(old, new) for old, new in targets if target_form(old) != target_form(new)]


def _without_common(before: Links, after: Links) -> tuple[Links, Links]:
    """Drop what leads to one target on both sides, the k-th with the k-th."""
    counts: dict[str, int] = defaultdict(int)
    for _, target in after:
        counts[target_form(target)] += 1
    old, common = [], defaultdict[str, int](int)
    for anchor, target in before:
        form = target_form(target)
        if common[form] < counts[form]:
            common[form] += 1
        else:
            old.append((anchor, target))
    new = []
    for anchor, target in after:
        form = target_form(target)
        if common[form]:
            common[form] -= 1
        else:
            new.append((anchor, target))
    return old, new


def _words_stay(pair: tuple[str, str], before: Links, after: Links, was: str, now: str) -> bool:
    """Whether the words of both links stand in either text."""
    anchors = [anchor for anchor, target in before if target == pair[0]]
    anchors += [anchor for anchor, target in after if target == pair[1]]
    forms = [comparison_form(anchor) for anchor in anchors]
    return all(form in was and form in now for form in forms)


def _change(old: str, new: str, old_at: tuple[int, ...], new_at: tuple[int, ...]) -> Change:
    kind = ChangeKind.CHANGED if old and new else ChangeKind.REMOVED if old else ChangeKind.ADDED
    runs = []
    if old:
        runs.append(Run(kind=RunKind.REMOVED, old=old, new=""))
    if new:
        runs.append(Run(kind=RunKind.ADDED, old="", new=new))
    return Change(
        kind=kind, field=Field.LINK, old=old, new=new, runs=tuple(runs), old_at=old_at, new_at=new_at
    )
