"""What are the scores of the units directly below one, and who is named as best and worst?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.programme.scores.domain.rules import SECTION, ScoreRules
from escalation.programme.scores.domain.score_cards import Placing, ScoreCard, best_and_worst, placings, score_of
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.statistics.usecases.rates import RatedUnit, RatesReport, WantedRates, report_rates
from escalation.texts import Language


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit with its score card, and its place among those of its level; `None` if it is not among any."""

    unit: RatedUnit
    card: ScoreCard
    standing: Placing | None = None


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
    ranked, best, worst = _compared(items, rules)
    return ScoreReport(rates, ScoredUnit(rates.total, score_of(rates.total.rates, rules)), ranked, best, worst)


def _compared(items: Sequence[ScoredUnit], rules: ScoreRules) -> tuple[list[ScoredUnit], list[str], list[str]]:
    """The units with their places, who is commended and who is criticised: each among those of the same level."""
    levels: dict[int, dict[str, float | None]] = defaultdict(dict)
    for each in items:
        levels[each.unit.level][each.unit.code] = each.card.score
    places = {code: place for scores in levels.values() for code, place in placings(scores).items()}
    lists = [best_and_worst(scores, rules) for _, scores in sorted(levels.items())]
    ranked = [replace(each, standing=places.get(each.unit.code)) for each in items]
    return ranked, [code for best, _ in lists for code in best], [code for _, worst in lists for code in worst]
