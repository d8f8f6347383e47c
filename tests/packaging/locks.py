"""What do the lock files pin, and what of that does an environment ask for?"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.support.programs import CHECKOUT

LOCKS = CHECKOUT / "requirements"
HASH = re.compile(r"\s--hash=sha256:([0-9a-f]{64})")

Environment = Mapping[str, str]
"""Values of the variables of markers; those that are not named have this machine's."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One entry of a lock."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> NormalizedName:
        """As it is compared."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> Version:
        """The one that is pinned. ValueError: none is, or several could be meant."""
        (specifier,) = self.requirement.specifier
        if specifier.operator != "==":
            raise ValueError(self.requirement)
        return Version(specifier.version)


def pins(path: Path) -> list[Pin]:
    """The entries of a lock file."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [
        Pin(Requirement(HASH.sub("", entry)), frozenset(HASH.findall(entry))) for entry in text.splitlines() if entry
    ]


def applies(requirement: Requirement, environment: Environment, extras: Collection[str] = ()) -> bool:
    """Whether a requirement's marker holds, for one that asks for these extras of who requires it."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))


def required_by(name: str) -> Iterator[Requirement]:
    """What an installed distribution requires. Nothing is known of those that other platforms install."""
    try:
        yield from map(Requirement, metadata.requires(name) or ())
    except metadata.PackageNotFoundError:
        return


def missing(lock: Iterable[Pin], roots: Iterable[Requirement], environment: Environment) -> set[str]:
    """Requirements, of these and of all that follow from them, that no entry of the lock meets."""
    pinned = {pin.name: pin.version for pin in lock if applies(pin.requirement, environment)}
    unmet, seen = set[str](), set[tuple[str, frozenset[str]]]()
    ahead = [root for root in roots if applies(root, environment)]
    while ahead:
        requirement = ahead.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if name not in pinned or not requirement.specifier.contains(pinned[name], prereleases=True):
            unmet.add(str(requirement))
        if (name, extras) not in seen:
            seen.add((name, extras))
            ahead += [each for each in required_by(name) if applies(each, environment, extras)]
    return unmet
