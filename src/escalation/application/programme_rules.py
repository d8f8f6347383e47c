"""Which sections do the rules of the programme have (programme rules)? One line for each mechanism."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from escalation.programme.bulletins.domain import rules as bulletins
from escalation.programme.contact_points.domain import rules as contact_points
from escalation.programme.diary.domain import rules as diary
from escalation.programme.groups.domain import rules as groups
from escalation.programme.ledger.domain import rules as ledger
from escalation.programme.meetings.domain import rules as meetings
from escalation.programme.scores.domain import rules as scores
from escalation.programme.sorting.domain import rules as sorting
from escalation.programme.supervision.domain import rules as supervision
from escalation.programme.surveys.domain import rules as surveys
from escalation.programme.task_lists.domain import rules as task_lists
from escalation.programme.teams.domain import rules as teams
from escalation.programme.trends.domain import rules as trends
from escalation.programme.visits.domain import rules as visits
from escalation.publishing.domain.rule_sections import RuleSection

SECTIONS: Final[tuple[RuleSection[Any], ...]] = (
    bulletins.SECTION,
    contact_points.SECTION,
    diary.SECTION,
    groups.SECTION,
    ledger.SECTION,
    meetings.SECTION,
    scores.SECTION,
    sorting.SECTION,
    supervision.SECTION,
    surveys.SECTION,
    task_lists.SECTION,
    teams.SECTION,
    trends.SECTION,
    visits.SECTION,
)
SECTION_CHECKS: Final[Mapping[str, Callable[[object], object]]] = {each.name: each.parse for each in SECTIONS}
"""How each is checked before it is published."""
