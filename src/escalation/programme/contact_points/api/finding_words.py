"""What is wrong with contact points, as people are told (contact checks): with levels and places by their names."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from escalation.errors import Param
from escalation.kit.web.fields import Out
from escalation.kit.web.problems import localize
from escalation.programme.contact_points.domain.checks import FINDING_DETAILS, ContactFinding
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.usecases.contact_checks import Levels
from escalation.texts import Language, translate
from escalation.vocabulary.domain.words import WORDS


class ContactFindingOut(Out):
    """What is not as the rule has it: `missing`, `too_many`, `wrong_level`, `outside`, `named_twice`, `rank_unknown`
    or `not_serving`. `point_id`: the contact point that it is about."""  # noqa: D205, D209 - one sentence of codes

    code: str
    detail: str
    params: dict[str, Param]
    point_id: UUID | None


def show_findings(findings: Iterable[ContactFinding], levels: Levels, language: Language) -> list[ContactFindingOut]:
    """Each as it is told."""
    return [_shown(each, levels, language) for each in findings]


def what_of(level: int | None, place: ContactPlace | None, levels: Levels, language: Language) -> str:
    """The name of a level, or of a kind of place."""
    if level is not None:
        return _level(levels, level, language)
    return translate(WORDS["contact_place"][place], language) if place is not None else ""


def _shown(finding: ContactFinding, levels: Levels, language: Language) -> ContactFindingOut:
    params: Mapping[str, Any] = {
        "what": what_of(finding.level, finding.place, levels, language), "have": finding.have, "wanted": finding.wanted,
    }  # fmt: skip
    detail = localize(FINDING_DETAILS[finding.code], params, language)
    return ContactFindingOut(code=finding.code, detail=detail, params=dict(params), point_id=finding.point_id)


def _level(levels: Levels, rank: int, language: Language) -> str:
    named = levels.get(rank)
    return str(rank) if named is None else named.zh if language == "zh" else named.en
