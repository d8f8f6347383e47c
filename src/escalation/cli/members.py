"""How do members get in? They are invited from the terminal, whose operator is bound to no unit."""

from collections.abc import AsyncIterator
from uuid import UUID

from escalation.actors import OPERATOR
from escalation.cli.display import result, say, show_table
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_, NotFound
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.members import members_like
from escalation.settings import Settings, read
from escalation.sign_in.domain.site import Site
from escalation.sign_in.storage.invitations import InvitationRecord
from escalation.sign_in.usecases.invitations import WantedInvitation, list_invitations, revoke_invitation
from escalation.sign_in.usecases.invitations import invite as make_invitation

_PAGE = 200


def invite(*, member: str, login: str | None, days: int) -> None:
    """Print a link by which a member sets a password, and nothing else. `member`: an id, or a reference."""
    settings = read()
    configure(settings, quiet=True)
    result(run(_invite(settings, member, login, days)))


def show_invitations() -> None:
    """Print the invitations that can still be used."""
    settings = read()
    configure(settings, quiet=True)
    headings = N_("Member"), N_("Sign-in name"), N_("Valid until")
    rows = [
        (str(each.member_id), each.member_name, each.login, f"{each.expires_at:%Y-%m-%d}")
        for each in run(_invitations(settings))
    ]
    show_table("", [_(N_("Id")), *(_(heading) for heading in headings)], rows)


def uninvite(member: str) -> None:
    """End the invitation of a member. Raises `NotFound` if none can be used."""
    settings = read()
    configure(settings, quiet=True)
    run(_uninvite(settings, member))
    say(fill(N_("The link opens nothing any more.")))


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


async def _invitations(settings: Settings) -> list[InvitationRecord]:
    async with open_runtime(settings, DatabaseAccess.READ, name="escalation members") as runtime:
        return [each async for each in _open_invitations(runtime)]


async def _uninvite(settings: Settings, member: str) -> None:
    async with open_runtime(settings, DatabaseAccess.WRITE, name="escalation members") as runtime:
        member_id = await member_id_of(runtime, member)
        ids = [each.id async for each in _open_invitations(runtime) if each.member_id == member_id]
        if not ids:
            raise NotFound(N_("This member has no link that could be used."))
        await revoke_invitation(runtime, ids[0], by=OPERATOR)


async def _open_invitations(runtime: Runtime) -> AsyncIterator[InvitationRecord]:
    after: UUID | None = None
    while page := await list_invitations(runtime, OPERATOR, after=after, limit=_PAGE):
        for each in page:
            yield each
        after = page[-1].id
