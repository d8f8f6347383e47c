"""The page on which citizens answer a survey, without a script: with the link of a message, or by typing its code in.

Looking at it answers nothing, so whatever follows links in messages uses nothing up. The code is good for one answer,
until the survey is over.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Final

from fastapi import Query, Request, Response

from escalation.errors import N_, NotFound, Refusal, TooManyRequests, ValidationFailed
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.forms import FormRoute, page_router, read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.templates import template
from escalation.messages.usecases.site import SURVEY_PAGE
from escalation.opinions.usecases.tracking import local_zone
from escalation.programme.surveys.domain.answers import LONGEST_WORDS
from escalation.programme.surveys.domain.rules import SurveyQuestion
from escalation.programme.surveys.storage.answers import AskedPerson
from escalation.programme.surveys.usecases.answering import answer, find_asked
from escalation.texts import Language, translate

Code = Annotated[str, Query(max_length=40)]

_NO_SURVEY: Final = N_("There is no survey with this code, or it is over. Look at the code again, letter by letter.")
_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
_THANKS: Final = N_("Thank you. Your answers have arrived.")
TEXTS: Final = frozenset({
    N_("Your opinion counts"), N_("Citizens' opinions"), N_("Code of the survey"), N_("Go on"), N_("optional"),
    N_("Send"), N_("It stands in the message that you were sent. Capitals, spaces and hyphens do not matter."),
    N_("Answers are taken until"), N_("It is about"),
    N_("Your answers are counted together with those of others. Nobody reads them with your name."),
})  # fmt: skip
"""What the template says."""
FIELDS: Final = tuple(f"answer_{place}" for place in range(1, 13))
"""What the form calls the answers, in the order of the questions."""


class SurveyForm(FormRoute):
    """The form of a survey: as long as its questions let answers be, each character four bytes, written as `%F0`."""

    most_bytes: ClassVar[int] = len(FIELDS) * (LONGEST_WORDS * 12 + 64)


router = page_router(tags=["citizens"], route_class=SurveyForm)
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@router.get(SURVEY_PAGE)
async def survey_page(request: Request, _: Anybody, runtime: Uses, code: Code = "") -> Response:
    """The questions that a code opens, or a form for the code."""
    language = language_of(request.scope)
    if not code:
        html = _rendered(language, asked=None, error="", thanks="")
        headers = _headers(language) | {"Vary": "Accept-Language"}
        return compressed_answer(request, html.encode(), "text/html", headers)
    try:
        await throttled(request)
        asked = await find_asked(runtime, code)
    except Refusal as refusal:
        return _refused(request, refusal)
    return await _questions(request, runtime, code, asked)


@router.post(SURVEY_PAGE)
async def answered_survey_page(request: Request, _: Anybody, runtime: Uses) -> Response:
    """What somebody answers. Pressed twice it is said once; the second time it is said that there is an answer."""
    try:
        await throttled(request)
        form = await read_form(request, "code", texts=FIELDS, most=SurveyForm.most_bytes)
        asked = await find_asked(runtime, form["code"])
    except Refusal as refusal:
        return _refused(request, refusal)
    questions = asked.rules.questions(asked.kind)
    given = {question.code: form[name] for question, name in zip(questions, FIELDS, strict=False)}
    try:
        await answer(runtime, form["code"], given)
    except ValidationFailed as refusal:
        return await _questions(request, runtime, form["code"], asked, refusal=refusal, given=given)
    except Refusal as refusal:
        return _refused(request, refusal)
    language = language_of(request.scope)
    return _page(language, _rendered(language, asked=None, error="", thanks=translate(_THANKS, language)))


async def _questions(
    request: Request, runtime: Runtime, code: str, asked: AskedPerson, *, refusal: ValidationFailed | None = None,
    given: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    language, zone = language_of(request.scope), await local_zone(runtime)
    faults = {fault.pointer.rpartition("/")[2]: fault for fault in refusal.faults} if refusal else {}
    html = _rendered(
        language, asked=asked, error="", thanks="", code=code, given=given or {},
        questions=[*zip(FIELDS, asked.rules.questions(asked.kind), strict=False)], longest=LONGEST_WORDS,
        faults={name: localize(fault.detail, fault.params, language) for name, fault in faults.items()},
        word=lambda each: _word(each, language), until=asked.ends_at.astimezone(zone),
    )  # fmt: skip
    return _page(language, html, status_of(refusal) if refusal else 200)


def _word(labelled: SurveyQuestion, language: Language) -> str:
    """What a question or an option is called."""
    return labelled.zh if language == "zh" else labelled.en


def _refused(request: Request, refusal: Refusal) -> Response:
    """The form for a code, with what is wrong."""
    if "text/html" not in request.headers.get("accept", ""):
        raise refusal
    language = language_of(request.scope)
    return _page(
        language, _rendered(language, asked=None, error=_sentence(refusal, language), thanks=""), status_of(refusal)
    )


def _page(language: Language, html: str, status: int = 200) -> Response:
    headers = _headers(language) | {"Cache-Control": "no-store"}
    return Response(html, status, headers, media_type="text/html")


def _rendered(language: Language, **values: Any) -> str:
    return template("survey.html").render(
        language=TAGS[language], here=SURVEY_PAGE, say=lambda text: translate(text, language), **values
    )


def _headers(language: Language) -> dict[str, str]:
    return {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "X-Robots-Tag": "noindex"}


def _sentence(refusal: Refusal, language: Language) -> str:
    match refusal:
        case TooManyRequests():
            return localize(_AGAIN, {"seconds": int(str(refusal.extra["retry_after"]))}, language)
        case NotFound():
            return translate(_NO_SURVEY, language)
        case _:
            return localize(refusal.message, refusal.params, language)
