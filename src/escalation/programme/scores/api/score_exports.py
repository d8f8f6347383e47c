"""Score exports: rates and score cards of a unit and of those directly below it as files, with what they are of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import Query, Response

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells, Table
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.programme.scores.api.scores import ScoresQuery
from escalation.programme.scores.usecases.scores import ScoredUnit, ScoreReport, report_scores
from escalation.statistics.domain.rates import RATE_DEFINITIONS, RateName
from escalation.statistics.usecases.rates import RatedUnit, RatesReport, report_rates
from escalation.texts import Language, translate
from escalation.vocabulary.domain.programme_words import PROGRAMME_WORDS
from escalation.vocabulary.domain.rate_words import RATE_WORDS

router = strict_router(prefix="/v1/exports", tags=["exports"])


class ScoresExportQuery(ScoresQuery, ExportQuery):
    """Of which unit and period, and as what the file is written."""


@router.get("/rates", summary="The rates by unit as a file", response_class=Response, responses=RESPONSES)
async def export_unit_rates(
    query: Annotated[ScoresExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """A row for each unit directly below and one for all together; empty where a unit has nothing to have a rate of.

    A spreadsheet says on its second sheet what each rate is of.
    """
    report = await report_rates(runtime, caller, query.wanted_rates(), language)
    columns = {**_UNIT, **{name.value: (RATE_WORDS[name], 10) for name in RateName}}
    rows = [*(_rated(each, language) for each in report.items), _total(_rated(report.total, language), language)]
    exported = _exported(N_("Rates by unit"), columns, rows, report, query, language)
    return await answer_export(export, query, exported, language=language)


@router.get("/scores", summary="The scores by unit as a file", response_class=Response, responses=RESPONSES)
async def export_unit_scores(
    query: Annotated[ScoresExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """A row for each unit directly below and one for all together: place, score, grade, and the points of each part."""
    report = await report_scores(runtime, caller, query.wanted_rates(), language)
    rates = [part.rate for part in report.total.card.parts]
    points = {f"points_{name}": (RATE_WORDS[name], 10) for name in rates}
    columns = {**_UNIT, **_SCORE, **points}
    rows = [_scored(each, report, language) for each in report.items]
    total = _total(_scored(report.total, report, language), language)
    exported = _exported(N_("Scores by unit"), columns, [*rows, total], report.rates, query, language, _LABELS)
    return await answer_export(export, query, exported, language=language)


def _exported(
    title: str, columns: Columns, rows: Sequence[Cells], report: RatesReport, query: ScoresExportQuery,
    language: Language, labels: Mapping[str, Mapping[str, str]] | None = None,
) -> Exported:  # fmt: skip
    said = {
        name: {code: translate(word, language) for code, word in words.items()}
        for name, words in (labels or {}).items()
    }
    table = table_of(title, columns, report.as_of, report.zone, language, query=query, labels=said)
    defined = [(translate(N_("What is counted"), language), report.definition), *_definitions(language)]

    async def read(_: None) -> tuple[Sequence[Cells], None]:
        return rows, None

    told = Table(**{name: getattr(table, name) for name in Table.__slots__} | {"about": [*defined, *table.about]})
    return Exported(told, in_pages(read, dict), report.as_of)


def _definitions(language: Language) -> Iterable[tuple[str, str]]:
    return (
        (translate(RATE_WORDS[name], language), translate(text, language)) for name, text in RATE_DEFINITIONS.items()
    )


def _unit(unit: RatedUnit, language: Language) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "level": getattr(unit.level_name, language, None)}


def _rated(unit: RatedUnit, language: Language) -> dict[str, Any]:
    return {**_unit(unit, language), **{name.value: rate.value for name, rate in unit.rates.items()}}


def _scored(scored: ScoredUnit, report: ScoreReport, language: Language) -> dict[str, Any]:
    unit, card = scored.unit, scored.card
    return {
        **_unit(unit, language), "rank": scored.standing.rank if scored.standing else None, "score": card.score,
        "grade": card.grade,
        "listed": "commended" if unit.code in report.commended
        else "criticised" if unit.code in report.criticised else None,
        **{f"points_{part.rate}": part.points for part in card.parts},
    }  # fmt: skip


def _total(row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {**row, "name": translate(N_("Total"), language)}


_UNIT: Final[Columns] = {"code": (N_("Code"), 18), "name": (N_("Name"), 28), "level": (N_("Level"), 8)}
_SCORE: Final[Columns] = {
    "rank": (N_("Rank among equals"), 8),
    "score": (N_("Score"), 8),
    "grade": (N_("Grade of the score"), 10),
    "listed": (N_("Named as"), 10),
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "grade": PROGRAMME_WORDS["score_grade"],
    "listed": {"commended": N_("commended"), "criticised": N_("criticised")},
}
