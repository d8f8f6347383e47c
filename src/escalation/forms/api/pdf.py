"""How does a page become a PDF? By WeasyPrint, which lays it out for A4; nothing is fetched from anywhere."""

import asyncio
from typing import Final

import structlog

from escalation.errors import N_, Unavailable

AT_ONCE: Final = 3
"""So many pages are laid out at a time in one process: a short one does not wait for a long one, and all of them leave
the processor, which each would have for up to some seconds, to those who are answered."""
_LAYING_OUT: Final = asyncio.Semaphore(AT_ONCE)

_log = structlog.get_logger(__name__)


class PdfUnavailable(Unavailable):
    """The libraries that lay out text are not installed on this machine."""

    code = "PDF_UNAVAILABLE"
    title = N_("No PDF here")
    detail = N_("This server cannot make PDF: Pango is not installed. Print the page from the browser instead.")


async def pdf_of(html: str) -> bytes:
    """The page as PDF. Raises `PdfUnavailable`."""
    async with _LAYING_OUT:
        return await asyncio.to_thread(_laid_out, html)


def _laid_out(html: str) -> bytes:
    try:
        # Loaded when it is first wanted: it takes half a second, and needs libraries of the system.
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        _log.error("pango_is_missing", reason=type(error).__name__)
        raise PdfUnavailable from error
    content: bytes = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf()
    return content
