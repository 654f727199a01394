"""Whether what is derived is what today's rules make of what it was derived from.

The archive checks that it holds together (`Archive.verify`); what an article's digest, an edit's changes and
its flags must be, only the rules know. One page is looked at at a time.
"""

from collections.abc import Iterator, Sequence

from monitor.diff import diff, digest, edited, signature
from monitor.flags import Occasion, names, raise_flags, version
from monitor.flags.severity import severity
from storage.archive import Archive
from storage.asked import EditFilter, Problem
from storage.errors import StetError
from storage.model import Change, Edit, Flag, Revision, Snapshot

_MAKE_ANEW = "`stet rebuild` makes it anew from the pages that are kept"


def derived_problems(archive: Archive) -> Iterator[Problem]:
    """Yield the snapshots that do not give their digest, and the edits that their rules would not make.

    A digest is of what is compared: the archive itself tells an article's other words by its columns.
    What cannot be told is passed over: an edit between articles that different rules made (the archive tells
    those itself), its flags where a rule has another version today, and its flags where an earlier revision
    of the page was made by other rules, for what was compared with that is no longer known.
    """
    for page_id in archive.page_ids():
        try:
            yield from _page_problems(archive, page_id)
        except StetError as error:
            yield Problem(where=f"page {page_id}", what=str(error))


def _page_problems(archive: Archive, page_id: int) -> Iterator[Problem]:
    revisions = archive.revisions(page_id)
    for revision in revisions:
        if not revision.gone and not _gives_digest(archive.snapshot(page_id, revision.number)):
            what = f"the article of revision {revision.number} does not give its digest: {_MAKE_ANEW}"
            yield Problem(where=f"page {page_id}", what=what)
    for edit_id in sorted(line.id for line in archive.edits(EditFilter(page_id=page_id))):
        for what in _edit_problems(archive, revisions, archive.edit(edit_id)):
            yield Problem(where=f"edit {edit_id}", what=what)


def _gives_digest(snapshot: Snapshot | None) -> bool:
    return snapshot is None or digest(snapshot.article) == snapshot.digest


def _edit_problems(archive: Archive, revisions: Sequence[Revision], edit: Edit) -> Iterator[str]:
    old, new = archive.compared(edit.id)
    if old and new and old.rules != new.rules:
        return
    if not (_gives_digest(old) and _gives_digest(new)):
        yield f"an article that it compares does not give its digest: {_MAKE_ANEW}"
        return
    changes = diff(old.article, new.article) if old and new and old.digest != new.digest else ()
    if (edited(changes), signature(changes)) != (edit.changes, edit.signature):
        yield f"its changes are not those between the articles that it compares: {_MAKE_ANEW}"
    if not _history_is_known(revisions, edit, old or new) or not all(map(_is_of_today, edit.flags)):
        return
    flags = raise_flags(_occasion(archive, revisions, edit, old, new, changes))
    if flags != edit.flags:
        yield f"its flags are not those that its changes raise: {_MAKE_ANEW}"
    elif severity(flags, changes) != edit.severity:
        yield f"its severity is not that of its flags: {_MAKE_ANEW}"


def _history_is_known(revisions: Sequence[Revision], edit: Edit, compared: Snapshot | None) -> bool:
    """Whether the revisions before the edit are still as they were when it was judged."""
    rules = {one.rules for one in revisions if one.number < edit.new_number and not one.gone}
    return compared is not None and rules == {compared.rules}


def _is_of_today(flag: Flag) -> bool:
    return flag.name in names() and flag.version == version(flag.name)


def _occasion(
    archive: Archive,
    revisions: Sequence[Revision],
    edit: Edit,
    old: Snapshot | None,
    new: Snapshot | None,
    changes: tuple[Change, ...],
) -> Occasion:
    """Return what the rules were shown when the edit was judged: see `monitor.visits`."""
    earlier = [one for one in revisions if one.number < edit.new_number]
    articles = [one for one in earlier if not one.gone]
    return Occasion(
        old=old.article if old else None,
        new=new.article if new else None,
        changes=changes,
        old_gone=earlier[-1].gone,
        new_gone=new is None,
        earlier_digests=tuple(one.digest for one in earlier),
        new_digest=new.digest if new else "",
        old_url=archive.capture(articles[-1].last_capture_id).final_url if articles else "",
        new_url=archive.capture(edit.id).final_url,
    )
