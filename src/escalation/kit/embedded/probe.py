"""Does the server of this cluster answer a probe? Proved by a connection and a question, never by a process number."""

import os
import subprocess
from enum import StrEnum

from escalation.kit.embedded.binaries import ENVIRONMENT, Binaries
from escalation.kit.embedded.cluster import SUPERUSER, Home, Postmaster, recorded_postmaster


class ProbeResult(StrEnum):
    """What came of an attempt to connect; BUSY is alive and takes no questions: starting, ending, recovering, full."""

    SILENT = "silent"
    BUSY = "busy"
    READY = "ready"


def probe(home: Home, binaries: Binaries) -> tuple[ProbeResult, Postmaster | None]:
    """Connect to the server that the cluster's `postmaster.pid` names and ask whose it is; takes some 20 ms.

    The second value is the server, when READY.
    """
    recorded = recorded_postmaster(home)
    if recorded is None:
        return ProbeResult.SILENT, None
    knock = [binaries.program("pg_isready"), "-q", *_where(recorded), "-d", "postgres", "-t", "5"]
    match subprocess.run(knock, env=ENVIRONMENT, cwd="/", check=False).returncode:
        case 0:
            return _identify(home, binaries, recorded)
        case 1:
            return ProbeResult.BUSY, None
        case _:
            return ProbeResult.SILENT, None


def psql(
    binaries: Binaries, postmaster: Postmaster, statement: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a statement as superuser; `:"name"` in it stands for a variable, quoted as an identifier."""
    assignments = [f"--set={name}={value}" for name, value in variables.items()]
    strict = ["-XqAt", "--set=ON_ERROR_STOP=1", "-d", "postgres"]
    return subprocess.run(
        [binaries.program("psql"), *strict, *assignments, *_where(postmaster)],
        input=statement,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        cwd="/",
        check=False,
    )


def _identify(home: Home, binaries: Binaries, recorded: Postmaster) -> tuple[ProbeResult, Postmaster | None]:
    answer = psql(binaries, recorded, "SHOW data_directory;")
    if answer.returncode != 0:
        return ProbeResult.BUSY, None
    if os.path.realpath(answer.stdout.strip()) != str(home.cluster):
        return ProbeResult.SILENT, None
    return ProbeResult.READY, recorded


def _where(postmaster: Postmaster) -> list[str]:
    return ["-h", str(postmaster.sockets), "-p", str(postmaster.port), "-U", SUPERUSER]
