"""What can somebody try at once? A sample region, and a fresh key for every role, printed when the server is up."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from escalation.actors import OPERATOR, Role
from escalation.application.sample import load_sample
from escalation.application.sample_data import SAMPLE_RANKS, sample_members, sample_units
from escalation.application.sample_page import SAMPLE_PAGE
from escalation.application.sample_sign_in import SamplePost, SampleSignIn, person_of_sample
from escalation.application.sample_stories import load_stories
from escalation.cli.display import meter, result, show_table
from escalation.cli.keys import unrevoked_keys
from escalation.cli.language import _
from escalation.cli.members import member_id_of
from escalation.errors import N_
from escalation.identity.usecases.api_keys import create_key, revoke_key
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import UnitKind, UnitRow
from escalation.settings import Settings
from escalation.sign_in.domain.site import Site, is_loopback
from escalation.sign_in.usecases.invitations import MadeInvitation, WantedInvitation, invite

NAME = "sample"
"""The name of the keys that are made, and ended, at each start."""

_DAYS = 7
_DAYS_OF_A_SANDBOX = 10 * 3660
_POSTS = {
    ("village", Role.HANDLER): N_("Signs for tickets, handles them and answers"),
    ("village", Role.LEADER): N_("Leads a village: assigns, reports upward"),
    ("township", Role.LEADER): N_("Leads a township: what its villages cannot settle"),
    ("county", Role.OFFICE): N_("Turns opinions into tickets and dispatches them"),
    ("county", Role.SUPERVISOR): N_("Sees what is late, urges and supervises"),
    ("department", Role.HANDLER): N_("Helps as a department when asked"),
    ("city", Role.OFFICE): N_("Dispatches for a whole city"),
    ("city", Role.INTEGRATOR): N_("Connects programs by keys and webhooks"),
    ("province", Role.ADMIN): N_("Keeps units, people and rules"),
}
"""Who can be tried, and what they do."""
_ROLES = {
    Role.HANDLER: N_("handler"),
    Role.LEADER: N_("leader"),
    Role.OFFICE: N_("office"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.INTEGRATOR: N_("integrator"),
    Role.ADMIN: N_("administrator"),
}


@dataclass(frozen=True, slots=True)
class SampleKey:
    """A key to try, an invitation of somebody with the same role there, and who that is.

    Key and invitation are told once, kept nowhere in clear, and end after a week or at the next start.
    In a sandbox, where a week is over in a moment, the key lasts whatever the clock says.
    """

    role: Role
    unit: UnitRow
    secret: str
    invitation: MadeInvitation
    post: SamplePost


async def prepare_sample(runtime: Runtime, *, sandbox: bool = False) -> list[SampleKey]:
    """Load what is missing of the sample and its stories, end the sample keys of earlier starts, and make new ones."""
    with meter(_(N_("Sample region"))) as progress:
        await load_sample(runtime, progress=progress)
    with meter(_(N_("What has happened there"))) as progress:
        await load_stories(runtime, progress=progress)
    for key in [key async for key in unrevoked_keys(runtime) if key.name == NAME]:
        await revoke_key(runtime, key.id, by=OPERATOR)
    places = one_line_of_units(sample_units())
    days = _DAYS_OF_A_SANDBOX if sandbox else _DAYS
    return [await _make(runtime, places[place], role, task, days) for (place, role), task in _POSTS.items()]


def sample_sign_in(keys: list[SampleKey], settings: Settings) -> SampleSignIn | None:
    """Who can be tried by a click: nobody where others may be at work, by another address or on another database."""
    is_here = is_loopback(f"http://{settings.host}") and settings.public_url is None and settings.database_url is None
    return SampleSignIn([key.post for key in keys]) if keys and is_here else None


def show_sample(keys: list[SampleKey], url: str, site: Site, trial: SampleSignIn | None) -> None:
    """Print the keys as a table, links to sign in by, what to try first, and the link to be anybody by a click."""
    title = _(N_("Keys to try, valid until the next start, for a week at most; in a sandbox, whatever the clock says"))
    headings = N_("Role"), N_("Unit"), N_("Code"), N_("Key")
    rows = [(_(_ROLES[key.role]), key.unit.name, key.unit.code, key.secret) for key in keys]
    show_table(title, [_(heading) for heading in headings], rows)
    columns = N_("Role"), N_("Unit"), N_("Sign in and set a password, once")
    links = [(_(_ROLES[key.role]), key.unit.name, site.invitation_link(key.invitation.secret)) for key in keys]
    show_table(_(N_("In a browser")), [_(heading) for heading in columns], links)
    for line in _first_steps(keys, url):
        result(line)
    show_table(_(N_("Whom you can be, and what they do")), *_tasks(keys))
    if trial is not None:
        result(_(N_("Be anybody of the sample by a click:")))
        result(f"  {url}{SAMPLE_PAGE}/{trial.secret}")


def one_line_of_units(units: Iterable[UnitRow]) -> dict[str, UnitRow]:
    """By name of level: the first village of the tree and all that is above it; `department` is one of its county."""
    tree = {unit.code: unit for unit in units}
    unit: UnitRow | None = next(unit for unit in tree.values() if SAMPLE_RANKS[unit.level] == 1)
    line: dict[str, UnitRow] = {}
    while unit is not None:
        line[unit.level] = unit
        unit = tree[unit.parent_code] if unit.parent_code else None
    county = line["county"].code
    line["department"] = next(
        unit for unit in tree.values() if unit.parent_code == county and unit.kind is UnitKind.DEPARTMENT
    )
    return line


async def _make(runtime: Runtime, unit: UnitRow, role: Role, task: str, days: int) -> SampleKey:
    made = await create_key(runtime, unit_code=unit.code, role=role, name=NAME, days=days, by=None)
    invitation = await _invite(runtime, unit, role)
    person = await person_of_sample(runtime, invitation.member_id)
    return SampleKey(role, unit, made.secret, invitation, SamplePost(role, unit.name, task, person))


async def _invite(runtime: Runtime, unit: UnitRow, role: Role) -> MadeInvitation:
    member = next(each for each in sample_members() if (each.unit_code, each.role) == (unit.code, role))
    wanted = WantedInvitation(await member_id_of(runtime, member.external_ref), days=_DAYS)
    return await invite(runtime, wanted, by=OPERATOR)


def _tasks(keys: list[SampleKey]) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Headings and rows."""
    headings = [_(N_("Role")), _(N_("Unit")), _(N_("What they do"))]
    return headings, [(_(_ROLES[key.role]), key.unit.name, _(key.post.task)) for key in keys]


def _first_steps(keys: list[SampleKey], url: str) -> Iterator[str]:
    order = list(_POSTS)
    village, office = keys[order.index(("village", Role.HANDLER))], keys[order.index(("county", Role.OFFICE))]
    opinion = {"title": _(N_("Street lamp")), "content": _(N_("The lamp at the bridge is out.")), "source": "visit"}
    yield _(N_("Hand in an opinion, as a village does:"))
    yield f"  curl -s {url}/v1/opinions -H 'Authorization: Bearer {village.secret}' \\"
    yield f"    -H 'Content-Type: application/json' -d '{json.dumps(opinion, ensure_ascii=False)}'"
    yield _(N_("See what is overdue in the county, as its office does:"))
    yield f"  curl -s '{url}/v1/tickets?overdue=true' -H 'Authorization: Bearer {office.secret}'"
