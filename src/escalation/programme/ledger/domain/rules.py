"""When is a row of the ledger overdue that has no ticket (ledger rules)? Data: a section, checked when it is read."""

from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.kit.parsing.checked_documents import Document, read
from escalation.publishing.domain.rule_sections import RuleSection


class LedgerRules(Document):
    """The section `ledger`. `days_without_ticket`: for how many days a row may stand without one."""

    days_without_ticket: Annotated[StrictInt, Field(ge=1, le=3_650)]


def parse(section: object) -> LedgerRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    return read(LedgerRules, section)


SECTION: Final = RuleSection("ledger", parse)
