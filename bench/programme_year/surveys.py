"""Who is asked whether they are satisfied (群众满意度调查)? Each quarter, by page and by telephone.

Most surveys run out. Codes for the page are made as the sender of messages makes them: for the event that invites.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.city import CITY, COUNTY, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Role
from escalation.kit.database.clock import read_now
from escalation.programme.surveys.domain.rules import SurveyKind, SurveyRules, parse
from escalation.programme.surveys.usecases.answering import answer, new_code
from escalation.programme.surveys.usecases.calls import CallOutcome, settle_call, take_call
from escalation.programme.surveys.usecases.closing import close_survey
from escalation.programme.surveys.usecases.surveys import WantedSurvey, open_survey

NAME: Final = "surveys"
_SIZES: Final = {CITY: 200, COUNTY: 60}
_OPEN: Final = "SELECT id, unit_id, kind, rules FROM surveys WHERE closed_at IS NULL AND ends_at > $1 ORDER BY id"
_WAITING: Final = """
SELECT DISTINCT ON (p.id) p.id, p.survey_id, p.opinion_id, p.unit_id, e.id AS event_id
FROM surveys s JOIN survey_people p ON p.survey_id = s.id JOIN events e ON e.opinion_id = p.opinion_id
WHERE s.closed_at IS NULL AND s.ends_at > $1 AND p.state IN ('waiting', 'unreached')
  AND e.type = 'opinion.survey_ready' AND e.data ->> 'survey_id' = s.id::text
ORDER BY p.id, e.n DESC
"""
_BY_PAGE: Final = 0.25
_TWICE: Final = 0.03
_CALLS: Final = 20
"""Of one office on one day."""
_OUTCOMES: Final = (CallOutcome.ANSWERED, CallOutcome.NOT_REACHED, CallOutcome.REFUSED)
_OF_LAZY: Final = 0.35, 0.25, 0.4
_OF_OTHERS: Final = 0.7, 0.25, 0.05
"""How likely the first, the second and any other option of a question is."""


async def order(acting: Acting, cost: Cost) -> None:
    """The city and its counties ask about what came in, or was answered, since the year began."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("survey", place.code, acting.day)
        kind = SurveyKind.UNIT if (acting.day.month // 3 + int(place.code)) % 2 else SurveyKind.TICKET
        since = date(acting.day.year, 1, 1)
        wanted = WantedSurvey(
            kind, f"{acting.day.month}月群众满意度调查", None, since, acting.day, None, _SIZES[place.level],
            chance.randint(0, 1 << 40),
        )  # fmt: skip
        async with acting.doing(NAME, cost):
            await open_survey(
                acting.runtime, wanted, by=place.who(Role.OFFICE), request_id=REQUEST, render=unheard, once=None
            )

    await each_of([*acting.city.level(CITY), *acting.city.level(COUNTY)], work)


async def ask(acting: Acting, cost: Cost) -> None:
    """Some answer on the page, whoever they are; offices call others; a few surveys are closed before their end."""
    waiting: dict[UUID, list[Any]] = defaultdict(list)
    for row in await acting.ask(_WAITING, acting.now):
        waiting[row["survey_id"]].append(row)

    async def work(survey: Any) -> None:
        rules, place = parse(survey["rules"]), acting.city.places[survey["unit_id"]]
        asking = _Asking(acting, cost, survey["id"], SurveyKind(survey["kind"]), rules, place)
        for row in waiting[survey["id"]]:
            await asking.by_page(row)
        chance = acting.habits.chance("calls", place.code, acting.day)
        for _ in range(round(_CALLS * acting.habits.diligence(place, acting.day))):
            if not await asking.by_telephone(chance):
                break
        if chance.random() < 0.04:
            async with acting.doing(NAME, cost):
                await close_survey(
                    acting.runtime, survey["id"], by=place.who(Role.OFFICE), request_id=REQUEST, render=unheard,
                    once=None,
                )  # fmt: skip

    await each_of(await acting.ask(_OPEN, acting.now), work)


class _Asking:
    """One survey on one day."""

    def __init__(
        self, acting: Acting, cost: Cost, survey_id: UUID, kind: SurveyKind, rules: SurveyRules, place: Place
    ) -> None:
        self._acting, self._cost, self._survey_id, self._place = acting, cost, survey_id, place
        self._questions = rules.questions(kind)

    async def by_page(self, row: Any) -> None:
        """Perhaps this one answers by the code of the message; a few send the same once more."""
        acting, runtime = self._acting, self._acting.runtime
        chance = acting.habits.chance("answer", row["opinion_id"].int % 1_000_003, acting.day)
        if chance.random() >= _BY_PAGE:
            return
        async with runtime.database.transaction() as connection:
            code = await new_code(connection, row["opinion_id"], row["event_id"], await read_now(connection))
        if code is None:
            raise RuntimeError(row["id"])
        given = self._answers(row["unit_id"], chance)
        for _ in range(2 if chance.random() < _TWICE else 1):
            async with acting.doing(NAME, self._cost):
                await answer(runtime, code, given)

    async def by_telephone(self, chance: Random) -> bool:
        """Call whoever is next; whether there was somebody."""
        runtime, by = self._acting.runtime, self._place.who(Role.OFFICE)
        self._cost.calls += 1
        next_call = await take_call(runtime, self._survey_id, by, request_id=REQUEST)
        if next_call.call is None:
            return False
        outcome = chance.choices(_OUTCOMES, (70, 20, 10))[0]
        given = self._answers(next_call.call.unit_id, chance) if outcome is CallOutcome.ANSWERED else {}
        async with self._acting.doing(NAME, self._cost):
            await settle_call(
                runtime, self._survey_id, next_call.call.id, outcome, given, by=by, render=unheard, once=None
            )
        return True

    def _answers(self, unit_id: UUID, chance: Random) -> Mapping[str, str]:
        """Of units that are lazy people think less."""
        place = self._acting.city.places[unit_id]
        shares = _OF_LAZY if self._acting.habits.diligence(place, self._acting.day) < 0.5 else _OF_OTHERS
        given = {}
        for question in self._questions:
            if question.is_in_words:
                if chance.random() < 0.1:
                    given[question.code] = "希望多来走访。"
                continue
            nth = min(chance.choices((0, 1, 2), shares)[0] + (chance.random() < 0.05), len(question.options) - 1)
            given[question.code] = question.options[nth].code
        return given
