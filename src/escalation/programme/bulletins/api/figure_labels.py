"""What are the figures of bulletins called (figure labels), and how are they written?"""

from collections.abc import Mapping
from typing import Any, Final

from escalation.errors import N_
from escalation.programme.bulletins.api.bulletins import number_of
from escalation.programme.bulletins.domain.open_figures import OpenFigure
from escalation.programme.bulletins.storage.bulletins import Bulletin
from escalation.statistics.domain.rates import RateName
from escalation.texts import Language
from escalation.vocabulary.domain.programme_words import PROGRAMME_WORDS
from escalation.vocabulary.domain.rate_words import RATE_WORDS


def percent(value: float | None) -> str:
    """A share as people read it; a dash where there is none."""
    return "—" if value is None else f"{value:.2%}".replace(".00%", "%")


def figure_words(figure: OpenFigure, value: float | None) -> str:
    """A figure of a page for everybody; a dash where it is kept back."""
    if figure.is_share or value is None:
        return percent(value)
    return f"{value:,}"


def number_in(bulletin: Bulletin, language: Language) -> str | None:
    """As paper has it, in figures alone where Chinese is not read; `None` of a draft."""
    number = number_of(bulletin)
    return f"{bulletin.year}-{bulletin.number}" if number and language == "en" else number


BULLETIN_LABELS: Final[Mapping[str, Any]] = {
    "bulletin": N_("Bulletin of the guidance programme"),
    "draft": N_("draft"),
    **PROGRAMME_WORDS["bulletin_section"],
    "open_programme": N_("Visits and meetings"),
    "accepted": N_("Matters accepted"),
    "closed": N_("Closed"),
    "on_time": N_("Closed on time"),
    "late": N_("Late"),
    "overdue_now": N_("Overdue when drafted"),
    "stuck": N_("Stuck at the top"),
    "climbed": N_("Sent up by the clock"),
    "visits": N_("Visits made"),
    "visits_overdue": N_("Visit plans overdue"),
    "meetings": N_("Meetings that were held"),
    "meetings_overdue": N_("Units that owe a meeting"),
    "alarms": N_("Alarms of fading activity"),
    "figure": N_("Figure"),
    "value": N_("Value"),
    "before": N_("Period before"),
    "best": N_("Ahead by what was closed on time"),
    "worst": N_("Behind by what was closed on time"),
    "category": N_("Category"),
    "tickets": N_("Tickets"),
    "nobody": N_("Nobody can be compared in this period."),
    "nothing": N_("Nothing in this period."),
    "text": N_("Text"),
    **{name.value: RATE_WORDS[name] for name in RateName if name is not RateName.OVERDUE},
    "rate_overdue": RATE_WORDS[RateName.OVERDUE],
}
