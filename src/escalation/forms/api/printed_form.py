"""The ticket on paper: the printable 意见建议交办单."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import Query, Response
from jinja2 import Environment, StrictUndefined, Template

from escalation.errors import N_
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.language import TAGS
from escalation.kit.web.routes import strict_router
from escalation.organisation.domain.units import Unit
from escalation.texts import Language, translate
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.usecases import printed_form

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])

LABELS: Final[Mapping[str, str]] = {
    "form": N_("Assignment ticket"),
    "number": N_("Number"),
    "received": N_("Received"),
    "urgency": N_("Urgency"),
    "difficulty": N_("Difficulty"),
    "source": N_("Source"),
    "category": N_("Category"),
    "title": N_("Title"),
    "content": N_("Content"),
    "origin": N_("Received by"),
    "holder": N_("To be acted on by"),
    "state": N_("State"),
    "due": N_("Due by"),
    "overall_due": N_("To be closed by"),
    "provisional": N_("(provisional)"),
    "reply": N_("Reply"),
    "handed_over": N_("Handed over"),
    "from_unit": N_("From"),
    "to_unit": N_("To"),
    "reason": N_("Reason"),
    "signed_for": N_("Signed for"),
    "routine": N_("routine"),
    "urgent": N_("urgent"),
    "critical": N_("critical"),
    "simple": N_("simple"),
    "moderate": N_("moderate"),
    "hard": N_("hard"),
    "visit": N_("visit"),
    "diary": N_("sentiment diary"),
    "walk_in": N_("walk-in"),
    "phone": N_("telephone"),
    "web": N_("web"),
    "app": N_("app"),
    "open311": N_("Open311"),
    "from_above": N_("from above"),
    "from_below": N_("from below"),
}


@router.get(
    "/form",
    summary="The printable ticket",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def form(
    ticket_id: TicketId, caller: Caller, runtime: Uses, language: Annotated[Literal["zh", "en"], Query()] = "zh"
) -> Response:
    """The assignment ticket as one HTML page for the printer, with its deadlines and every hand-over."""
    content = await printed_form.read_form(runtime, ticket_id, caller)
    state = content.state.zh if language == "zh" else content.state.en
    html = _template().render(
        t=content.ticket,
        hand_overs=content.hand_overs,
        state=state,
        language=TAGS[language],
        unit=_unit_names(content.units),
        label=_labels(language),
        when=content.local_time,
    )
    return Response(html, media_type="text/html")


@cache
def _template() -> Template:
    """Autoescaped: a citizen's words are text, never markup."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("escalation").joinpath("data/form.html").read_text(encoding="utf-8"))


def _labels(language: Language) -> Callable[[str], str]:
    return lambda code: translate(LABELS.get(code, code), language)


def _unit_names(units: Mapping[UUID, Unit]) -> Callable[[UUID], str]:
    return lambda unit_id: units[unit_id].name
