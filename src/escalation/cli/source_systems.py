"""Whose are the source systems? At the terminal, the operator says which unit sends under which name."""

from typing import Final

from escalation.cli.display import say, show_table
from escalation.cli.language import _, fill
from escalation.cli.runtime import DatabaseAccess
from escalation.cli.use_cases import do
from escalation.errors import N_
from escalation.opinions.usecases.source_systems import list_source_systems, name_source_system, release_source_system

_NAME: Final = "escalation source-systems"


def name(system: str, code: str) -> None:
    """Say whose it is."""
    do(_NAME, lambda runtime: name_source_system(runtime, system, code))
    say(fill(N_("Under {name} sends {code} now, and whoever is above."), name=system, code=code))


def show() -> None:
    """Print all of them."""
    headings = N_("Source system"), N_("Code"), N_("Unit"), N_("Since"), N_("Said by")
    show_table(
        "",
        [_(heading) for heading in headings],
        [
            (each.name, each.code, each.unit, f"{each.since:%Y-%m-%d}", _(_BY[each.is_named]))
            for each in do(_NAME, list_source_systems, DatabaseAccess.READ)
        ],
    )


_BY = {True: N_("the operator"), False: N_("first use")}


def release(system: str) -> None:
    """Let whoever sends next have it."""
    do(_NAME, lambda runtime: release_source_system(runtime, system))
    say(fill(N_("{name} is nobody's now: whoever sends under it next has it."), name=system))
