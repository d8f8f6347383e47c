"""As which account of the operating system does PostgreSQL run, and where can that account go?

PostgreSQL refuses to run as root. Started by root, its programs therefore run as `nobody`, which owns the cluster and
its socket folder and nothing else. Parent folders are never opened up for it.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from escalation.errors import N_, ConfigurationInvalid

_UNPRIVILEGED = "nobody"
_ROOTS_DATA_DIR = Path("/var/lib/escalation")


@dataclass(frozen=True, slots=True)
class Account:
    """An account to switch to; `uid` and `gid` are None for the one this process runs as."""

    name: str
    uid: int | None = None
    gid: int | None = None

    @property
    def groups(self) -> tuple[int, ...] | None:
        """Supplementary groups for a child: none after a switch, ours without one."""
        return None if self.uid is None else ()

    @property
    def number(self) -> int:
        """The user number children get."""
        return os.geteuid() if self.uid is None else self.uid

    def take(self, path: Path) -> None:
        """Make this account the owner of `path`, which this process has just made."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account gets into `folder`; asked of the kernel, so access lists and mounts count."""
        return self.uid is None or self._passes("-x", folder)

    def can_run(self, program: Path) -> bool:
        """Whether this account may read and execute `program`."""
        return self.uid is None or (self._passes("-x", program) and self._passes("-r", program))

    def _passes(self, test: str, path: Path) -> bool:
        answer = subprocess.run(
            ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)],
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
            cwd="/",
            check=False,
        )
        return answer.returncode == 0


def database_account() -> Account:
    """The account PostgreSQL runs as: ours, or `nobody` when we are root.

    Raises `ConfigurationInvalid` when we are root and the system has no such account.
    """
    if os.geteuid() != 0:
        return Account(str(os.geteuid()))
    try:
        entry = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        raise ConfigurationInvalid(
            N_("The database cannot run as root, and there is no account '{account}'. Start as an ordinary user."),
            account=_UNPRIVILEGED,
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def usual_data_dir(preferred: Path) -> Path:
    """Where to keep the data when the operator did not say: `preferred`, if the database's account can get there.

    Root's own folders usually admit nobody else; for root the answer is then `/var/lib/escalation`.
    """
    folder = preferred.absolute()
    existing = next(parent for parent in folder.parents if parent.exists())
    return folder if database_account().can_enter(existing) else _ROOTS_DATA_DIR
