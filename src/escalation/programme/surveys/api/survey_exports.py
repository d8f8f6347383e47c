"""The results of a survey as a file (survey exports): what the page shows, and nothing that it keeps back."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from fastapi import Query, Response
from pydantic import Field

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.surveys.api.survey_models import results_fields
from escalation.programme.surveys.api.surveys import SurveyId
from escalation.programme.surveys.domain.rules import SurveyQuestion
from escalation.programme.surveys.usecases import results
from escalation.texts import Language

router = strict_router(prefix="/v1/exports/surveys", tags=["exports"])


class SurveyResultsExportQuery(ExportQuery):
    """Of which unit."""

    unit: Code | None = Field(default=None, description="Code of a unit; that which was asked about if left out.")


@router.get(
    "/{survey_id}/results", summary="Results of a survey as a file", response_class=Response, responses=RESPONSES
)
async def export_survey_results(
    survey_id: SurveyId, query: Annotated[SurveyResultsExportQuery, Query()], caller: Caller, runtime: Uses,
    export: Exporting, language: CallerLanguage,
) -> Response:  # fmt: skip
    """For a unit with all below it, and for each of its parts, a row for each question and one for each option of it.

    What the caller's page of the results keeps back is kept back here.
    """
    found = await results.get_results(runtime, caller, survey_id, query.unit)
    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    asked = {each.code: each for each in found.survey.rules.questions(found.survey.kind)}
    rows = list(_rows(results_fields(found), asked, found.survey.title, language))
    table = table_of(N_("Results of a survey"), SURVEY_RESULTS, setting.now, setting.zone, language, query=query)

    async def read(_: None) -> tuple[list[Cells], None]:
        return rows, None

    return await answer_export(export, query, Exported(table, in_pages(read, dict), setting.now), language=language)


SURVEY_RESULTS: Final[Columns] = {
    "survey": (N_("Survey"), 28),
    "unit": (N_("Unit"), 24),
    "unit_code": (N_("Code of the unit"), 18),
    "with_all_below": (N_("With all below"), 8),
    "asked": (N_("Asked"), 8),
    "answered": (N_("Answered"), 8),
    "response_rate": (N_("Response rate"), 10),
    "is_representative": (N_("Representative"), 10),
    "question": (N_("Question"), 32),
    "kept_back": (N_("Kept back"), 8),
    "option": (N_("Answer"), 20),
    "chosen": (N_("How often"), 8),
    "rated": (N_("Rated"), 8),
    "satisfied": (N_("Satisfied"), 8),
    "fairly_satisfied": (N_("Fairly satisfied or better"), 10),
    "satisfaction": (N_("Satisfaction"), 10),
    "satisfaction_with_fair": (N_("Satisfaction with fair"), 10),
    "below_floor": (N_("Below the floor"), 8),
}
_OF_A_QUESTION: Final = (
    "rated", "satisfied", "fairly_satisfied", "satisfaction", "satisfaction_with_fair", "below_floor",
)  # fmt: skip


def _rows(
    told: Mapping[str, Any], asked: Mapping[str, SurveyQuestion], title: str, language: Language
) -> Iterator[Cells]:
    """From what the page is told, so that the file never says more than it."""
    whole = told["whole"]
    for place, result in enumerate((whole, *told["parts"])):
        unit, progress = result["unit"], result["progress"]
        own: Cells = {
            **dict.fromkeys(SURVEY_RESULTS), "survey": title, "unit": unit["name"], "unit_code": unit["code"],
            # Of the parts the unit itself is the one that is told without those below it.
            "with_all_below": place == 0 or unit["id"] != whole["unit"]["id"],
            "is_representative": result["is_representative"],
            **{name: progress[name] for name in ("asked", "answered", "response_rate")},
        }  # fmt: skip
        for answers in result["answers"]:
            question, options = asked[answers["question"]], answers["options"]
            of_it: Cells = {**own, "question": getattr(question, language), "kept_back": options is None}
            yield {**of_it, **{name: answers[name] for name in _OF_A_QUESTION}}
            for option in question.options if options is not None else ():
                yield {**of_it, "option": getattr(option, language), "chosen": options[option.code]}
