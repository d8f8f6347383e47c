"""The provider as stories need it: it runs, changes its keys, goes away, and its key can be used to forge."""

import json
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.sign_in.provider import HERE
from tests.support.node_packages import INSTALLED, NODE

AUDIENCE: Final = "https://tickets.example.gov.cn"
CALLBACK: Final = "http://127.0.0.1:8000/sign-in/oidc/callback"


def new_key(key_id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": key_id})


@dataclass(slots=True)
class RunningProvider:
    """A process with `oidc-provider` on a port of its own, and the keys that it signs with."""

    port: int
    keys: list[RSAKey] = field(default_factory=lambda: [new_key("one")])
    origins: tuple[str, ...] = ()
    """Servers that people are sent back to, besides the one of the stories without a port."""
    process: "subprocess.Popen[str] | None" = None

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run with these keys; returns when it answers."""
        assert (HERE / INSTALLED).exists(), "make tests/sign_in/provider/node_modules/.package-lock.json"
        keys = json.dumps([key.as_dict(private=True) for key in self.keys])
        self.process = subprocess.Popen(
            [NODE, "serve.mjs", str(self.port), keys, *self.origins], cwd=HERE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line == "ready\n":
                return
        raise AssertionError("the provider does not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def asked(self) -> int:
        """How often its keys were asked for."""
        return int(httpx2.get(f"{self.issuer}/asked").text)

    def forged(self, *, key: Any = None, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """A token by one of its keys: an access token for us, if nothing else is said."""
        now = 1_800_000_000
        told = {"iss": self.issuer, "aud": AUDIENCE, "sub": "E-1", "iat": now, "exp": now + 600, **claims}
        head = {"alg": "RS256", "kid": self.keys[0].kid, "typ": "at+jwt", **(header or {})}
        head = {name: value for name, value in head.items() if value is not None}
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(head, told, key or self.keys[0], algorithms=[head["alg"]])


def a_provider(*origins: str) -> RunningProvider:
    """One that is not started yet, and sends people back to these servers as well."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return RunningProvider(free.getsockname()[1], origins=origins)


def code_for(address: str, subject: str) -> tuple[str, dict[str, str]]:
    """Sign in at the provider as this subject: the address that the browser is sent back to, and what it says."""
    with httpx2.Client() as browser:
        answer = browser.get(f"{address}&login_hint={subject}")
        while answer.is_redirect:
            target = answer.headers["location"]
            if target.startswith(("http://127.0.0.1:8000/", "http://127.0.0.1/phone")):
                return target, {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
            answer = browser.get(str(answer.url.join(target)))
    raise AssertionError(answer.text)
