"""How do members get in? They are invited from the terminal, whose operator is bound to no unit."""

from uuid import UUID

from escalation.actors import OPERATOR
from escalation.cli.display import result
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_, NotFound
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.members import members_like
from escalation.settings import Settings, read
from escalation.sign_in.domain.site import Site
from escalation.sign_in.usecases.invitations import WantedInvitation
from escalation.sign_in.usecases.invitations import invite as make_invitation


def invite(*, member: str, login: str | None, days: int) -> None:
    """Print a link by which a member sets a password, and nothing else. `member`: an id, or a reference."""
    settings = read()
    configure(settings, quiet=True)
    result(run(_invite(settings, member, login, days)))


def site_of(settings: Settings) -> Site:
    """Where browsers find the server that these settings start."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return Site(settings.public_url or f"http://{host}:{settings.port}")


async def member_id_of(runtime: Runtime, member: str) -> UUID:
    """The member with this id or reference. Raises `NotFound`."""
    try:
        return UUID(member)
    except ValueError:
        pass
    async with runtime.database.connection(changes=False) as connection:
        found = await members_like(connection, [member], [])
    if not found:
        raise NotFound(N_("There is no such member."))
    return UUID(str(found[0]["id"]))


async def _invite(settings: Settings, member: str, login: str | None, days: int) -> str:
    async with open_runtime(settings, DatabaseAccess.WRITE, name="escalation members") as runtime:
        wanted = WantedInvitation(await member_id_of(runtime, member), login, days)
        made = await make_invitation(runtime, wanted, by=OPERATOR)
    return site_of(settings).invitation_link(made.secret)
