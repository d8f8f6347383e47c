"""One running server for all tests of clients, and a bad network before it."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
from PIL import Image

from tests.clients.losing_proxy import LosingProxy, losing_proxy
from tests.conftest import _create_database, dsn_of
from tests.sign_in.providers import AUDIENCE, a_provider, code_for
from tests.support.programs import serving
from tests.support.roles import as_application

PASSWORD = "three white horses walk through the snow"
ORIGIN = "http://127.0.0.1:8000"
"""As the server calls itself: where the provider sends people back to."""


@dataclass(frozen=True, slots=True)
class Here:
    """What a client finds: a server with its sample, and people who can sign in."""

    url: str
    proxy: str
    keys: dict[str, str]
    """By role and code of the unit: `office/150702`."""
    login: str
    password: str
    issuer: str
    audience: str
    photo: str
    """A picture of some hundred kilobytes."""

    def told(self) -> dict[str, Any]:
        return asdict(self)


@pytest.fixture(scope="session")
def bad_network(here: Here) -> LosingProxy:
    return _PROXIES[here.proxy]


_PROXIES: Final[dict[str, LosingProxy]] = {}


@pytest.fixture(scope="session")
def server_environment(worker_id: str) -> Iterator[dict[str, str]]:
    """A database of its own, which no other test empties."""
    name = f"escalation_clients_{worker_id}"
    asyncio.run(_create_database(name))
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield {
        "ESCALATION_DATABASE_URL": as_application(dsn_of(name)),
        "ESCALATION_OWNER_DATABASE_URL": dsn_of(name),
        "ESCALATION_DATA_DIR": str(folder),
        "ESCALATION_MASTER_KEY": "07" * 32,
        "ESCALATION_WEBHOOK_ALLOW_HTTP": "true",
        "ESCALATION_WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
        "ESCALATION_PASSWORD_HASHING": "m=8,t=1,p=1",
    }
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def here(server_environment: dict[str, str]) -> Iterator[Here]:
    provider = a_provider()
    provider.start()
    environment = server_environment | {
        "ESCALATION_PUBLIC_URL": ORIGIN,
        "ESCALATION_OIDC_ISSUER": provider.issuer,
        "ESCALATION_OIDC_CLIENT_ID": "escalation",
        "ESCALATION_OIDC_CLIENT_SECRET": "a secret of the tests",
        "ESCALATION_OIDC_AUDIENCE": AUDIENCE,
        "ESCALATION_OIDC_MEMBER_CLAIM": "employee_number",
    }
    with ExitStack() as stack:
        stack.callback(provider.stop)
        server = stack.enter_context(serving("--sandbox", "--sample", environment=environment))
        proxy = stack.enter_context(losing_proxy(server.url))
        _PROXIES[proxy.url] = proxy
        keys = {f"{role}/{code}": key for (role, code), key in server.keys().items()}
        yield Here(
            server.url, proxy.url, keys | more_keys(server.url, keys), somebody(server.url, keys), PASSWORD,
            provider.issuer, AUDIENCE, str(a_photo(Path(environment["ESCALATION_DATA_DIR"]))),
        )  # fmt: skip


def a_photo(folder: Path) -> Path:
    """Noise, which does not get smaller."""
    photo = folder / "photo.jpg"
    Image.frombytes("RGB", (400, 400), random.Random(7).randbytes(400 * 400 * 3)).save(photo, quality=95)
    return photo


def as_admin(url: str, keys: dict[str, str]) -> httpx2.Client:
    return httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {keys['administrator/15']}"})


def more_keys(url: str, keys: dict[str, str]) -> dict[str, str]:
    """Of two departments that are asked to help."""
    made = {}
    with as_admin(url, keys) as admin:
        for code in ("150702-CG", "150702-CZ"):
            unit = admin.get("/v1/units", params={"code": code}).json()["items"][0]["id"]
            answer = admin.post("/v1/keys", json={"unit_id": unit, "role": "handler", "name": "client"})
            made[f"handler/{code}"] = answer.json()["secret"]
    return made


def somebody(url: str, keys: dict[str, str]) -> str:
    """A member who signs in with a password, and whom the provider knows as well: the login."""
    with as_admin(url, keys) as admin:
        unit = admin.get("/v1/units", params={"code": "150702001001"}).json()["items"][0]["id"]
        body = {"name": "示例网格员", "home_unit_id": unit, "external_ref": "E-1"}
        member = admin.post("/v1/members", json=body).json()["id"]
        admin.put(f"/v1/members/{member}/roles/{unit}/handler").raise_for_status()
        link = admin.post("/v1/invitations", json={"member_id": member, "login": "wangge"}).json()["link"]
    accepted = {"secret": link.rsplit("/", 1)[1], "password": PASSWORD}
    with httpx2.Client(base_url=url, headers={"Origin": ORIGIN}) as browser:
        browser.post("/v1/sign-in/invitation", json=accepted).raise_for_status()
    with httpx2.Client(base_url=url) as browser:
        target, _ = code_for(browser.get("/sign-in/oidc").headers["location"], "E-1")
        assert browser.get(target.removeprefix(ORIGIN)).status_code == 303
    return "wangge"
