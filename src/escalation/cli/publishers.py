"""Who are the publishers? At the terminal, the operator names the units whose administrators publish for everybody."""

from typing import Final

from escalation.cli.display import say, show_table
from escalation.cli.language import _, fill
from escalation.cli.runtime import DatabaseAccess
from escalation.cli.use_cases import do
from escalation.errors import N_
from escalation.publishing.usecases.publishers import add_publisher, list_publishers, remove_publisher

_NAME: Final = "escalation publishers"


def add(code: str) -> None:
    """Name a unit."""
    do(_NAME, lambda runtime: add_publisher(runtime, code))
    say(fill(N_("Administrators of {code} publish for everybody now."), code=code))


def show() -> None:
    """Print the units that were named."""
    headings = N_("Code"), N_("Unit")
    show_table(
        "",
        [_(heading) for heading in headings],
        [(unit.code, unit.name) for unit in do(_NAME, list_publishers, DatabaseAccess.READ)],
    )


def remove(code: str) -> None:
    """Name a unit no more."""
    do(_NAME, lambda runtime: remove_publisher(runtime, code))
    say(fill(N_("Administrators of {code} publish no more."), code=code))
