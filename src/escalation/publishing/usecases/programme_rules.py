"""By which rules does the programme go (programme rules)? Those of a mechanism in force, read and checked once."""

from typing import Any, Final, TypeVar, cast

from escalation.kit.database.connection import Connection
from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.publishing.domain.rule_sections import RuleSection, shipped_section

T = TypeVar("T")


class ProgrammeDocument:
    """A published version, of which each section is parsed when somebody asks for it first."""

    def __init__(self, document: Any) -> None:
        """A document as it was published."""
        self._document = document
        self._parsed: dict[str, object] = {}

    def of(self, section: RuleSection[T]) -> T:
        """The section, or the one that comes along if this version has none of this name."""
        name = section.name
        if name not in self._parsed:
            self._parsed[name] = section.parse(
                self._document[name] if name in self._document else shipped_section(name)
            )
        return cast(T, self._parsed[name])


PROGRAMME: Final = CompiledKind(DocumentKind.PROGRAMME, ProgrammeDocument)


async def rules_in_force(runtime: Runtime, connection: Connection, section: RuleSection[T]) -> T:
    """The section of the version in force; one round trip for a process that has met this version before."""
    return await rules_of(runtime, connection, await newest_version(connection, DocumentKind.PROGRAMME), section)


async def rules_of(runtime: Runtime, connection: Connection, version: int, section: RuleSection[T]) -> T:
    """The section of a version, 0 for what comes along; no round trip for a process that has met it before."""
    document = await runtime.documents.get(connection, PROGRAMME, version) if version else ProgrammeDocument({})
    return document.of(section)
