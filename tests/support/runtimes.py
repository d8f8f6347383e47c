"""What do use cases work with in a test? A runtime on a database, that knows the first documents already."""

from collections.abc import Mapping
from functools import cache

from escalation.application.programme_rules import SECTION_CHECKS
from escalation.application.subjects import SUBJECTS
from escalation.clocks import defaults
from escalation.kit.database.connection import Database
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.documents.store import DocumentKind
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain import defaults as opinion_defaults
from escalation.opinions.usecases.category_suggestions import CATALOGUE
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.organisation.usecases.policies import POLICY
from escalation.publishing.domain.rule_sections import shipped_document
from escalation.publishing.usecases.programme_rules import PROGRAMME
from escalation.tickets.domain import default
from escalation.tickets.usecases.rules import WORKFLOW
from tests.support.files import file_store
from tests.support.roles import TwoRoles


def a_runtime(database: Database, messengers: frozenset[str] = frozenset()) -> Runtime:
    """As a process has it that has just started; what another one remembers of the database, it does not."""
    anew = database.anew() if isinstance(database, TwoRoles) else Database(database.pool)
    return Runtime(
        anew, Vault(b"\x07" * 32), first_documents(), files=file_store(), messengers=messengers,
        section_checks=SECTION_CHECKS, subjects=SUBJECTS,
    )  # fmt: skip


def first_documents() -> CompiledDocuments:
    """The first version of each, which no test changes. What is compiled besides is remembered by this one alone."""
    documents = CompiledDocuments()
    documents._kept.update(_compiled())
    return documents


@cache
def _compiled() -> Mapping[tuple[DocumentKind, int], object]:
    """Compiled once a process: it takes a third of a second."""
    return {
        (DocumentKind.WORKFLOW, 1): WORKFLOW.compile(default.document()),
        (DocumentKind.POLICY, 1): POLICY.compile(defaults.policy_document()),
        (DocumentKind.CALENDAR, 1): CALENDAR.compile(defaults.calendar_document()),
        (DocumentKind.PROGRAMME, 1): PROGRAMME.compile(shipped_document()),
        (DocumentKind.CATALOGUE, 1): CATALOGUE.compile(opinion_defaults.catalogue_document()),
    }
