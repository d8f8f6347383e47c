"""When is a row of the ledger overdue that has no ticket (ledger rules)? Data: a section, checked when it is read."""

from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, StrictInt

from escalation.kit.parsing.checked_documents import Document, read
from escalation.kit.parsing.yaml_documents import load_yaml


class LedgerRules(Document):
    """The section `ledger`. `days_without_ticket`: for how many days a row may stand without one."""

    days_without_ticket: Annotated[StrictInt, Field(ge=1, le=3_650)]


def parse(section: object) -> LedgerRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    return read(LedgerRules, section)


@cache
def shipped() -> LedgerRules:
    """What a new place begins with."""
    path = files("escalation").joinpath("data", "programme", "ledger.yaml")
    return parse(load_yaml(path.read_text(encoding="utf-8")))
