"""Assignees and others whose service or role ends: what changes about somebody, and what they leave behind."""

from escalation.actors import Role
from escalation.kit.web.auth import Admin, Uses
from escalation.kit.web.fields import Flag, Id, Patch
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.members import MemberId, MemberOut, Name, RoleUnitId, Skills, show_member
from escalation.organisation.api.warnings import WarningsOut, show_warnings
from escalation.organisation.domain.ranks import CadreRank
from escalation.tickets.usecases import leavers

router = strict_router(prefix="/v1/members/{member_id}", tags=["members"])


class ChangedMemberOut(MemberOut, WarningsOut):
    """A member as changed. `warnings`: units for which nobody could act by that, tickets that were in their hand."""


class MemberPatch(Patch):
    """What shall change; a field left out stays. `active: false` ends the member's keys."""

    may_go = frozenset({"rank"})

    name: Name | None = None
    home_unit_id: Id | None = None
    rank: CadreRank | None = None
    skills: Skills | None = None
    active: Flag | None = None


@router.patch("", summary="Change a member")
async def change_member(
    member_id: MemberId, body: MemberPatch, caller: Admin, runtime: Uses, language: CallerLanguage
) -> ChangedMemberOut:
    """Change name, home unit, rank or skills, or end somebody's service."""
    changes = body.model_dump(exclude_unset=True)
    changed = await leavers.change_member(runtime, member_id, changes, by=caller)
    warnings = show_warnings(changed.warnings, language)
    return ChangedMemberOut(**dict(show_member(changed.member)), warnings=warnings)


@router.delete("/roles/{unit_id}/{role}", summary="End a role")
async def take_role(
    member_id: MemberId, unit_id: RoleUnitId, role: Role, caller: Admin, runtime: Uses, language: CallerLanguage
) -> WarningsOut:
    """End a role. Keys made for it stop working within seconds."""
    warnings = await leavers.take_role(runtime, member_id, unit_id, role, by=caller)
    return WarningsOut(warnings=show_warnings(warnings, language))
