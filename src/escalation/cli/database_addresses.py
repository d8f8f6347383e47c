"""Database addresses: where is it? As the application, which serves and works, and as the owner, who migrates.

The embedded one has both roles of itself. With a database of one's own the owner's address is needed for `migrate` and
`restore` alone (`ESCALATION_OWNER_DATABASE_URL`); without it the application is the owner, and is told so.
"""

from dataclasses import dataclass
from typing import Self

import structlog

from escalation.cli.display import say
from escalation.cli.language import fill
from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.database.migrate import destination_of, is_up_to_date, upgrade
from escalation.kit.database.roles import connected_role, ensure_role
from escalation.kit.embedded.cluster import APPLICATION
from escalation.kit.embedded.postgres import EmbeddedPostgres
from escalation.kit.runtime.context import Runtime
from escalation.settings import Settings

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DatabaseAddresses:
    """One database, by the names of two roles. `is_embedded`: the application's role may have to be made."""

    application: str
    owner: str
    is_embedded: bool = False

    @classmethod
    def of(cls, settings: Settings, server: EmbeddedPostgres | None) -> Self:
        """Of the embedded server if there is one, and else those that are set."""
        if server is not None:
            return cls(server.dsn(role=APPLICATION), server.dsn(), is_embedded=True)
        application = settings.database_url.get_secret_value() if settings.database_url else ""
        owner = settings.owner_database_url
        return cls(application, owner.get_secret_value() if owner else application)

    async def are_up_to_date(self) -> bool:
        """Whether the tables are those of this version, and the application may use them. Raises `DatabaseUnavailable`.

        In an embedded database its role may not be there yet, so the owner is asked.
        """
        if self.is_embedded:
            return await is_up_to_date(self.owner, role=APPLICATION)
        return await is_up_to_date(self.application)

    async def upgrade(self) -> None:
        """Bring the tables up to date, as their owner, and give the application what it needs of them.

        Raises `DatabaseUnavailable`, `ConfigurationInvalid`, and whatever a migration raises.
        """
        if self.is_embedded:
            await ensure_role(self.owner, APPLICATION)
        elif not await self.are_up_to_date():
            await self.check_owner()
        await upgrade(self.owner, application=await self.find_application())

    async def find_application(self) -> str:
        """The name of the application's role. Raises `ConfigurationInvalid` if the addresses lead to two databases."""
        application, owner = await destination_of(self.application), await destination_of(self.owner)
        if (application.database, application.server_started_at) != (owner.database, owner.server_started_at):
            raise ConfigurationInvalid(
                N_("ESCALATION_DATABASE_URL and ESCALATION_OWNER_DATABASE_URL do not lead to the same database.")
            )
        return application.role

    async def check_owner(self) -> None:
        """Raises `ConfigurationInvalid` if the owner's address, or the only one, names a role that makes no tables."""
        owner = await destination_of(self.owner)
        if not owner.may_make_tables:
            raise ConfigurationInvalid(
                N_(
                    "The role {role} may not make tables in this database. Give the address of its owner as "
                    "ESCALATION_OWNER_DATABASE_URL."
                ),
                role=owner.role,
            )


async def check_role(runtime: Runtime) -> None:
    """Say if this program could change tables, and history past its guards, and does not have to.

    Raises `ConfigurationInvalid` if the tables are for another role: then this address was given by mistake.
    """
    async with runtime.database.connection(changes=False) as connection:
        role = await connected_role(connection)
    if not role.has_all_rights:
        return
    if role.meant is not None:
        raise ConfigurationInvalid(
            N_(
                "ESCALATION_DATABASE_URL names the role {role}, which could change tables and history. "
                "The tables are for the role {meant}: give its address, and that of the owner to `escalation migrate`."
            ),
            role=role.name,
            meant=role.meant,
        )
    _log.warning("runs_as_owner", role=role.name)
    say(
        fill(
            N_(
                "The role {role} owns the tables it serves from. Make one that does not, and set "
                "ESCALATION_OWNER_DATABASE_URL for `escalation migrate`."
            ),
            role=role.name,
        )
    )
