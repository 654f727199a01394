"""The same edit on several pages, as of copies of an agency's text."""

from collections import defaultdict

from storage.archive import Archive
from storage.asked import EditFilter, EditLine
from storage.model import Edit


def copies_of(archive: Archive, edit: Edit) -> list[EditLine]:
    """Return the same edit on other pages, newest first.

    Where a page has it several times, the k-th goes with the k-th of each other page, as in `Archive.edits`.
    """
    if not edit.signature:
        return []
    by_page: defaultdict[int, list[EditLine]] = defaultdict(list)
    for line in sorted(archive.edits(EditFilter(signature=edit.signature)), key=lambda line: line.id):
        by_page[line.page_id].append(line)
    time = [line.id for line in by_page.pop(edit.page_id)].index(edit.id)
    found = [lines[time] for lines in by_page.values() if time < len(lines)]
    return sorted(found, key=lambda line: (line.seen_at, line.id), reverse=True)
