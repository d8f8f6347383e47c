"""How does a command start without importing everything again? It is forked off a process that has done so.

That process is multiprocessing's fork server, one for each worker of the tests: it runs nothing else, and has no
threads. What is forked off has a session, an environment and streams of its own, as a program has that is started from
nothing; `python -m escalation.cli` itself is tried by the tests that say so.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from pkgutil import iter_modules
from socketserver import BaseRequestHandler, ThreadingUnixStreamServer
from subprocess import TimeoutExpired
from threading import Lock, Thread
from typing import Final, Self, TextIO

from escalation import cli

_FORKING: Final = get_context("forkserver")
_FORKING.set_forkserver_preload(
    [__name__, *(f"{cli.__name__}.{each.name}" for each in iter_modules(cli.__path__) if each.name != "__main__")]
)


class ForkedProgram:
    """A command that goes on. As `subprocess.Popen` has them: its streams, its end, and what is done to it."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it, and wait until it stands on its own."""
        (out, its_out), (err, its_err) = [_FORKING.Pipe(duplex=False) for _ in range(2)]
        self._process = _start(arguments, environment, "/", its_out, its_err)
        self.args, self.stdout, self.stderr = arguments, _reading(out), _reading(err)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for its end."""
        self.stdout.close()
        self.stderr.close()
        self.wait()

    @property
    def pid(self) -> int:
        """The number of the process, and of its group."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended, as far as somebody has waited for it: by the negative number of a signal."""
        return _code_of(self._process)

    def poll(self) -> int | None:
        """How it ended, if it has."""
        return _code_of(self._process)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises `TimeoutExpired`."""
        wait([self._process.sentinel], timeout)
        code = _code_of(self._process)
        if code is None:
            raise TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """All that it still prints and says, to its end. Raises `TimeoutExpired`."""
        with ThreadPoolExecutor(2) as pool:
            printed, said = [pool.submit(stream.read) for stream in (self.stdout, self.stderr)]
            try:
                return printed.result(timeout), said.result(timeout)
            except TimeoutError as late:
                self.kill()
                raise TimeoutExpired(self.args, timeout or 0) from late
            finally:
                self.wait(timeout)

    def send_signal(self, number: signal.Signals) -> None:
        """Signal it, unless it has ended."""
        if _code_of(self._process) is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _reading(end: Connection) -> TextIO:
    """A stream of what is written to the other end."""
    stream = os.fdopen(os.dup(end.fileno()), encoding="utf-8")
    end.close()
    return stream


@contextmanager
def shell_command(folder: Path) -> Iterator[Path]:
    """The place, in this folder, of a script `escalation` for shells: what it is asked for is forked off here.

    Whoever kills the script ends the command.
    """
    address, script = folder / "socket", folder / "escalation"
    script.write_text(_SCRIPT.format(python=sys.executable, address=str(address)), encoding="utf-8")
    script.chmod(0o755)
    with ThreadingUnixStreamServer(str(address), _Asked) as server:
        listening = Thread(target=server.serve_forever)
        listening.start()
        yield script
        server.shutdown()
        listening.join()


_SCRIPT: Final = """\
#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as asking:
    asking.connect({address!r})
    asked = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]) + "\\n"
    socket.send_fds(asking, [asked.encode()], [1, 2])
    sys.exit(int(asking.recv(16)))
"""


class _Asked(BaseRequestHandler):
    """What one run of the script asks for: arguments, environment and folder in a line, and two streams."""

    def handle(self) -> None:
        """Answer with how the command ended, as a shell says it."""
        said, streams, *_ = socket.recv_fds(self.request, 1 << 20, 2)
        while not said.endswith(b"\n"):
            said += self.request.recv(1 << 20)
        arguments, environment, folder = json.loads(said)
        process = _start(arguments, environment, folder, *(Connection(stream, readable=False) for stream in streams))
        if self.request in wait([self.request, process.sentinel]):
            process.terminate()
        process.join()
        code = _code_of(process) or 0
        with suppress(BrokenPipeError):
            self.request.sendall(str(code if code >= 0 else 128 - code).encode())


_ONE_ASKS: Final = Lock()
"""Whoever starts a process also asks how all others have ended, which each of them tells only once."""


def _code_of(process: ForkServerProcess) -> int | None:
    """How it ended, if it has."""
    with _ONE_ASKS:
        return process.exitcode


def _start(
    arguments: Sequence[str], environment: Mapping[str, str], folder: str, out: Connection, err: Connection
) -> ForkServerProcess:
    """A command that has begun to write to these streams, which are its own from now on."""
    ready, its_ready = _FORKING.Pipe(duplex=False)
    given = (out, err, its_ready)
    process = _FORKING.Process(target=_be_the_program, args=(list(arguments), dict(environment), folder, *given))
    with _ONE_ASKS:
        process.start()
    for end in given:
        end.close()
    ready.recv_bytes()
    ready.close()
    return process


def _be_the_program(
    arguments: list[str], environment: dict[str, str], folder: str, out: Connection, err: Connection, ready: Connection
) -> None:
    """In the process that was forked off."""
    os.setsid()
    os.chdir(folder)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    for end in (out, err):
        end.close()
    at_once = 1 if "PYTHONUNBUFFERED" in environment else -1
    sys.stdout = os.fdopen(1, "w", at_once, encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["escalation", *arguments]
    ready.send_bytes(b"")
    ready.close()
    # The commands themselves are imported now: they take their language from the environment.
    for name in [name for name in sys.modules if f"{name}.".startswith(f"{cli.__name__}.")]:
        del sys.modules[name]
    import_module("escalation.cli.main").app(prog_name="escalation")
