"""Are these limits and this calendar sound, and why is a ticket due when it is due?"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from escalation.actors import OPERATOR
from escalation.cli.display import result, show_table
from escalation.cli.input_documents import check_as_published, read_document, with_version, would_not_be_published
from escalation.cli.language import LANGUAGE, _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.clocks import defaults
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import PolicyDocument
from escalation.clocks.policy_paths import kinds
from escalation.clocks.policy_validation import place_faults
from escalation.errors import N_, DefinitionInvalid
from escalation.kit.documents.store import DocumentKind
from escalation.kit.parsing.checked_documents import read as read_as
from escalation.kit.parsing.checked_documents import refuse
from escalation.settings import Settings, read
from escalation.tickets.usecases.clock import Clock, Watch, explain, id_of
from escalation.tickets.usecases.clock_explanation import STAGES, limit_in_words, moment_in_words, sentences


def check(file: Path, calendar: Path | None, *, offline: bool, confirmed: bool) -> None:
    """Say that a policy would be published, or raise `DefinitionInvalid` with a fault for each place.

    Regions of the calendar that limits name have to be in `calendar`, a file that shall be published before; without,
    in the one in force. `offline`: whether units and categories exist, and what is taken back, is not looked at, and
    the calendar is the one that ships, which has no regions.
    """
    calendars = _calendars(calendar) if calendar else None
    document = with_version(read_document(file))
    try:
        policy = Policy.compile(document)
        if offline:
            names = (calendars or defaults.calendars()).names
            refuse(fault for fault in place_faults(document, (), (), names) if fault.code == "unknown_calendar")
    except DefinitionInvalid as refusal:
        raise would_not_be_published(file, refusal) from None
    if not offline:
        check_as_published(file, DocumentKind.POLICY, calendars=calendars, confirmed=confirmed)
    rules = sum(len(rules) for _, _, rules in kinds(read_as(PolicyDocument, document)))
    summary = N_("{name}: {rules} rules. Every ticket has one limit for each stage, and no two.")
    result(fill(summary, name=policy.zh if LANGUAGE == "zh" else policy.en, rules=rules))


def check_calendar(file: Path, *, offline: bool, confirmed: bool) -> None:
    """Say that a calendar would be published, or raise `DefinitionInvalid` with a fault for each place."""
    calendars = _calendars(file)
    if not offline:
        check_as_published(file, DocumentKind.CALENDAR, confirmed=confirmed)
    summary = N_("The calendar is sure until {until} and has {regions} regions, for {units} units.")
    regions, units = len(calendars.names) - 1, len(calendars.units)
    result(fill(summary, until=calendars.confirmed_until.isoformat(), regions=regions, units=units))


def explain_ticket(ticket: str) -> None:
    """Print both stopwatches of a ticket, given by its number or id, and the reasons. Raises `NotFound`."""
    settings = read()
    configure(settings, quiet=True)
    _show(run(_explain(settings, ticket)))


def _calendars(file: Path) -> Calendars:
    document = with_version(read_document(file))
    try:
        return Calendars.compile(document)
    except DefinitionInvalid as refusal:
        raise would_not_be_published(file, refusal) from None


async def _explain(settings: Settings, ticket: str) -> Clock:
    async with open_runtime(settings, DatabaseAccess.READ, name="escalation policy") as runtime:
        try:
            ticket_id = UUID(ticket)
        except ValueError:
            ticket_id = await id_of(runtime, ticket)
        return await explain(runtime, ticket_id, OPERATOR)


def _show(clock: Clock) -> None:
    headings = N_("Stopwatch"), N_("Rule"), N_("Limit"), N_("Began"), N_("Due")
    watches = [watch for watch in (clock.overall, clock.stage) if watch is not None]
    show_table(clock.ticket.number, [_(heading) for heading in headings], [list(_row(watch)) for watch in watches])
    for sentence in sentences(clock, LANGUAGE):
        result(sentence)


def _row(watch: Watch) -> Iterator[str]:
    yield _(STAGES.get(watch.kind, watch.kind)) if watch.kind != "overall" else _(N_("promise to the citizen"))
    yield watch.rule_id
    yield limit_in_words(watch.limit, LANGUAGE)
    yield moment_in_words(watch.stopwatch.started_at, watch.zone, LANGUAGE)
    yield moment_in_words(watch.due, watch.zone, LANGUAGE)
