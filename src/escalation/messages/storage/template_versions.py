"""Which words has a unit chosen (template versions)? The newest of the nearest unit above counts, and none is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.messages.domain.templates import Wording


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A unit's own wording of a message in a language."""

    unit_id: UUID
    rule: str
    language: str
    version: int
    wording: Wording
    created_at: datetime
    created_by: str


async def insert_template(connection: Connection, template: TemplateVersion) -> None:
    """Keep a version. Raises a unique violation if there is one of this number."""
    words = template.wording
    await connection.run(
        _INSERTED, unit=template.unit_id, rule=template.rule, language=template.language, version=template.version,
        subject=words.subject, body=words.body, short=words.short, at=template.created_at, by=template.created_by,
    )  # fmt: skip


async def list_templates(connection: Connection, unit_id: UUID) -> list[TemplateVersion]:
    """The newest version of each of a unit's own wordings."""
    return [
        TemplateVersion(
            row["unit_id"], row["rule"], row["language"], row["version"],
            Wording(row["subject"], row["body"], row["short"]), row["created_at"], row["created_by"],
        )
        for row in await connection.rows(_LISTED, unit=unit_id)
    ]  # fmt: skip


async def newest_template_version(connection: Connection, unit_id: UUID, rule: str, language: str) -> int:
    """The number of the newest version, 0 before the first."""
    version = await connection.value(_NEWEST, unit=unit_id, rule=rule, language=language)
    return version if isinstance(version, int) else 0


async def wordings_of_units(connection: Connection, codes: Sequence[str]) -> Mapping[tuple[str, str, str], Wording]:
    """The newest wordings of these units by code of the unit, rule and language."""
    rows = await connection.rows(_OF_UNITS, codes=list(codes))
    return {
        (row["code"], row["rule"], row["language"]): Wording(row["subject"], row["body"], row["short"]) for row in rows
    }


_INSERTED: Final = Compiled(
    """
    INSERT INTO message_templates
      (unit_id, rule, language, version, subject, body, short, created_at, created_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """,
    ("unit", "rule", "language", "version", "subject", "body", "short", "at", "by"),
    {},
)
_LISTED: Final = Compiled(
    """
    SELECT DISTINCT ON (rule, language) * FROM message_templates WHERE unit_id = $1
    ORDER BY rule, language, version DESC
    """,
    ("unit",),
    {},
)
_NEWEST: Final = Compiled(
    "SELECT max(version) FROM message_templates WHERE unit_id = $1 AND rule = $2 AND language = $3",
    ("unit", "rule", "language"),
    {},
)
_OF_UNITS: Final = Compiled(
    """
    SELECT DISTINCT ON (u.code, t.rule, t.language) u.code, t.rule, t.language, t.subject, t.body, t.short
    FROM units u JOIN message_templates t ON t.unit_id = u.id WHERE u.code = ANY ($1::text[])
    ORDER BY u.code, t.rule, t.language, t.version DESC
    """,
    ("codes",),
    {},
)
