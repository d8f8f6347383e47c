"""A profile is published whole or not at all, once, and not over what people are working on."""

from pathlib import Path

import pytest

from escalation.application.programme_rules import SECTION_CHECKS
from escalation.errors import DefinitionInvalid, NotFound
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.publishing.domain.refusals import ConfirmationNeeded
from escalation.publishing.usecases.profile_folders import (
    check_profile,
    read_profile,
    shipped_profile,
    shipped_profiles,
)
from escalation.publishing.usecases.profiles import InstalledProfile, install_profile
from tests.support.makers import a_ticket
from tests.support.world import World

POLICY, WORKFLOW, CATALOGUE = DocumentKind.POLICY, DocumentKind.WORKFLOW, DocumentKind.CATALOGUE
FIRST = dict.fromkeys((POLICY, WORKFLOW, CATALOGUE), 1)


async def in_force(runtime: Runtime) -> dict[DocumentKind, int]:
    async with runtime.database.connection(changes=False) as connection:
        return {kind: await newest_version(connection, kind) for kind in FIRST}


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_profile_that_comes_along_is_sound(name: str) -> None:
    profile = shipped_profile(name)
    check_profile(profile, SECTION_CHECKS)
    assert profile.units
    assert profile.members
    assert {member.role for member in profile.members} >= {"admin", "handler", "leader", "office"}


async def test_an_empty_place_is_given_documents_units_and_posts_and_once_more_nothing(runtime: Runtime) -> None:
    profile = shipped_profile("petition")
    rehearsed = await install_profile(runtime, profile, confirmed=False, dry_run=True)
    assert await in_force(runtime) == FIRST
    done = await install_profile(runtime, profile, confirmed=False)
    assert done == rehearsed
    assert done == InstalledProfile(
        {POLICY: 2, CATALOGUE: 2, WORKFLOW: 2}, (), len(profile.units), len(profile.members)
    )
    again = await install_profile(runtime, profile, confirmed=False)
    assert again == InstalledProfile({}, (POLICY, CATALOGUE, WORKFLOW), 0, 0)
    assert await in_force(runtime) == dict.fromkeys(FIRST, 2)


async def test_open_tickets_stand_against_what_would_be_taken_back_until_it_is_confirmed(world: World) -> None:
    runtime, profile = world.runtime, shipped_profile("petition")
    await a_ticket(world)
    with pytest.raises(ConfirmationNeeded) as refusal:
        await install_profile(runtime, profile, confirmed=False)
    lost = {(fault.pointer.partition("/")[0], fault.code) for fault in refusal.value.faults}
    assert lost == {
        ("policy.yaml", "rule_dropped"),
        ("workflow.yaml", "move_dropped"),
        ("workflow.yaml", "state_dropped"),
    }
    assert await in_force(runtime) == FIRST
    done = await install_profile(runtime, profile, confirmed=True)
    assert (done.published.keys(), done.units, done.members) == (FIRST.keys(), 0, 0)


async def test_units_of_levels_that_a_profile_does_not_have_stand_against_it(world: World) -> None:
    with pytest.raises(DefinitionInvalid) as refusal:
        await install_profile(world.runtime, shipped_profile("open311_city"), confirmed=True)
    assert {(fault.pointer, fault.code) for fault in refusal.value.faults} == {("policy.yaml/levels", "level_in_use")}
    assert await in_force(world.runtime) == FIRST


def test_a_folder_of_ones_own_is_a_profile_and_what_is_wrong_in_it_is_said_by_file(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("{zh: 我处, en: Ours, about: {zh: 试行, en: On trial}}", "utf-8")
    (tmp_path / "workflow.yaml").write_text(
        "{name: ours, version: 7, initial: nowhere, states: {}, moves: []}", "utf-8"
    )
    profile = read_profile("ours", tmp_path)
    assert profile.documents.keys() == {WORKFLOW}
    assert not profile.units
    with pytest.raises(DefinitionInvalid) as refusal:
        check_profile(profile, SECTION_CHECKS)
    assert {fault.pointer for fault in refusal.value.faults} == {"workflow.yaml/states", "workflow.yaml/moves"}
    with pytest.raises(NotFound):
        shipped_profile("nowhere")
