"""What a server sent, as it came: never as a page of ours."""

from fastapi import APIRouter
from starlette.responses import Response

from monitor.web.opened import Number, Opened
from storage.errors import NotFound

router = APIRouter(include_in_schema=False)


@router.get("/captures/{capture_id}/body")
def body(opened: Opened, capture_id: Number) -> Response:
    """Return a body for download, as text that no browser runs."""
    with opened() as stet:
        capture = stet.archive.capture(capture_id)
        if not capture.body_sha256:
            raise NotFound(f"no body was kept of capture {capture_id}")
        content = stet.archive.body(capture.body_sha256)
    return Response(
        content,
        # Without a charset: the bytes are the server's, and their encoding is part of the evidence.
        headers={
            "Content-Type": "text/plain",
            "Content-Disposition": f'attachment; filename="capture-{capture_id}.txt"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
