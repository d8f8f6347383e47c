"""As which role is the program connected to the database, and what could that role do besides?"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import asyncpg

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class ConnectedRole:
    """The role of a connection.

    `has_all_rights`: it could change tables and the history itself, as their owner or past all rights. `meant`: a role
    that was given the rights of the application, if there is one and it is another.
    """

    name: str
    has_all_rights: bool
    meant: str | None


async def connected_role(connection: Connection) -> ConnectedRole:
    """Who this is. The tables are there."""
    (row,) = await connection.rows(_CONNECTED)
    return ConnectedRole(row["name"], row["has_all_rights"], row["meant"])


async def ensure_role(dsn: str, name: str) -> None:
    """Make a role that may do nothing yet but sign in, unless it is there. As a superuser."""
    raw = await asyncpg.connect(dsn)
    try:
        if not await raw.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name):
            quoted = await raw.fetchval("SELECT quote_ident($1)", name)
            with suppress(asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):  # Made in the same moment.
                await raw.execute(f"CREATE ROLE {quoted} LOGIN")
    finally:
        await raw.close()


_CONNECTED: Final = Compiled(
    """
    SELECT session_user::text AS name,
      r.rolsuper OR pg_has_role(c.relowner, 'USAGE') OR has_schema_privilege(c.relnamespace, 'CREATE')
        AS has_all_rights,
      (SELECT a.grantee::regrole::text FROM pg_class t, aclexplode(t.relacl) a
       WHERE t.relnamespace = c.relnamespace AND t.relkind = 'r'
         AND a.privilege_type = 'INSERT' AND a.grantee NOT IN (0, t.relowner, r.oid)
       ORDER BY 1 LIMIT 1) AS meant
    FROM pg_class c, pg_roles r
    WHERE c.oid = 'alembic_version'::regclass AND r.rolname = session_user
    """,
    (),
    {},
)
