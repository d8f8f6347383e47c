"""What was learnt from decisions, and which decisions come next (learning)?"""

from typing import Final

from escalation.kit.database.connection import Compiled, Connection, Row

CREATED: Final = "ticket.created"
GRADED: Final = "ticket.reclassified"
DISPATCHED: Final = "ticket.dispatched"


async def take_model(connection: Connection) -> Row | None:
    """`version, position, state`, for whoever learns on; `None` while another does. Nobody else until the end."""
    await connection.run(_BEGUN)
    return await connection.row(_TAKEN)


async def list_decisions(connection: Connection, position: int, limit: int) -> list[Row]:
    """The next events of the feed with the ticket of each that was formed, graded or dispatched, else with nothing.

    Confidential tickets and those about a unit teach nothing: everybody is shown what was learnt.

    `feed_pos, type, title, content, category, urgency, holder_code`, all but the first as they are by now.
    """
    return await connection.rows(_DECISIONS, position=position, limit=limit)


async def write_model(
    connection: Connection, *, version: int, catalogue_version: int, position: int, state: bytes | None
) -> None:
    """Keep what was learnt, as the next version."""
    await connection.run(_WRITTEN, version=version, catalogue_version=catalogue_version, position=position, state=state)


async def skip_decisions(connection: Connection, position: int) -> None:
    """Decisions up to a place teach nothing new."""
    await connection.run(_SKIPPED, position=position)


async def model_version(connection: Connection) -> int:
    """The version of what was learnt, 0 for nothing."""
    version = await connection.value(_VERSION)
    return version if isinstance(version, int) else 0


async def read_model(connection: Connection) -> tuple[int, bytes | None]:
    """The version and its state."""
    row = await connection.row(_READ)
    return (row["version"], row["state"]) if row else (0, None)


_BEGUN: Final = Compiled(
    """
    INSERT INTO suggestion_model (id, version, catalogue_version, position, updated_at)
    VALUES (1, 0, 0, 0, clock_timestamp()) ON CONFLICT (id) DO NOTHING
    """,
    (),
    {},
)
_TAKEN: Final = Compiled(
    "SELECT version, position, state FROM suggestion_model WHERE id = 1 FOR UPDATE SKIP LOCKED", (), {}
)
_DECISIONS: Final = Compiled(
    f"""
    WITH next AS (
      SELECT feed_pos, type, ticket_id FROM events WHERE feed_pos > $1 ORDER BY feed_pos LIMIT $2
    )
    SELECT n.feed_pos, n.type, t.title, t.content, t.category, t.urgency, u.code AS holder_code
    FROM next n
    LEFT JOIN tickets t ON t.id = n.ticket_id AND n.type IN ('{CREATED}', '{GRADED}', '{DISPATCHED}')
      AND NOT t.confidential AND t.accused_unit_id IS NULL
    LEFT JOIN units u ON u.id = t.holder_unit_id
    ORDER BY n.feed_pos
    """,
    ("position", "limit"),
    {},
)
_WRITTEN: Final = Compiled(
    """
    UPDATE suggestion_model
    SET version = $1, catalogue_version = $2, position = $3, state = $4, updated_at = clock_timestamp()
    WHERE id = 1
    """,
    ("version", "catalogue_version", "position", "state"),
    {},
)
_SKIPPED: Final = Compiled("UPDATE suggestion_model SET position = $1 WHERE id = 1", ("position",), {})
_VERSION: Final = Compiled("SELECT version FROM suggestion_model WHERE state IS NOT NULL", (), {})
_READ: Final = Compiled("SELECT version, state FROM suggestion_model WHERE id = 1", (), {})
