"""What of a bulletin may everybody read (open figures)? Figures of enough matters, and none that compares or blames.

Units are compared inside, and what they owe of the programme is for those above them. A figure of fewer matters than
`small_cell` is kept back, so that nobody is guessed: a count of its own, and a share by what it is a share of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from escalation.programme.bulletins.domain.rules import BulletinSection, OpenRules
from escalation.statistics.domain.rates import RateName


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """A figure by its name: of a count, of a rate, or of a category. `None`: kept back, or none there.

    `is_share`: whether it is one of the whole, from 0 to 1.
    """

    name: str
    value: float | None
    before: float | None = None
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A section with what an editor wrote."""

    section: BulletinSection
    text: str | None
    figures: tuple[OpenFigure, ...]


OPEN_RATES: Final = (
    RateName.CLOSURE, RateName.ON_TIME_CLOSURE, RateName.RESOLUTION, RateName.SATISFACTION, RateName.FIRST_TIME,
)  # fmt: skip
"""Those that say how matters of citizens went, each of a whole of its own; the others are of the work between units."""


OVERDUE: Final = {"overdue_now": "overdue", "stuck": "stuck", "climbed": "climbed"}
"""The counts of what is overdue, by what they are called."""


def open_parts(
    sections: Sequence[str], texts: Mapping[str, str], figures: Mapping[str, Any], rules: OpenRules | None
) -> tuple[OpenPart, ...]:
    """What everybody may read of a bulletin, in its order."""
    if rules is None:
        return ()
    allowed = [section for section in map(BulletinSection, sections) if section in rules.sections]
    return tuple(
        OpenPart(section, texts.get(section.value), tuple(_figures(section, figures, rules.small_cell)))
        for section in allowed
    )


def _figures(section: BulletinSection, figures: Mapping[str, Any], small: int) -> Iterator[OpenFigure]:
    found = figures[section.value]
    match section:
        case BulletinSection.HEADLINE:
            now, before = _headline(found["now"], small), _headline(found["before"], small)
            yield from (OpenFigure(name, now[name], before[name]) for name in now)
        case BulletinSection.RATES:
            known = {each["rate"]: each for each in found}
            for name in OPEN_RATES:
                rate = known[name.value]
                value = rate["value"] if rate["denominator"] >= small else None
                yield OpenFigure(name.value, value, is_share=True)
        case BulletinSection.OVERDUE:
            yield from (OpenFigure(label, _told(found[name], small)) for label, name in OVERDUE.items())
        case BulletinSection.HOT:
            enough = (each for each in found if each["name"] and each["tickets"] >= small)
            yield from (OpenFigure(each["name"], each["tickets"]) for each in enough)
        case BulletinSection.PROGRAMME:
            yield from (OpenFigure(name, found.get(name, 0)) for name in ("visits", "meetings"))
        case BulletinSection.UNITS:
            return


def _headline(counts: Mapping[str, int], small: int) -> Mapping[str, int | None]:
    """What was closed is a part of what was accepted; what was on time and what was late are a whole together."""
    accepted, judged = counts["accepted"], counts["on_time"] + counts["late"]
    wholes = {"accepted": accepted, "closed": accepted, "on_time": judged, "late": judged}
    return {name: counts[name] if _told(whole, small) is not None else None for name, whole in wholes.items()}


def _told(count: int, small: int) -> int | None:
    """A count, unless it is that of a few; none at all is nobody's."""
    return count if count == 0 or count >= small else None
