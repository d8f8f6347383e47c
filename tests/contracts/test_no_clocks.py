"""No test reads a clock: what takes long on a busy machine is not wrong. Only `waiting.py` does, to end what hangs."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
CLOCKS: Final = {
    f"time.{clock}{unit}"
    for clock in ("monotonic", "perf_counter", "process_time", "thread_time", "time")
    for unit in ("", "_ns")
}
LIMITS: Final = {"asyncio.timeout", "asyncio.timeout_at", "asyncio.wait_for"}
"""What ends when a time is over; `waiting.no_hanging` stands in for them."""
MAY: Final = {
    "support/waiting.py": {"time.monotonic", "asyncio.timeout"},
    # A signature says when it was made, and is not believed long after.
    "cli/test_listen.py": {"time.time"},
    "clients/test_python_client.py": {"time.time"},
    "docs/test_idioms.py": {"time.time"},
    # Printed, and nothing depends on it.
    "messages/test_digests_of_a_city.py": {"time.process_time"},
    # An id says when it was made: between two looks at the clock, however far these are apart.
    "kit/database/test_ids.py": {"time.time_ns"},
}


def clocks_in(source: str) -> set[str]:
    """The clocks and time limits that a module uses, by their full names."""
    nodes = [*ast.walk(ast.parse(source))]
    modules = dict(_imported_modules(nodes))
    found = {f"{module}.{name}" for module, name in _imported_names(nodes)}
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules:
                found.add(f"{modules[module]}.{name}")
    return found & (CLOCKS | LIMITS)


def _imported_modules(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)


def _imported_names(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def test_no_test_reads_a_clock_or_sets_a_time_limit() -> None:
    modules = {path.relative_to(TESTS).as_posix(): path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")}
    found = {name: used for name, source in modules.items() if (used := clocks_in(source))}
    assert found == MAY, "wait for an event (tests/support/waiting.py), or count what is done (tests/support/work.py)"


@pytest.mark.parametrize(
    "source",
    [
        "from time import monotonic",
        "from time import perf_counter as now",
        "import time\nbegan = time.monotonic_ns()",
        "import time as t\nassert t.process_time() < 1",
        "import asyncio\nasync def test() -> None:\n    await asyncio.wait_for(something(), 6)",
        "def test() -> None:\n    from asyncio import timeout",
    ],
)
def test_a_clock_is_found_however_it_is_called(source: str) -> None:
    """The negative control."""
    assert len(clocks_in(source)) == 1


def test_time_that_is_not_measured_is_none_of_its_business() -> None:
    assert clocks_in("import time, asyncio\ntime.sleep(1)\nasyncio.sleep(1)\nnow = story.time()") == set()
