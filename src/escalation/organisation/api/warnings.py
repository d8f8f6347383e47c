"""How are warnings told with an answer? In the caller's language; the list is empty when there are none."""

from collections.abc import Iterable
from typing import Any

from escalation.errors import Param
from escalation.kit.web.fields import Out
from escalation.kit.web.problems import localize
from escalation.organisation.domain.staffing_warnings import StaffingWarning
from escalation.texts import Language


class WarningOut(Out):
    """What was done is done, and somebody should look at it: `nobody_there` or `assignee_gone`."""

    code: str
    detail: str
    params: dict[str, Param]


class WarningsOut(Out):
    """What somebody should look at after this; mostly nothing."""

    warnings: list[WarningOut]


def show_warnings(warnings: Iterable[StaffingWarning], language: Language) -> list[WarningOut]:
    """Each as it is told."""
    return [WarningOut(**each) for each in plain_warnings(warnings, language)]


def plain_warnings(warnings: Iterable[StaffingWarning], language: Language) -> list[dict[str, Any]]:
    """The fields of each `WarningOut`, ready to be written as JSON."""
    return [
        {"code": each.code, "detail": localize(each.detail, each.params, language), "params": each.params}
        for each in warnings
    ]
