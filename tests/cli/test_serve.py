"""Does `escalation serve` come up from nothing, and go down without leaving anything behind?"""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx2
import pytest

from tests.support.programs import begin, database_lives, run, serving
from tests.support.waiting import LONGEST, wait_until


@pytest.fixture
def environment(empty_dir: Path) -> dict[str, str]:
    """The embedded database in a folder of the test's own."""
    return {"ESCALATION_DATA_DIR": str(empty_dir / "data")}


@pytest.fixture
def made(environment: dict[str, str], pristine: Path) -> dict[str, str]:
    """The same, with the database made before."""
    subprocess.run(["cp", "-a", str(pristine), environment["ESCALATION_DATA_DIR"]], check=True)
    return environment


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_from_an_empty_folder_to_an_opinion_and_back_again(environment: dict[str, str], empty_dir: Path) -> None:
    data_dir = empty_dir / "data"
    with serving("--sample", environment=environment) as server:
        ready = httpx2.get(f"{server.url}/readyz")
        first_keys = server.keys()
        (unit, village) = next((code, key) for (role, code), key in first_keys.items() if role == "handler")
        body = {"unit_code": unit, "title": "路灯不亮", "content": "村口的路灯坏了", "source": "visit"}
        made = httpx2.post(f"{server.url}/v1/opinions", headers=bearer(village), json=body)
        overdue = httpx2.get(f"{server.url}/v1/tickets?overdue=true", headers=bearer(first_keys["office", "150702"]))
        stopped = server.stop(signal.SIGINT)

    assert ready.json()["status"] == "ready"
    assert "server" not in ready.headers
    assert {role for role, _ in first_keys} == {
        "handler", "leader", "office", "supervisor", "integrator", "administrator"
    }  # fmt: skip
    assert made.status_code == 201
    assert {each["title"] for each in overdue.json()["items"]} >= {"高层住户白天停水", "健身器材损坏"}
    assert stopped == 0
    assert "Traceback" not in "".join(server.said)
    assert not database_lives(data_dir)

    with serving("--sample", environment=environment) as again:
        keys = again.keys()
        found = httpx2.get(f"{again.url}/v1/opinions/{made.json()['id']}", headers=bearer(keys["handler", unit]))
        old = httpx2.get(f"{again.url}/v1/tickets", headers=bearer(village))
        stopped = again.stop(signal.SIGTERM)

    assert found.status_code == 200
    assert old.status_code == 401
    assert keys.keys() == first_keys.keys()
    assert not set(keys.values()) & set(first_keys.values())
    assert stopped == 0
    assert not database_lives(data_dir)


def test_other_commands_work_on_the_database_of_a_running_server(made: dict[str, str], empty_dir: Path) -> None:
    units = empty_dir / "units.csv"
    units.write_text("code,parent_code,level,name\nC,,county,Kreis\n")

    with serving(environment=made) as server:
        imported = run("import", "units", str(units), environment=made)
        key = run("keys", "create", "--unit", "C", "--role", "office", environment=made)
        seen = httpx2.get(f"{server.url}/v1/tickets", headers=bearer(key.stdout.strip()))
        server.stop()

    assert imported.returncode == 0, imported.stderr
    assert seen.status_code == 200
    assert not database_lives(empty_dir / "data")


def test_a_database_that_is_killed_comes_back(made: dict[str, str], empty_dir: Path) -> None:
    with serving(environment=made) as server:
        postmaster = int((empty_dir / "data/postgres/postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        knock(server.url, until=503)
        knock(server.url, until=200)
        stopped = server.stop()

    assert stopped == 0
    assert not database_lives(empty_dir / "data")


def knock(url: str, *, until: int) -> None:
    """Ask whether the server is ready until it gives this answer."""
    wait_until(lambda: httpx2.get(f"{url}/readyz", timeout=LONGEST).status_code == until)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.torture)]
)
def test_a_signal_while_the_database_is_made_leaves_nothing_running(
    environment: dict[str, str], empty_dir: Path, number: signal.Signals, code: int
) -> None:
    with begin("serve", "--port", "0", environment=environment) as process:
        assert process.stderr is not None
        assert any("Creating" in line for line in process.stderr)
        process.send_signal(number)
        process.send_signal(number)
        _, said = process.communicate(timeout=LONGEST)

    assert process.returncode == code
    assert "Traceback" not in said
    assert not database_lives(empty_dir / "data")


def test_pressing_ctrl_c_again_and_again_still_stops_the_database(made: dict[str, str], empty_dir: Path) -> None:
    with serving(environment=made) as server:
        for _ in range(4):
            server.process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert server.process.wait(timeout=LONGEST) == 0

    assert not database_lives(empty_dir / "data")
    assert "database system is shut down" in (empty_dir / "data/postgres.log").read_text()


def test_a_taken_port_is_told_before_anything_is_started(environment: dict[str, str], empty_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = run("serve", "--port", str(taken.getsockname()[1]), environment=environment)

    assert refused.returncode == 1
    assert "Address already in use. Choose another port" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (empty_dir / "data").exists()
