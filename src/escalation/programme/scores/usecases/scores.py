"""What are the scores of the units directly below one, and who is named as best and worst?"""

from collections.abc import Sequence
from dataclasses import dataclass

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.programme.scores.domain.rules import SECTION
from escalation.programme.scores.domain.score_cards import ScoreCard, best_and_worst, score_of
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.statistics.usecases.rates import RatedUnit, RatesReport, WantedRates, report_rates
from escalation.texts import Language


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit with its score card."""

    unit: RatedUnit
    card: ScoreCard


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """A unit and those directly below it; `commended` and `criticised` are codes of these."""

    rates: RatesReport
    total: ScoredUnit
    items: Sequence[ScoredUnit]
    commended: Sequence[str]
    criticised: Sequence[str]


async def report_scores(runtime: Runtime, actor: Actor, wanted: WantedRates, language: Language) -> ScoreReport:
    """The scores of what the actor may see now, by the rules in force. It reads what the report of rates reads."""
    rates = await report_rates(runtime, actor, wanted, language)
    async with runtime.database.connection(changes=False) as connection:
        rules = await rules_in_force(runtime, connection, SECTION)
    items = [ScoredUnit(each, score_of(each.rates, rules)) for each in rates.items]
    best, worst = best_and_worst(((each.unit.code, each.card.score) for each in items), rules.lists)
    return ScoreReport(rates, ScoredUnit(rates.total, score_of(rates.total.rates, rules)), items, best, worst)
