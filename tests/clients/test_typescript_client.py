"""The client in TypeScript against a running server: its own tests, in clients/typescript/test."""

import json

from tests.clients.conftest import Here
from tests.clients.node import TYPESCRIPT, node


def test_its_own_tests_pass_against_a_running_server(here: Here) -> None:
    files = sorted(TYPESCRIPT.glob("test/*.test.ts"))
    done = node("--test", "--test-isolation=none", *files, environment={"ESCALATION_HERE": json.dumps(here.told())})
    assert done.returncode == 0, done.stdout[-20_000:]
    assert "ℹ fail 0" in done.stdout
