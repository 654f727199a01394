"""Reading a page that was saved to a file."""

from pathlib import Path

from crawler.urls import canonical
from crawler.visit import Body
from storage.errors import Mistake

#: As large as a body that the crawler takes.
MAX_PAGE = 8 * 1024 * 1024


def read_page(file: Path, url: str) -> Body:
    """Return the bytes of a saved page; raises Mistake, BadAddress."""
    address = canonical(url) if url else "https://page.invalid/"
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_PAGE + 1)
    except OSError as error:
        raise Mistake(f"{file} cannot be read: {error.strerror}") from error
    if not content:
        raise Mistake(f"{file} is empty: save the page again")
    if len(content) > MAX_PAGE:
        raise Mistake(f"{file} is larger than {MAX_PAGE // 2**20} MiB: that is no article's page")
    return Body(content=content, url=address)
