"""Clients that do everything there is to lose or to double, and write down what they were told, on disk.

Each repeats a request with the same Idempotency-Key until it is answered, as the documentation tells it to.
"""

import asyncio
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx2

from tests.support.things import FORM, OPINION

Json = dict[str, Any]

LINES: Final = 40
"""Of an imported file. None has a reference by which it could be known again."""
_PIECES: Final = 3
_AGAIN: Final = {"DB_UNAVAILABLE", "DB_FULL", "FILES_FULL", "FILES_UNAVAILABLE", "OUTCOME_UNKNOWN", "DRAINING",
                 "IDEMPOTENCY_KEY_IN_USE", "STALE_VERSION"}  # fmt: skip
"""Refusals after which a client asks again."""


@dataclass(slots=True)
class Intent:
    """Something one client wants once. `struck`: the kinds of kill that happened meanwhile. `told`: its answer."""

    operation: str
    word: str
    struck: set[str] = field(default_factory=set)
    told: Json | None = None


@dataclass(slots=True)
class Ledger:
    """What was wanted and what was acknowledged; the latter outlives this process."""

    file: Path
    intents: list[Intent] = field(default_factory=list)
    under_way: list[Intent] = field(default_factory=list)
    struck: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    answers: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def strike(self, kind: str) -> None:
        """Note that a kill happens now, and to what."""
        self.struck[kind]["in all"] += 1
        for intent in self.under_way:
            intent.struck.add(kind)
            self.struck[kind][intent.operation] += 1

    async def has(self, answers: int) -> bool:
        """Whether so many requests were answered."""
        return self.answers >= answers

    @asynccontextmanager
    async def wanting(self, operation: str) -> AsyncIterator[Intent]:
        """Something is wanted, known by a word of its own; it is acknowledged when the block has set what was told."""
        intent = Intent(operation, f"{operation}-{len(self.intents):06}")
        self.intents.append(intent)
        self.under_way.append(intent)
        try:
            yield intent
        finally:
            self.under_way.remove(intent)
        assert intent.told is not None
        line = json.dumps({"operation": operation, "word": intent.word, **intent.told})
        with self.file.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
            stream.flush()
            os.fsync(stream.fileno())

    def acknowledged(self) -> list[Json]:
        """What is on disk."""
        return [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]


@dataclass(slots=True)
class Door:
    """Where the server is now; changes with every restart."""

    url: str = ""
    closed: bool = False


@dataclass(slots=True)
class Phone:
    """Somebody's phone, which sends no Idempotency-Key when it refreshes."""

    refresh_token: str


@dataclass(slots=True)
class Client:
    """One who does one thing after the other until the door closes."""

    door: Door
    ledger: Ledger
    keys: Mapping[str, Mapping[str, str]]
    phone: Phone
    http: httpx2.AsyncClient
    chance: random.Random
    tickets: list[str] = field(default_factory=list)

    async def go_on(self) -> None:
        """Everything by turns: what there is most of in life, most often."""
        turns = [self.create, self.create, self.comment, self.comment, self.comment, self.merge, self.attach,
                 self.import_file, self.erase, self.refresh]  # fmt: skip
        for number in count(self.chance.randrange(len(turns))):
            if self.door.closed:
                return
            await turns[number % len(turns)]()

    async def create(self) -> None:
        async with self.ledger.wanting("create") as intent:
            body = {**FORM, "opinion": {**OPINION, "title": intent.word}}
            made = await self._told(intent, "V1 leader", "/v1/tickets", body)
        self.tickets.append(made["id"])

    async def comment(self) -> None:
        if not self.tickets:
            return
        async with self.ledger.wanting("transition") as intent:
            path = f"/v1/tickets/{self.tickets[-1]}/transitions"
            await self._told(intent, "V1 leader", path, {"action": "comment", "text": intent.word})

    async def merge(self) -> None:
        if len(self.tickets) < 2:
            return
        merged, into = self.tickets.pop(0), self.tickets[-1]
        async with self.ledger.wanting("merge") as intent:
            body = {"action": "merge", "into_ticket_id": into, "reason": intent.word}
            await self._told(intent, "K1 office", f"/v1/tickets/{merged}/transitions", body)

    async def import_file(self) -> None:
        async with self.ledger.wanting("import") as intent:
            lines = [f"{intent.word}-{line},不亮了,web" for line in range(LINES)]
            content = "\n".join(["title,content,source", *lines]).encode()
            await self._told(intent, "V1 leader", "/v1/opinions/imports", content, "text/csv")

    async def erase(self) -> None:
        """An opinion is taken in, and erased at its citizen's wish, by four eyes."""
        async with self.ledger.wanting("erasure") as intent:
            opinion = await self._send("V1 leader", "/v1/opinions", {**OPINION, "title": intent.word})
            wish = {"reason": "本人要求"}
            asked = await self._send("K1 office", f"/v1/opinions/{opinion['id']}/erasure", wish)
            path = f"/v1/erasures/{asked['id']}/decision"
            await self._told(intent, "C office", path, {"approve": True}, opinion=opinion["id"])

    async def attach(self) -> None:
        """A file in pieces: after a lost answer the client asks how far it is, and goes on there."""
        if not self.tickets:
            return
        async with self.ledger.wanting("upload") as intent:
            content = b"%PDF-1.7 " + intent.word.encode() + self.chance.randbytes(20_000)
            named = {"name": f"{intent.word}.pdf", "size": len(content), "sha256": sha256(content).hexdigest()}
            begun = await self._send("V1 leader", f"/v1/tickets/{self.tickets[-1]}/attachments", named)
            path, received = f"/v1/attachments/{begun['id']}", 0
            while received < len(content):
                received = await self._piece(path, content, received)
            await self._told(intent, "V1 leader", f"{path}/complete", None)

    async def refresh(self) -> None:
        async with self.ledger.wanting("refresh") as intent:
            answer = await self._answer("POST", "/v1/tokens/refresh", {}, {"refresh_token": self.phone.refresh_token})
            tokens = answer.json()
            intent.told = {"id": tokens["id"], "status": answer.status_code}
            self.phone.refresh_token = tokens["refresh_token"]
            headers = {"Authorization": f"Bearer {tokens['access_token']}"}
            assert (await self._answer("GET", "/v1/me", headers, None)).status_code == 200

    async def _piece(self, path: str, content: bytes, start: int) -> int:
        piece = content[start : start + len(content) // _PIECES + 1]
        headers = {**self.keys["V1 leader"], "Content-Type": "application/octet-stream"}
        answer = await self._once("PUT", f"{path}/parts?start={start}", headers, piece)
        if answer is None:
            answer = await self._answer("GET", path, self.keys["V1 leader"], None)
        received: int = answer.json()["received"]
        return received

    async def _told(
        self, intent: Intent, who: str, path: str, body: object, kind: str | None = None, **more: str
    ) -> Json:
        """Send what the intent comes to, and note what was told."""
        key = str(uuid4())
        made = await self._send(who, path, body, kind, key)
        digest = sha256(body if isinstance(body, bytes) else json.dumps(body).encode()).hexdigest()
        intent.told = {"id": made["id"], "key": key, "digest": digest, **more}
        return made

    async def _send(self, who: str, path: str, body: object, kind: str | None = None, key: str | None = None) -> Json:
        headers = {**self.keys[who], "Idempotency-Key": key or str(uuid4()), **({"Content-Type": kind} if kind else {})}
        answer = await self._answer("POST", path, headers, body)
        found: Json = answer.json()
        return found

    async def _answer(self, method: str, path: str, headers: Mapping[str, str], body: object) -> httpx2.Response:
        """The answer, however often it has to be asked for."""
        while True:
            answer = await self._once(method, path, headers, body)
            if answer is not None:
                return answer
            await asyncio.sleep(0.05)

    async def _once(self, method: str, path: str, headers: Mapping[str, str], body: object) -> httpx2.Response | None:
        """The answer, unless it was lost, or says that one has to ask again."""
        sent = {"content": body} if isinstance(body, bytes) else {"json": body}
        try:
            answer = await self.http.request(method, f"{self.door.url}{path}", headers=dict(headers), **sent)
        except httpx2.TransportError:
            self.ledger.repeated += 1
            return None
        if answer.is_success:
            self.ledger.answers += 1
            return answer
        code = answer.json()["code"]
        assert code in _AGAIN, f"{method} {path}: {answer.text}"
        self.ledger.refused[code] += 1
        return None
