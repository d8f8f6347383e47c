"""Sample values: with what a template is shown to whoever writes it, before anybody is told in its words."""

from collections.abc import Mapping
from typing import Final

from escalation.messages.domain.rules import RULES, Audience

_NUMBER: Final = "150702001001-2026-000012"
_WORDS: Final[Mapping[str, Mapping[str, object]]] = {
    "zh": {
        "title": "小区东门路灯不亮",
        "lines": (f"{_NUMBER} 小区东门路灯不亮",),
        "what": "即将到期",
    },
    "en": {
        "title": "No light at the east gate",
        "lines": (f"{_NUMBER} No light at the east gate",),
        "what": "Due soon",
    },
}
_VALUES: Final[Mapping[str, object]] = {
    "number": _NUMBER, "due": "2026-03-12 17:30", "link": "https://tickets.example/console/tickets/…",
    "page": "https://tickets.example/track", "code": "7K4D-9MXR-2TQH", "today": "2026-03-10", "overdue": 2,
    "due_today": 1, "stuck": 0, "count": 12,
}  # fmt: skip


def sample_values(rule: str, language: str, unit_name: str) -> dict[str, object]:
    """Values as a message of this rule has them: a citizen is told neither of a link of clerks nor of a title.

    Raises `KeyError` for a rule that there is not.
    """
    values = {**_VALUES, **_WORDS[language], "unit": unit_name}
    if RULES[rule].audience is Audience.CITIZEN:
        values |= {"link": "", "title": ""}
    return values
