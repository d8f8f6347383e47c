"""What has the programme done in the sample? Its lines are acted by the use cases, as by people."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.application import contact_visits
from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.application.sample_sign_in import person_of_sample
from escalation.errors import NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.kit.runtime.loop import Step
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.organisation.storage.members import members_like
from escalation.organisation.storage.units import find_units_by_codes
from escalation.organisation.usecases.teams import Service, TeamRole, create_team, put_in_team
from escalation.programme.bulletins.engine import drafting
from escalation.programme.bulletins.usecases.bulletins import change_bulletin, list_bulletins, publish_bulletin
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.usecases.contact_points import WantedContactPoint, assign_contact_point
from escalation.programme.diary.domain.entries import MetPerson
from escalation.programme.diary.usecases.entries import WantedEntry, write_entry
from escalation.programme.diary.usecases.reviews import review_entry
from escalation.programme.groups.domain.supervision_groups import GroupKind
from escalation.programme.groups.usecases.leading_groups import (
    Change,
    LeadingService,
    change_holder,
    form_leading_group,
    put_member,
)
from escalation.programme.groups.usecases.supervision_groups import WantedGroup, form_supervision_group
from escalation.programme.ledger.domain.ledger_rows import Household
from escalation.programme.ledger.usecases.rows import WantedRow, WantedWriteOff, enter_row, write_off_row
from escalation.programme.ledger.usecases.spawning import WantedOpinion, WantedTicket, form_row_ticket
from escalation.programme.meetings.engine import rounds as meeting_rounds
from escalation.programme.meetings.usecases.agenda import add_item, draw_agenda
from escalation.programme.meetings.usecases.decisions import WantedDecision, decide_item
from escalation.programme.meetings.usecases.meetings import hold_meeting, plan_meeting
from escalation.programme.supervision.domain.samples import SampleFrame, SubjectKind
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.usecases.samples import WantedSample, draw_sample
from escalation.programme.supervision.usecases.site_checks import WantedCheck, record_check
from escalation.programme.surveys.domain.rules import SurveyKind
from escalation.programme.surveys.usecases.calls import CallOutcome, settle_call, take_call
from escalation.programme.surveys.usecases.surveys import WantedSurvey, open_survey
from escalation.programme.task_lists.engine import yearly_lists
from escalation.programme.task_lists.usecases.unit_tasks import change_task, list_tasks
from escalation.programme.visits.engine import planning as visit_planning
from escalation.programme.visits.usecases.household_counts import set_counts
from escalation.programme.visits.usecases.recording import VisitRecord, record_all
from escalation.programme.visits.usecases.visit_opinions import register_opinion
from escalation.tickets.domain.source import Source

_REQUEST: Final = "sample"
_SEED: Final = 2015
_PLACE: Final = ZoneInfo("Asia/Shanghai")
_NINE: Final = time(9)
Line = Mapping[str, Any]


@dataclass(slots=True)
class SampleProgramme:
    """What is known while it is told: which entry of the diary, row of the ledger and ticket is which."""

    runtime: Runtime
    tickets: dict[str, UUID]
    known: dict[str, UUID] = field(default_factory=dict)

    async def act(self, line: Line, by: Actor) -> None:
        """Do what a line says. Raises what the use cases refuse."""
        acts: Mapping[str, Callable[[Line, Actor], Awaitable[None]]] = {
            "team": self._team, "contact_point": self._contact_point, "households": self._households,
            "visit": self._visit, "diary": self._diary, "review": self._review, "ledger": self._ledger,
            "write_off": self._write_off, "ledger_ticket": self._ledger_ticket, "meeting": self._meeting,
            "plan_meeting": self._plan_meeting, "progress": self._progress, "sample": self._sample,
            "engine": self._engine, "leading_group": self._leading_group,
            "supervision_group": self._supervision_group, "survey": self._survey, "drafts": self._drafts,
            "bulletin": self._bulletin,
        }  # fmt: skip
        await acts[line["do"]](line, by)

    async def _team(self, line: Line, by: Actor) -> None:
        made = _Kept()
        await create_team(
            self.runtime, await self._unit(line["unit"]), line["name"], by=by, render=made.keep, once=None
        )
        roles = [TeamRole.LEADER, TeamRole.DEPUTY, *[TeamRole.MEMBER] * len(line["members"])]
        for reference, role in zip([line["leader"], *line["members"]], roles, strict=False):
            await put_in_team(self.runtime, made.shown.id, await self._member(reference), Service(role, None), by=by)

    async def _contact_point(self, line: Line, by: Actor) -> None:
        member, unit = await self._member(line["member"]), await self._unit(line["unit"])
        wanted = WantedContactPoint(member, unit, ContactPlace(line.get("place", "unit")), line.get("label"))
        await assign_contact_point(self.runtime, wanted, by=by, request_id=_REQUEST, render=_unheard, once=None)

    async def _households(self, line: Line, by: Actor) -> None:
        await set_counts(self.runtime, line["counts"], by=by)

    async def _visit(self, line: Line, by: Actor) -> None:
        record = VisitRecord(
            id=new_id(), made_at=await self._now(), target_unit_id=await self._unit(line["target"]), plan_id=None,
            team_id=None, households=line["households"], labels=line.get("labels", ()), location=None, code=None,
        )  # fmt: skip
        await record_all(self.runtime, [record], by=by, render=_unheard, request_id=_REQUEST, once=None)
        if "opinion" in line:
            said = OpinionInput(**line["opinion"], source=Source.VISIT)
            await register_opinion(
                self.runtime, record.id, said, by=by, render=_unheard, request_id=_REQUEST, once=None
            )

    async def _diary(self, line: Line, by: Actor) -> None:
        people = tuple(MetPerson(name) for name in line["people"])
        wanted = WantedEntry(line["title"], line["content"], await self._today(), line["place"], people)
        made = _Kept()
        await write_entry(self.runtime, wanted, submit=True, by=by, render=made.keep, request_id=_REQUEST, once=None)
        self.known[line["entry"]] = made.shown.entry.id

    async def _review(self, line: Line, by: Actor) -> None:
        await review_entry(
            self.runtime, self.known[line["entry"]], line["grade"], line.get("comment"), by=by, expected=None,
            render=_unheard, request_id=_REQUEST, once=None,
        )  # fmt: skip

    async def _ledger(self, line: Line, by: Actor) -> None:
        household = Household(line["householder"], line["address"], line["population"])
        made = _Kept()
        wanted = WantedRow(household, line["matter"], None, await self._today())
        await enter_row(self.runtime, wanted, by=by, render=made.keep, once=None)
        self.known[line["row"]] = made.shown.row.id

    async def _write_off(self, line: Line, by: Actor) -> None:
        wanted = WantedWriteOff(line["reason"], line["result"], line["satisfaction"])
        await write_off_row(
            self.runtime, self.known[line["row"]], wanted, by=by, expected=None, render=_unheard,
            request_id=_REQUEST, once=None,
        )  # fmt: skip

    async def _ledger_ticket(self, line: Line, by: Actor) -> None:
        wanted, made = WantedTicket(WantedOpinion(), "routine", "simple"), _Kept()
        await form_row_ticket(
            self.runtime, self.known[line["row"]], wanted, by=by, render=made.keep, request_id=_REQUEST, once=None
        )
        self.tickets[line["row"]] = made.shown.view.ticket.id

    async def _meeting(self, line: Line, by: Actor) -> None:
        """Planned, its agenda drawn, a topic added and decided on, held."""
        meeting_id = await self._planned(line, by, await self._now())
        await draw_agenda(self.runtime, meeting_id, by=by, render=_unheard, once=None)
        item = _Kept()
        topic = (None, line["topic"])
        await add_item(self.runtime, meeting_id, topic, line["why"], by=by, render=item.keep, once=None)
        until = await self._today() + timedelta(days=line["days"])
        decided = WantedDecision(line["decision"], await self._unit(line["carried_out_by"]), until, None)
        await decide_item(self.runtime, item.shown.id, decided, by=by, expected=None, render=_unheard, once=None)
        words = {name: line[name] for name in ("chair", "attendance", "summary", "outlook")}
        await hold_meeting(self.runtime, meeting_id, None, words, by=by, expected=None, render=_unheard, once=None)

    async def _plan_meeting(self, line: Line, by: Actor) -> None:
        day = await self._today() + timedelta(days=line["in_days"])
        await self._planned(line, by, datetime.combine(day, _NINE, _PLACE))

    async def _planned(self, line: Line, by: Actor, at: datetime) -> UUID:
        made = _Kept()
        unit = await self._unit(line["unit"])
        await plan_meeting(self.runtime, unit, (at, line["place"]), by=by, render=made.keep, once=None)
        meeting_id: UUID = made.shown.id
        return meeting_id

    async def _progress(self, line: Line, by: Actor) -> None:
        percents: Mapping[str, int] = line["percents"]
        for task in await list_tasks(self.runtime, by, line["unit"], None):
            if task.code is not None and task.code in percents:
                await change_task(self.runtime, task.id, {"percent": percents[task.code]}, by=by, expected=None)

    async def _sample(self, line: Line, by: Actor) -> None:
        """Drawn of what is open; the first is looked at on the spot."""
        wanted = WantedSample(SampleFrame.OPEN, None, None, None, None, None, line["size"], _SEED)
        made = _Kept()
        await draw_sample(self.runtime, wanted, by=by, request_id=_REQUEST, render=made.keep, once=None)
        drawn = made.shown.lots[0].subject.id
        check = WantedCheck(
            SubjectKind.TICKET,
            drawn,
            made.shown.sample.id,
            await self._today(),
            None,
            line["found"],
            Verdict.IN_ORDER,
            None,
        )
        await record_check(self.runtime, check, by=by, request_id=_REQUEST, render=_unheard, once=None)

    async def _leading_group(self, line: Line, by: Actor) -> None:
        made = _Kept()
        unit = await self._unit(line["unit"])
        await form_leading_group(self.runtime, unit, by=by, request_id=_REQUEST, render=made.keep, once=None)
        change = Change(made.shown.id, by, _REQUEST)
        for position in LeadingPosition:
            holder = await self._member(line[position])
            await change_holder(self.runtime, change, position, holder, line["why"])
        for reference in line["deputies"]:
            deputy = LeadingService(GroupRole.DEPUTY, None, None)
            await put_member(self.runtime, change, await self._member(reference), deputy)

    async def _supervision_group(self, line: Line, by: Actor) -> None:
        """Of people who can sign in, as whom alone they supervise."""
        head, *members = [await self._member(each) for each in (line["head"], *line["members"])]
        for each in (head, *members):
            await person_of_sample(self.runtime, each)
        today = await self._today()
        wanted = WantedGroup(
            line["name"], GroupKind(line["kind"]), today, today + timedelta(days=line["days"]), head, members,
            [await self._unit(each) for each in line["units"]],
        )  # fmt: skip
        await form_supervision_group(self.runtime, wanted, by=by, request_id=_REQUEST, render=_unheard, once=None)

    async def _survey(self, line: Line, by: Actor) -> None:
        """Ordered of whom the actor's unit heard from, and some of them called: who is called first answers first."""
        today, made = await self._today(), _Kept()
        since, until = today - timedelta(days=line["days"]), today + timedelta(days=1)
        wanted = WantedSurvey(SurveyKind.UNIT, line["title"], None, since, until, None, None, _SEED)
        await open_survey(self.runtime, wanted, by=by, request_id=_REQUEST, render=made.keep, once=None)
        survey_id: UUID = made.shown.id
        for answers in line["answers"]:
            taken = await take_call(self.runtime, survey_id, by, request_id=_REQUEST)
            if taken.call is None:
                raise NotFound
            await settle_call(
                self.runtime, survey_id, taken.call.id, CallOutcome.ANSWERED, answers, by=by, render=_unheard, once=None
            )

    async def _drafts(self, _line: Line, _by: Actor) -> None:
        while await drafting.step(self.runtime, BULLETIN_COUNTS):
            pass

    async def _bulletin(self, line: Line, by: Actor) -> None:
        """The newest draft of the actor's unit, with some words, published."""
        drafts = await list_bulletins(self.runtime, by, "draft", after=None, limit=50)
        draft = next(each for each in drafts if each.unit.id == by.unit_id)
        await change_bulletin(self.runtime, draft.id, line["texts"], by=by, expected=None)
        await publish_bulletin(self.runtime, draft.id, by=by, expected=None, request_id=_REQUEST)

    async def _engine(self, _line: Line, _by: Actor) -> None:
        """What the worker gives everybody to do: duties to visit and their plans, rounds of meetings, task lists."""
        for step in _GIVES:
            while await step(self.runtime):
                pass

    async def _unit(self, code: str) -> UUID:
        async with self.runtime.database.connection(changes=False) as connection:
            return (await find_units_by_codes(connection, [code]))[code].id

    async def _member(self, reference: str) -> UUID:
        async with self.runtime.database.connection(changes=False) as connection:
            (member,) = await members_like(connection, [reference], [])
        found: UUID = member["id"]
        return found

    async def _now(self) -> datetime:
        async with self.runtime.database.connection(changes=False) as connection:
            return await read_now(connection)

    async def _today(self) -> date:
        return (await self._now()).date()


class _Kept:
    """What a use case has shown, for the line that goes on with it."""

    def __init__(self) -> None:
        self.shown: Any = None

    def keep(self, shown: Any) -> StoredResponse:
        self.shown = shown
        return _unheard(shown)


def _unheard(*_: object) -> StoredResponse:
    """An answer that nobody waits for."""
    return StoredResponse(200, b"")


_GIVES: Final[Sequence[Step]] = (
    contact_visits.step, visit_planning.keep_duties, visit_planning.begin_plans, meeting_rounds.step, yearly_lists.step,
)  # fmt: skip
