"""Is a file safe to hand on (scanner)? A program of the operator's is asked, such as `clamdscan --no-summary -`.

It is given the file on its standard input and answers by its exit code, as clamdscan does: 0 for a clean file, 1 for
one that it found something in. With any other code, or too late, it has not answered.
"""

import asyncio
import shlex
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

from escalation.errors import N_, ConfigurationInvalid, Unavailable

PATIENCE: Final = 60.0
"""Seconds in which the program has to answer."""

_CLEAN, _FOUND = 0, 1
_log = structlog.get_logger(__name__)


class ScannerUnavailable(Unavailable):
    """The program that looks at files does not answer."""

    code = "SCANNER_UNAVAILABLE"
    title = N_("Scanner unavailable")
    detail = N_("The file cannot be checked just now. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class Scanner:
    """The operator's program with its arguments. No shell is asked what they mean."""

    command: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> "Scanner":
        """From a line such as `clamdscan --no-summary -`. Raises `ConfigurationInvalid` for one that names nothing."""
        try:
            command = tuple(shlex.split(line))
        except ValueError:
            command = ()
        if not command:
            raise ConfigurationInvalid(N_("The scanner has to be a program with its arguments."))
        return cls(command)

    async def finds_nothing(self, content: bytes) -> bool:
        """Whether the file is clean. Raises `ScannerUnavailable`; what is unknown is never taken for clean."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            raise ScannerUnavailable from error
        try:
            async with asyncio.timeout(PATIENCE):
                # Who has seen enough may close the pipe before the end.
                await process.communicate(content)
        except TimeoutError as error:
            raise ScannerUnavailable from error
        finally:
            with suppress(ProcessLookupError):
                if process.returncode is None:
                    process.kill()
        if process.returncode not in {_CLEAN, _FOUND}:
            _log.error("scanner_failed", exit_code=process.returncode)
            raise ScannerUnavailable
        return process.returncode == _CLEAN
