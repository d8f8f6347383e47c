"""What is in a profile, is it sound, and what came of installing it?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from escalation.application.programme_rules import SECTION_CHECKS
from escalation.cli.display import result, say, show_table
from escalation.cli.language import LANGUAGE, _, fill
from escalation.cli.runtime import DatabaseAccess
from escalation.cli.use_cases import do
from escalation.errors import N_
from escalation.kit.documents.store import DocumentKind
from escalation.publishing.usecases.profile_folders import (
    Profile,
    SaidInBoth,
    check_profile,
    read_profile,
    shipped_profile,
    shipped_profiles,
)
from escalation.publishing.usecases.profiles import InstalledProfile, install_profile
from escalation.tickets.domain import default

_NAME: Final = "escalation profile"
_KINDS: Final = {
    DocumentKind.WORKFLOW: N_("life cycle"),
    DocumentKind.POLICY: N_("limits"),
    DocumentKind.CALENDAR: N_("working calendar"),
    DocumentKind.CATALOGUE: N_("routing catalogue"),
    DocumentKind.PROGRAMME: N_("rules of the programme"),
}


def show_all() -> None:
    """Print those that come along."""
    headings = N_("Name"), N_("Profile"), N_("For")
    shipped = map(shipped_profile, shipped_profiles())
    rows = [(each.name, each.title.zh if _is_zh() else each.title.en, _said(each.title.about)) for each in shipped]
    show_table("", [_(heading) for heading in headings], rows)


def show(name: str) -> None:
    """Print what a profile consists of: its documents, levels, states and units."""
    profile = _profile(name)
    title = profile.title.zh if _is_zh() else profile.title.en
    show_table(title, [_(N_("Part")), _(N_("What it says"))], _parts(profile))
    result(_said(profile.title.about))


def check(name: str) -> None:
    """Say that a profile is sound, or raise `DefinitionInvalid` with a fault for each file and place."""
    profile = _profile(name)
    check_profile(profile, SECTION_CHECKS)
    summary = N_("{name}: {documents} documents and {units} units fit together. Nothing would strand a ticket.")
    result(fill(summary, name=profile.name, documents=len(profile.documents), units=len(profile.units)))


def install(name: str, *, confirmed: bool, dry_run: bool) -> None:
    """Publish what is not in force yet, and say what was done."""
    profile = _profile(name)
    check_profile(profile, SECTION_CHECKS)
    access = DatabaseAccess.REHEARSE if dry_run else DatabaseAccess.WRITE
    done = do(_NAME, lambda runtime: install_profile(runtime, profile, confirmed=confirmed, dry_run=dry_run), access)
    for line in _done(profile, done):
        result(line)
    if dry_run:
        say(_(N_("Nothing was changed.")))


def _profile(name: str) -> Profile:
    """One that comes along, or a folder: a name of one that comes along is never a folder beside."""
    folder = Path(name)
    return (
        read_profile(folder.name, folder)
        if name not in shipped_profiles() and folder.is_dir()
        else shipped_profile(name)
    )


def _parts(profile: Profile) -> Iterator[tuple[str, str]]:
    documents = profile.documents
    for kind, text in _KINDS.items():
        yield _(text), _(N_("its own")) if kind in documents else _(N_("stays as it is in force"))
    if DocumentKind.POLICY in documents:
        yield _(N_("levels")), ", ".join(profile.ranks)
    if DocumentKind.WORKFLOW in documents:
        states = default.checked({"version": 1, **documents[DocumentKind.WORKFLOW]}).states.values()
        yield _(N_("states")), ", ".join(state.zh if _is_zh() else state.en for state in states)
    yield _(N_("units")), str(len(profile.units))
    yield _(N_("posts")), str(len(profile.members))


def _done(profile: Profile, done: InstalledProfile) -> Iterator[str]:
    for kind, version in done.published.items():
        yield fill(N_("Published: {document}, version {version}."), document=_(_KINDS[kind]), version=version)
    for kind in done.unchanged:
        yield fill(N_("In force already: {document}."), document=_(_KINDS[kind]))
    if done.units:
        yield fill(N_("Imported: {units} units, {posts} posts."), units=done.units, posts=done.members)
    elif profile.units:
        yield _(N_("There are units here already, so those of the profile were not imported."))


def _said(text: SaidInBoth) -> str:
    return text.zh if _is_zh() else text.en


def _is_zh() -> bool:
    return LANGUAGE == "zh"
