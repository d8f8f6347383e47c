"""How are dumps of a database made, and restored? By PostgreSQL's own programs, in one snapshot."""

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from escalation.errors import N_, ConfigurationInvalid

_VERSION: Final = re.compile(rb"\(PostgreSQL\) (\d+)")
_MOST_SAID: Final = 2_000


@dataclass(frozen=True, slots=True)
class DumpPrograms:
    """Where `pg_dump` and `pg_restore` are. `environment`: what they see of one; `None`: all that we see."""

    pg_dump: str
    pg_restore: str
    environment: Mapping[str, str] | None = None

    async def version(self) -> int:
        """The major version of both. Raises `ConfigurationInvalid` if they cannot be run."""
        said = await _run([self.pg_dump, "--version"], self.environment)
        found = _VERSION.search(said)
        if found is None:
            raise ConfigurationInvalid(N_("{program} does not say its version."), program=self.pg_dump)
        return int(found[1])


async def dump(programs: DumpPrograms, dsn: str, file: Path) -> None:
    """Write all of a database to a file, as it was at one moment, while others go on writing.

    Raises `ConfigurationInvalid` with the words of `pg_dump` if it cannot be done.
    """
    async with _without_password(dsn) as address:
        command = [programs.pg_dump, "--format=custom", "--no-password", f"--file={file}", f"--dbname={address}"]
        await _run(command, programs.environment)


async def restore(programs: DumpPrograms, dsn: str, file: Path) -> None:
    """Make an empty database what a dump holds, all of it or nothing, as tables of the role that is connected.

    Raises `ConfigurationInvalid` with the words of `pg_restore` if it cannot be done.
    """
    async with _without_password(dsn) as address:
        all_or_nothing = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
        await _run([programs.pg_restore, *all_or_nothing, f"--dbname={address}", str(file)], programs.environment)


@asynccontextmanager
async def _without_password(dsn: str) -> AsyncIterator[str]:
    """The same address, with its password in a file of ours alone: arguments of a program are for everybody to read."""
    parts = urlsplit(dsn)
    who, at, where = parts.netloc.rpartition("@")
    user, colon, password = who.partition(":")
    if not colon:
        yield dsn
        return
    handle, passfile = tempfile.mkstemp(prefix="escalation-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as secret:
            escaped = unquote(password).replace("\\", "\\\\").replace(":", "\\:")
            secret.write(f"*:*:*:*:{escaped}\n")
        query = "&".join(part for part in (parts.query, f"passfile={quote(passfile)}") if part)
        yield urlunsplit(parts._replace(netloc=f"{user}{at}{where}", query=query))
    finally:
        os.unlink(passfile)  # noqa: PTH108 - of a path that is a text


async def _run(command: list[str], environment: Mapping[str, str] | None) -> bytes:
    """What a program prints. It is ended when we are."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env=environment, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise ConfigurationInvalid(
            N_("{program} cannot be run: {reason}."), program=command[0], reason=error.strerror or str(error)
        ) from None
    try:
        printed, said = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if process.returncode != 0:
        words = said.decode(errors="replace").strip()[-_MOST_SAID:]
        raise ConfigurationInvalid(N_("{program} failed: {reason}"), program=command[0], reason=words)
    return printed
