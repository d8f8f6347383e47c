"""The tracking page for citizens, without a script: with their code they read how far it is, and say if it is solved.

The code is in no address, and in no page that is sent: what an answer names it by is sealed, and good for half an hour.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from fastapi import Request, Response
from pydantic import TypeAdapter

from escalation.errors import N_, Fault, NotFound, Refusal, TooManyRequests, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.kit.runtime.sealed_tokens import opened_token, sealed_token
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.forms import page_router, read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.templates import template
from escalation.opinions.domain.step_labels import STEP_LABELS
from escalation.opinions.usecases.tracking import Feedback, TrackedProgress, answer, local_zone, track
from escalation.texts import Language, translate

TRACKING_PAGE: Final = "/track"
FEEDBACK: Final = "/track/feedback"
PATIENCE: Final = timedelta(minutes=30)
"""So long somebody may read before they answer."""

router = page_router(tags=["citizens"])

_NO_MATTER: Final = N_("There is no matter with this code. Look at it again, letter by letter.")
_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
_TOO_LATE: Final = N_("This page was open for too long. Type the code in again.")
_SAY_WHICH: Final = N_("Say first whether it is solved.")
_CLOSED: Final = N_("Thank you. The matter is closed.")
_REVIEWED: Final = N_("Thank you. The unit above looks into the answer once more, and answers you in writing.")
_ONCE_MORE: Final = N_("Thank you. The matter is handled once more, and you are asked again afterwards.")
TEXTS: Final = frozenset({
    N_("Follow a matter"), N_("Citizens' opinions"), N_("To be closed by"), N_("Reply"), N_("Another code"),
    N_("Report a matter"),
    N_("Tracking code"), N_("Look it up"), N_("Is it solved?"), N_("Not solved after all?"), N_("Solved"),
    N_("Not solved"),
    N_("It was shown to you, sent to you, or printed on your slip. Capitals, spaces and hyphens do not matter."),
    N_("Whoever handled the matter could have read this code. If it is solved the office will call and ask you; if it "
       "is not, say so here."),
    N_("There is a reply. Please say below whether it is solved."),
    N_("How was it handled?"), N_("optional"), N_("In your words"), N_("Send"), N_("What has happened so far"),
    N_("If it is not solved, say what is missing: it is handled once more, and you are asked again."),
    N_("Say what of the answer you do not agree with, and why."),
    N_("The unit named below looks into the answer once more, and will answer you in writing."),
    N_("This answer is the last one: the same matter is not taken on again."),
})  # fmt: skip
"""What the template says."""
GRADES: Final = (
    ("1", N_("very poorly")), ("2", N_("poorly")), ("3", N_("fairly")), ("4", N_("well")),
    ("5", N_("very well")),
)  # fmt: skip
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_OWNER: Final = b"tracking page"
_SAID: Final = TypeAdapter(tuple[str, datetime])
_NOTHING: Final = {"solved": "", "satisfaction": "", "note": ""}


@router.get(TRACKING_PAGE)
async def tracking_page(request: Request, _: Anybody) -> Response:
    """A form for the code. It is in no address, where others could read it."""
    language = language_of(request.scope)
    html = _rendered(language, found=None, error="")
    return compressed_answer(request, html.encode(), "text/html", _headers(language) | {"Vary": "Accept-Language"})


@router.post(TRACKING_PAGE)
async def tracked_page(request: Request, _: Anybody, runtime: Uses) -> Response:
    """How far the matter is that a code opens."""
    try:
        await throttled(request)
        form = await read_form(request, "code")
        found = await track(runtime, form["code"])
    except Refusal as refusal:
        return _refused(request, refusal)
    return await _matter(request, runtime, form["code"], found)


@router.post(FEEDBACK)
async def answered_page(request: Request, _: Anybody, runtime: Uses, request_id: RequestId) -> Response:
    """What the citizen says of the result, and how far the matter is then. Said twice, it is said once."""
    try:
        await throttled(request)
        form = await read_form(request, "seen", "solved", "satisfaction", texts=("note",))
        code = await _code_of(runtime, form["seen"])
        before = await track(runtime, code)
    except Refusal as refusal:
        return _refused(request, refusal)
    try:
        feedback, done = _feedback_of(form), StoredResponse(200, b"")
        # A button that was pressed twice has sent one answer.
        once = IdempotentRequest.of("", sha256("\n".join(form.values()).encode()).hexdigest())
        await answer(runtime, code, feedback, render=lambda _: done, request_id=request_id, once=once)
    except Refusal as refusal:
        return await _matter(request, runtime, code, await track(runtime, code), refusal=refusal, given=form)
    thanks = _CLOSED if feedback.solved else _REVIEWED if before.review else _ONCE_MORE
    return await _matter(request, runtime, code, await track(runtime, code), thanks=thanks)


async def _code_of(runtime: Runtime, seen: str) -> str:
    """The code that a page was about. Raises `NotFound` in the words for it if that is too long ago."""
    try:
        code, until = _SAID.validate_json(opened_token(runtime.vault, seen, owner=_OWNER))
    except ValueError:
        raise NotFound(_TOO_LATE) from None
    async with runtime.database.connection(changes=False) as connection:
        if until <= await read_now(connection):
            raise NotFound(_TOO_LATE)
    return code


def _feedback_of(form: Mapping[str, str]) -> Feedback:
    """Raises `ValidationFailed` for what no form of ours sends, and for who has not said which it is."""
    if form["solved"] not in {"yes", "no"} or form["satisfaction"] not in {"", *dict(GRADES)}:
        raise ValidationFailed(faults=[Fault("/solved", "required", _SAY_WHICH)])
    stars = int(form["satisfaction"]) if form["satisfaction"] else None
    return Feedback(form["solved"] == "yes", stars, form["note"] or None)


async def _matter(
    request: Request,
    runtime: Runtime,
    code: str,
    found: TrackedProgress,
    *,
    refusal: Refusal | None = None,
    thanks: str = "",
    given: Mapping[str, str] = _NOTHING,
) -> Response:
    """The page of a matter; where it can be answered, with a form."""
    async with runtime.database.connection(changes=False) as connection:
        until = await read_now(connection) + PATIENCE
    language, zone = language_of(request.scope), await local_zone(runtime)
    html = _rendered(
        language, found=found, error=_sentence(refusal, language), thanks=translate(thanks, language) if thanks else "",
        status=found.status.zh if language == "zh" else found.status.en, given=given, grades=GRADES,
        seen=sealed_token(runtime.vault, _SAID.dump_json((code, until)), owner=_OWNER),
        day=lambda at: at.astimezone(zone).date(),
    )  # fmt: skip
    headers = _headers(language) | {"Cache-Control": "no-store"}
    return Response(html, status_of(refusal) if refusal else 200, headers, media_type="text/html")


def _refused(request: Request, refusal: Refusal) -> Response:
    """The form for a code, with what is wrong."""
    if "text/html" not in request.headers.get("accept", ""):
        raise refusal
    language = language_of(request.scope)
    html = _rendered(language, found=None, error=_sentence(refusal, language))
    return Response(html, status_of(refusal), _headers(language), media_type="text/html")


def _rendered(language: Language, **values: Any) -> str:
    return template("tracking.html").render(
        steps=STEP_LABELS, language=TAGS[language], here=TRACKING_PAGE, feedback=FEEDBACK,
        say=lambda text: translate(text, language), **values,
    )  # fmt: skip


def _headers(language: Language) -> dict[str, str]:
    return {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language]}


def _sentence(refusal: Refusal | None, language: Language) -> str:
    match refusal:
        case None:
            return ""
        case TooManyRequests():
            return localize(_AGAIN, {"seconds": int(str(refusal.extra["retry_after"]))}, language)
        case NotFound() if refusal.message == NotFound.detail:
            return translate(_NO_MATTER, language)
        case ValidationFailed() if refusal.faults:
            return localize(refusal.faults[0].detail, refusal.faults[0].params, language)
        case _:
            return localize(refusal.message, refusal.params, language)
