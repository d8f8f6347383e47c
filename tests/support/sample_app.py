"""A small app with one route of each kind, to try the plumbing on."""

import asyncio
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from escalation.errors import StaleVersion, TooManyRequests, TransitionNotAllowed
from escalation.kit.runtime import cursors
from escalation.kit.web.fair_shares import FairShares
from escalation.kit.web.fields import Code, Day, Document, Flag, Id, In, Instant, Integer, Line, Out, Text
from escalation.kit.web.headers import IdempotencyKey, IfMatch, IfNoneMatch, etag
from escalation.kit.web.install import install
from escalation.kit.web.middleware import Drain
from escalation.kit.web.pages import Page
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import context_of
from escalation.kit.web.routes import strict_router, upload_router
from tests.support.waiting import LONGEST

KEY = b"0123456789abcdef0123456789abcdef"
VERSION = 7


class Urgency(StrEnum):
    ROUTINE = "routine"
    URGENT = "urgent"


class Part(In):
    unit_id: Id
    task: Line


class Thing(In):
    title: Annotated[Line, Field(max_length=80)]
    note: Text | None = None
    code: Code | None = None
    unit_id: Id | None = None
    due_at: Instant | None = None
    resume_on: Day | None = None
    count: Annotated[Integer, Field(ge=1, le=5)] | None = None
    urgent: Flag | None = None
    urgency: Urgency = Urgency.ROUTINE
    parts: Annotated[list[Part], Field(max_length=3)] = Field(default=[])
    form: Document | None = None


class Resolve(In):
    action: Literal["resolve"]
    reply: Text


class Sign(In):
    action: Literal["sign"]


class ThingOut(Out):
    title: str
    note: str | None
    due_at: object
    version: int


class Things(ListQuery):
    overdue: TrueOrFalse | None = None
    urgency: list[Urgency] = Field(default=[])
    q: Line | None = None


things = strict_router(prefix="/v1/things")
files = upload_router(prefix="/v1/imports")
misc = strict_router()


@things.post("", status_code=201)
async def create(thing: Thing, response: Response, key: IdempotencyKey = None) -> ThingOut:
    response.headers["ETag"] = etag(1)
    return ThingOut(title=thing.title, note=thing.note or key, due_at=thing.due_at, version=1)


@things.get("")
async def list_things(query: Annotated[Things, Query()]) -> Page[ThingOut]:
    bound_to = cursors.fingerprint("things", sort="due_at", filters=query.model_dump(exclude={"cursor", "limit"}))
    begin = cursors.decode(query.cursor, bound_to=bound_to, key=KEY) if query.cursor is not None else [0]
    thing = ThingOut(title="a", note=query.q, due_at=None, version=query.limit)
    following = cursors.encode([int(str(begin[0])) + 1], bound_to=bound_to, key=KEY)
    return Page(items=[thing], next_cursor=following)


@things.get("/{thing_id}")
async def read(thing_id: Id, response: Response, known: IfNoneMatch = None) -> ThingOut | None:
    response.headers["ETag"] = etag(VERSION)
    if known and known.match(VERSION):
        response.status_code = 304
        return None
    return ThingOut(title=str(thing_id), note=None, due_at=None, version=VERSION)


@things.patch("/{thing_id}")
async def change(thing_id: Id, thing: Thing, expected: IfMatch = None, key: IdempotencyKey = None) -> ThingOut:
    if expected and not expected.match(VERSION):
        raise StaleVersion
    return ThingOut(title=str(thing_id), note=thing.title, due_at=key, version=VERSION + 1)


@things.post("/{thing_id}/transitions")
async def move(thing_id: UUID, command: Annotated[Resolve | Sign, Field(discriminator="action")]) -> ThingOut:
    raise TransitionNotAllowed(extra={"current_state": "closed", "allowed_actions": ["reopen"]})


@misc.post("/v1/ping", status_code=204)
async def ping() -> None:
    pass


@misc.get("/v1/busy")
async def busy() -> None:
    raise TooManyRequests(extra={"retry_after": 30})


@misc.get("/v1/broken")
async def broken() -> None:
    raise RuntimeError("the words of a citizen")


@misc.get("/v1/wrong")
async def wrong() -> ThingOut:
    return {"title": "the words of a citizen"}  # type: ignore[return-value]


@misc.get("/v1/slow")
@misc.post("/v1/slow")
async def slow(request: Request) -> None:
    """Takes for ever. With `over` in its state, the app lets the request's time be over once it is here."""
    request.app.state.reached.set()
    if request.app.state.over:
        context_of(request.scope).allow(0)
    try:
        await asyncio.Event().wait()
    finally:
        request.app.state.cleaned_up = True


@misc.get("/v1/page", response_class=HTMLResponse)
async def page() -> str:
    return "<p>form</p>"


@misc.get("/livez")
async def livez() -> dict[str, bool]:
    return {"ok": True}


@files.post("", max_body_size=1_000)
async def upload(request: Request) -> dict[str, int]:
    return {"bytes": sum([len(chunk) async for chunk in request.stream()])}


def an_app(*, seconds: float = LONGEST) -> tuple[FastAPI, Drain]:
    app = FastAPI(openapi_url=None)
    app.state.reached, app.state.over = asyncio.Event(), False
    app.state.shares = FairShares()
    drain = install(app, default_language="en", seconds=seconds)
    for router in (things, files, misc):
        app.include_router(router)
    return app, drain
