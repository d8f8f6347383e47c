"""How do stories speak to the app as somebody? `"K1 office"` is who holds the office role at K1."""

from typing import Any

import httpx2
from fastapi import FastAPI

from tests.world import World

Json = dict[str, Any]
NOBODY = ""


class Callers:
    """Everybody in the world, each with a key."""

    def __init__(self, app: FastAPI, world: World) -> None:
        # A failure of ours shall be seen as its caller sees it.
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx2.AsyncClient(transport=transport, base_url="http://testserver")
        self.world = world

    async def key(self, who: str) -> dict[str, str]:
        return await self.world.key(*who.split(" ")) if who else {}

    async def ask(self, who: str, method: str, path: str, **request: Any) -> httpx2.Response:
        """A request as it is; `headers` of its own come besides the key."""
        key = [(name.encode(), value.encode()) for name, value in (await self.key(who)).items()]
        headers = [*key, *dict(request.pop("headers", {})).items()]
        return await self.client.request(method, path, headers=[_raw(*header) for header in headers], **request)

    async def get(self, who: str, path: str) -> Json:
        """What there is at a path, expecting that there is something."""
        return _wanted(await self.ask(who, "GET", path))

    async def send(self, who: str, path: str, *, method: str = "POST", **body: Any) -> Json:
        """Send a body, expecting that it is taken."""
        return _wanted(await self.ask(who, method, path, json=body))

    async def upload(self, who: str, path: str, *lines: str) -> Json:
        """Send a CSV file, expecting that it is taken."""
        content = "".join(f"{line}\n" for line in lines).encode()
        return _wanted(await self.ask(who, "POST", path, content=content, headers={"Content-Type": "text/csv"}))

    async def pages(self, who: str, path: str, *, limit: int = 200) -> list[Json]:
        """All items of a list, page by page."""
        items: list[Json] = []
        cursor = ""
        while True:
            mark = "&" if "?" in path else "?"
            page = await self.get(who, f"{path}{mark}limit={limit}{cursor}")
            items += page["items"]
            if page["next_cursor"] is None:
                return items
            cursor = f"&cursor={page['next_cursor']}"


def _raw(name: str | bytes, value: str | bytes) -> tuple[bytes, bytes]:
    return (
        name if isinstance(name, bytes) else name.encode(),
        value if isinstance(value, bytes) else value.encode(),
    )


def _wanted(answer: httpx2.Response) -> Json:
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.text}"
    found: Json = answer.json() if answer.content else {}
    return found
