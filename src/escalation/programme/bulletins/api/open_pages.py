"""The pages of bulletins that everybody may read (open pages), without signing in and without a script, and as PDF.

Whatever a page shows may be kept by anybody, but has to be asked for again each time, so that taking a bulletin back is
at once. Search engines may find it and keep no copy. What is not open is answered as what is not there.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi import Path, Query, Request, Response

from escalation.errors import N_, NotFound, Refusal, TooManyRequests
from escalation.forms.api.form_pages import FormFrame, PrintedPage, form_page
from escalation.forms.api.pdf import pdf_of
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.forms import page_router
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.templates import template
from escalation.programme.bulletins.api.figure_labels import BULLETIN_LABELS, figure_words, number_in
from escalation.programme.bulletins.usecases.opening import OpenBulletin, get_open_bulletin, list_open_bulletins
from escalation.texts import Language, translate

BULLETINS_PAGE: Final = "/bulletins"
PAGE_SIZE: Final = 20

router = page_router(tags=["citizens"])
OpenId = Annotated[str, Path(max_length=40)]
UnitOf = Annotated[str, Query(alias="unit", max_length=64)]
OlderThan = Annotated[str, Query(alias="before", max_length=40)]

_NO_BULLETIN: Final = N_("There is no such bulletin, or it is not open to everybody any more.")
_KEPT_BACK: Final = N_("—: fewer than {small} matters. Such figures are kept back, so that nobody can be recognised.")
_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
TEXTS: Final = frozenset({
    N_("Bulletins"), N_("Citizens' opinions"), N_("Older ones"), N_("No bulletin is open to everybody here."),
    N_("What units tell everybody about the matters of citizens: how many there were, and what became of them."),
    N_("Other bulletins of this unit"), N_("All bulletins"), N_("As PDF"), N_("Figure"), N_("Value"),
    N_("Period before"), N_("Category"), N_("Nothing in this period."),
})  # fmt: skip
"""What the templates say."""
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@router.get(BULLETINS_PAGE)
async def open_bulletins_page(
    request: Request, _: Anybody, runtime: Uses, unit: UnitOf = "", before: OlderThan = ""
) -> Response:
    """What units have opened, or one of them, the newest first."""
    try:
        await throttled(request)
        after = _id(before) if before else None
        found = await list_open_bulletins(runtime, unit or None, after=after, limit=PAGE_SIZE + 1)
    except Refusal as refusal:
        return _refused(request, refusal)
    language = language_of(request.scope)
    shown = found[:PAGE_SIZE]
    older = {"before": shown[-1].id} | ({"unit": unit} if unit else {}) if len(found) > PAGE_SIZE else {}
    html = _rendered(
        language, bulletins=[(each, number_in(each, language)) for each in shown], older=urlencode(older),
        named=shown[0] if unit and shown else None,
    )  # fmt: skip
    return _answer(request, language, html)


@router.get(f"{BULLETINS_PAGE}/{{bulletin_id}}")
async def open_bulletin_page(request: Request, _: Anybody, runtime: Uses, bulletin_id: OpenId) -> Response:
    """A bulletin that is open to everybody."""
    try:
        await throttled(request)
        found = await get_open_bulletin(runtime, _id(bulletin_id))
    except Refusal as refusal:
        return _refused(request, refusal)
    language = language_of(request.scope)
    html = _rendered(
        language, bulletin=found.bulletin, parts=found.parts, number=number_in(found.bulletin, language),
        note=_note(found, language), label=lambda name: translate(BULLETIN_LABELS.get(name, name), language),
        words=figure_words, unit=quote(found.bulletin.unit.code, safe=""),
    )  # fmt: skip
    return _answer(request, language, html)


@router.get(f"{BULLETINS_PAGE}/{{bulletin_id}}/pdf")
async def open_bulletin_pdf(request: Request, _: Anybody, runtime: Uses, bulletin_id: OpenId) -> Response:
    """The same for A4."""
    try:
        await throttled(request)
        found = await get_open_bulletin(runtime, _id(bulletin_id))
        language = language_of(request.scope)
        paper = open_paper(found, language)
        headers = _headers(language) | {"ETag": _tag(paper.html)}
        if _is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        content = await _LAID_OUT.pdf(paper.html)
    except Refusal as refusal:
        return _refused(request, refusal)
    headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{paper.name}.pdf', safe='')}"
    return Response(content, headers=headers, media_type="application/pdf")


def page_of(bulletin_id: UUID) -> str:
    """Where everybody reads a bulletin that is open."""
    return f"{BULLETINS_PAGE}/{bulletin_id}"


def open_paper(found: OpenBulletin, language: Language) -> PrintedPage:
    """A bulletin for A4, as everybody may read it."""
    bulletin = found.bulletin
    name = "-".join(str(each) for each in (bulletin.unit.code, bulletin.year, bulletin.number) if each)
    frame = FormFrame(
        name=name, place=bulletin.unit.name, zone=found.zone, units={}, names={}, labels=BULLETIN_LABELS
    )  # fmt: skip
    return form_page(
        "open_bulletin.html", frame, language, bulletin=bulletin, open_parts=found.parts, words=figure_words,
        number=number_in(bulletin, language), note=_note(found, language),
    )  # fmt: skip


class LaidOut:
    """The PDF of the pages that were asked for last: laying one out takes a processor for a second.

    `lay_out` says how many at a time are made. Nobody waits for another page than their own.
    """

    def __init__(self, lay_out: Callable[[str], Awaitable[bytes]] = pdf_of, most: int = 64) -> None:
        """At most so many are kept."""
        self._lay_out, self._most = lay_out, most
        self._asked = OrderedDict[str, asyncio.Future[bytes]]()

    async def pdf(self, html: str) -> bytes:
        """The page as PDF; who asks for the same meanwhile waits for that one. Raises `PdfUnavailable`."""
        asked = self._asked.get(html)
        if asked is None:
            asked = self._asked[html] = asyncio.ensure_future(self._lay_out(html))
            asked.add_done_callback(partial(self._made, html))
        self._asked.move_to_end(html)
        # Whoever goes away does not take it from those who wait as well.
        return await asyncio.shield(asked)

    def _made(self, html: str, asked: asyncio.Future[bytes]) -> None:
        """Forget what could not be made, and of the others those that nobody has asked for longest."""
        if asked.cancelled() or asked.exception() is not None:
            self._asked.pop(html, None)  # It may be forgotten already, with what was made at the same time.
        made = [page for page, each in self._asked.items() if each.done()]
        for page in made[: max(0, len(made) - self._most)]:
            del self._asked[page]


_LAID_OUT: Final = LaidOut()


def _note(found: OpenBulletin, language: Language) -> str:
    """What a dash means, if there is one."""
    is_short = any(figure.value is None for part in found.parts for figure in part.figures)
    return localize(_KEPT_BACK, {"small": found.small_cell}, language) if is_short else ""


def _id(text: str) -> UUID:
    """Raises `NotFound` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _answer(request: Request, language: Language, html: str) -> Response:
    headers = _headers(language) | {"ETag": _tag(html)}
    if _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return compressed_answer(request, html.encode(), "text/html", headers)


def _tag(html: str) -> str:
    """Weak: compressed and as it is are the same page (RFC 9110 section 8.8.1)."""
    return f'W/"{sha256(html.encode()).hexdigest()[:32]}"'


def _is_known(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag.removeprefix("W/") in known


def _refused(request: Request, refusal: Refusal) -> Response:
    """The list's page with what is wrong: the same for what is not open as for what is not there."""
    if "text/html" not in request.headers.get("accept", ""):
        raise refusal
    language = language_of(request.scope)
    html = _rendered(language, bulletins=[], named=None, older="", error=_sentence(refusal, language))
    headers = _headers(language) | {"Cache-Control": "no-store"}
    return Response(html, status_of(refusal), headers, media_type="text/html")


def _sentence(refusal: Refusal, language: Language) -> str:
    match refusal:
        case TooManyRequests():
            return localize(_AGAIN, {"seconds": int(str(refusal.extra["retry_after"]))}, language)
        case NotFound():
            return translate(_NO_BULLETIN, language)
        case _:
            return localize(refusal.message, refusal.params, language)


def _rendered(language: Language, **values: Any) -> str:
    defaults = {"bulletin": None, "error": ""}
    return template("bulletins.html").render(
        language=TAGS[language], here=BULLETINS_PAGE, say=lambda text: translate(text, language), **defaults | values
    )


def _headers(language: Language) -> dict[str, str]:
    return {
        "Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "Vary": "Accept-Language",
        "Cache-Control": "public, no-cache", "X-Robots-Tag": "noarchive",
    }  # fmt: skip
