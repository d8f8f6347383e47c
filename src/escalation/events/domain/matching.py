"""Which event types does somebody want to hear of? Globs: `ticket.*`, `ticket.audit_*`, `*`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from escalation.errors import N_, Fault, ValidationFailed
from escalation.events.domain.catalogue import EVENT_TYPES

MOST: Final = 64
"""How many globs one endpoint may name."""


def check_globs(globs: Sequence[str], *, pointer: str = "/event_types") -> None:
    """Refuse what names no event type, or too many. Raises `ValidationFailed` that points at each."""
    if faults := list(_faults(globs, pointer)):
        raise ValidationFailed(faults=faults)


def pattern(glob: str) -> str:
    """The glob for SQL's LIKE with its usual escape: `*` stands for any characters, and nothing else is special."""
    return glob.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").replace("*", "%")


def matches(globs: Iterable[str], type_: str) -> bool:
    """Whether one of the globs fits."""
    return any(_expression(glob).fullmatch(type_) for glob in globs)


def _faults(globs: Sequence[str], pointer: str) -> Iterator[Fault]:
    if not globs:
        yield Fault(pointer, "required", N_("Name at least one event type, or * for all."))
    if len(globs) > MOST:
        yield Fault(pointer, "too_many", N_("At most {limit} are allowed."), {"limit": MOST})
        return
    for index, glob in enumerate(globs):
        if not any(matches([glob], type_) for type_ in EVENT_TYPES):
            yield Fault(f"{pointer}/{index}", "unknown_event_type", N_("No event type fits this."))


@cache
def _expression(glob: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, glob.split("*"))))
