"""What may be done with a ticket now: the actions of one caller, as forms that any front end can draw."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.texts import Language, translate
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.api.transitions import JointUnitIn, TransitionIn
from escalation.tickets.domain.actions import Action, ActionField
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.form_texts import (
    CHOICE_LABELS,
    FIELD_HELP,
    FIELD_LABELS,
    LINE_LABELS,
    FieldTexts,
    Said,
)
from escalation.tickets.usecases import actions

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])


class OptionOut(Out):
    """A code that may be chosen. `label` is in the language of the request."""

    code: str
    label: str
    zh: str
    en: str


class InputOut(Out):
    """What somebody fills in. `label` and `help` are in the language of the request.

    Texts have `min_length` to `max_length` characters, numbers lie between `minimum` and `maximum`.
    """

    name: str
    kind: FieldKind
    required: bool
    label: str
    zh: str
    en: str
    help: str | None
    minimum: int | None
    maximum: int | None
    min_length: int | None
    max_length: int | None
    has_candidates: bool


class FieldOut(InputOut):
    """A field of an action.

    A field of kind `choice` takes one of `choices`, which `options` name; one of kind `code` takes any code, and
    `options` are those that the life cycle offers. `default` is what it most likely will be. Where `has_candidates`,
    `GET …/actions/{action}/candidates?field=…` says what it may name. `joint_units` is a list of at most `max_items`
    lines, each with `parts`; everything else is one value.
    """

    choices: list[str]
    options: list[OptionOut]
    default: JsonValue
    max_items: int | None
    parts: list[InputOut]


class ActionOut(Out):
    """A move this caller may make now. `label` and `help` are in the language of the request.

    At most one of them is `primary`: the first, in the order of the life cycle, of those that it declares to be. A
    front end asks once more before what is `dangerous`.
    """

    action: str
    label: str
    zh: str
    en: str
    help: str | None
    primary: bool
    dangerous: bool
    fields: list[FieldOut]


class ActionsOut(Out):
    """The moves this caller may make now."""

    items: list[ActionOut]


@router.get("/actions", summary="What may I do now?")
async def list_actions(ticket_id: TicketId, caller: Caller, runtime: Uses, language: CallerLanguage) -> ActionsOut:
    """The moves that this caller may make now, from the very checks that the moves themselves make.

    Nothing is listed that has no possible target: no unit to transfer to, nobody to assign, no other ticket.
    """
    found = await actions.list_actions(runtime, ticket_id, caller)
    return ActionsOut(items=[action_out(action, language) for action in found])


def action_out(action: Action, language: Language) -> ActionOut:
    """An action as a front end draws it."""
    entry = action.entry
    return ActionOut(
        action=action.name,
        label=entry.zh if language == "zh" else entry.en,
        zh=entry.zh,
        en=entry.en,
        help=getattr(entry.help, language) if entry.help else None,
        primary=action.is_primary,
        dangerous=action.is_dangerous,
        fields=[_field(field, language) for field in action.fields],
    )


def _field(field: ActionField, language: Language) -> FieldOut:
    kind, texts = FIELDS[field.name], field.texts or FieldTexts()
    label = texts.label or _said(FIELD_LABELS[field.name])
    help_ = texts.help or (_said(FIELD_HELP[field.name]) if field.name in FIELD_HELP else None)
    offered = {code: _said(text) for code, text in CHOICE_LABELS.get(field.name, {}).items()} | dict(texts.choices)
    is_list = kind.kind is FieldKind.JOINT_UNITS
    return FieldOut(
        **_input(field.name, kind.kind, label, _LIMITS[field.name], language),
        required=field.is_required,
        help=getattr(help_, language) if help_ else None,
        has_candidates=field.has_candidates and not is_list,
        choices=list(kind.choices),
        options=[
            OptionOut(code=code, label=getattr(said, language), zh=said.zh, en=said.en)
            for code, said in offered.items()
        ],
        default=_plain(field.default),
        max_items=_LIMITS[field.name].get("maxItems"),
        parts=[_part(name, language) for name in JointUnitIn.model_fields] if is_list else [],
    )


def _part(name: str, language: Language) -> InputOut:
    """A field of a line of `joint_units`."""
    return InputOut(
        **_input(name, _PARTS[name], _said(LINE_LABELS[name]), _PART_LIMITS[name], language),
        required=JointUnitIn.model_fields[name].is_required(),
        help=None,
        has_candidates=_PARTS[name] is FieldKind.UNIT,
    )


def _input(name: str, kind: str, label: Said, limits: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        "name": name, "kind": kind, "label": getattr(label, language), "zh": label.zh, "en": label.en,
        "minimum": limits.get("minimum"), "maximum": limits.get("maximum"),
        "min_length": limits.get("minLength"), "max_length": limits.get("maxLength"),
    }  # fmt: skip


def _said(text: str) -> Said:
    return Said(zh=translate(text, "zh"), en=text)


def _plain(value: object) -> JsonValue:
    return None if value is None else str(value)


def _limits(model: type[Any]) -> Mapping[str, Mapping[str, Any]]:
    """What a body may hold, from the very model that reads it. Ids and dates have a form of their own."""
    properties = model.model_json_schema()["properties"]
    given = {name: next(iter(schema.get("anyOf", ())), schema) for name, schema in properties.items()}
    return {name: {} if "format" in schema else schema for name, schema in given.items()}


_LIMITS: Final = _limits(TransitionIn)
_PART_LIMITS: Final = _limits(JointUnitIn)
_PARTS: Final[Mapping[str, FieldKind]] = {
    "unit_id": FieldKind.UNIT, "task": FieldKind.TEXT, "due_at": FieldKind.MOMENT
}  # fmt: skip
