"""The client in Python against a running server, over a bad network, with asyncio and without."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from escalation_client import ApiKey, AsyncClient, Client, ConnectionLost, Problem, Retry, SignedOut
from escalation_client.feed import Stream
from escalation_client.generated import models, moves, operations
from escalation_client.provider_sign_in import ProviderSignIn, SignInRefused
from escalation_client.tokens import InMemory, LocalSignIn
from escalation_client.webhooks import NotGenuine, is_genuine, verify

from tests.clients.conftest import Here
from tests.clients.losing_proxy import LosingProxy
from tests.sign_in.providers import code_for

VILLAGE = "150702001001"


class Desk(NamedTuple):
    """Clients of everybody, over the bad network, for which nobody waits."""

    here: Here
    network: LosingProxy

    def of(self, who: str, *, retry: Retry | None = None, sleep: Callable[[float], None] = lambda _: None) -> Client:
        return Client(self.here.proxy, ApiKey(self.here.keys[who]), language="en", retry=retry, sleep=sleep)

    def seen(self, kind: str) -> list[dict[str, str]]:
        return [each for each in self.network.seen if each["request"].startswith(kind)]

    def in_hand(self, title: str) -> str:
        """A ticket of the village that its handler has signed for."""
        with self.of(f"handler/{VILLAGE}") as handler, self.of(f"leader/{VILLAGE}") as leader:
            ticket = handler.send(operations.form_ticket(a_ticket(title)))
            leader.send(moves.dispatch(ticket["id"]))
            return handler.send(moves.sign(ticket["id"]))["id"]

    def titled(self, title: str) -> list[str]:
        with self.of(f"handler/{VILLAGE}") as handler:
            return [ticket["id"] for ticket in handler.each(operations.list_tickets(q=title))]


@pytest.fixture
def desk(here: Here, bad_network: LosingProxy) -> Desk:
    bad_network.begin()
    return Desk(here, bad_network)


def a_ticket(title: str) -> models.TicketIn:
    opinion: models.OpinionIn = {"title": title, "content": "村口的路灯坏了三天。", "source": "phone"}
    return {"urgency": "routine", "difficulty": "simple", "opinion": opinion}


def a_title() -> str:
    return f"路灯 {uuid4().hex[:12]}"


async def test_an_opinion_becomes_a_ticket_that_three_help_with_and_the_citizen_closes(here: Here) -> None:
    """With asyncio; the same calls go without, below."""
    async with (
        AsyncClient(here.url, language="en") as citizen,
        AsyncClient(here.url, ApiKey(here.keys["office/150702"])) as office,
        AsyncClient(here.url, ApiKey(here.keys["handler/150702-ZJ"])) as housing,
        AsyncClient(here.url, ApiKey(here.keys["handler/150702-CG"])) as streets,
    ):
        submission = operations.submit_opinion({"unit_code": "150702", "title": a_title(), "content": "三天了"})
        code = (await citizen.send(submission))["tracking_code"]
        opinion = await anext(office.each(operations.list_opinions(status="inbox")))
        ticket = await office.send(
            operations.form_ticket({"urgency": "routine", "difficulty": "simple", "opinion_ids": [opinion["id"]]})
        )
        await office.send(moves.dispatch(ticket["id"]))
        await office.send(moves.sign(ticket["id"]))
        units = [
            (await office.send(operations.list_units(code=code)))["items"][0]
            for code in ("150702-ZJ", "150702-CG", "150702-CZ")
        ]
        asked: list[models.JointUnitIn] = [{"unit_id": unit["id"], "task": "请查看"} for unit in units]
        moved = await office.send(moves.coordinate(ticket["id"], joint_units=asked))
        assert moved["state"] == "coordinating"
        tasks = (await office.send(operations.list_joint_tasks(ticket["id"])))["items"]
        by_unit = {task["unit"]["code"]: task["id"] for task in tasks}
        for department, unit in ((housing, "150702-ZJ"), (streets, "150702-CG")):
            await department.send(operations.report_joint_task(by_unit[unit], {"result": "看过了"}))
        await office.send(operations.waive_joint_task(by_unit["150702-CZ"], {"reason": "不必了"}))
        await office.send(moves.resolve(ticket["id"], outcome="solved", reply="路灯已修好。"))
        await office.send(moves.audit_pass(ticket["id"]))
        told = await citizen.send(operations.track_opinion({"tracking_code": code}))
        assert (told["reply"], told["may_confirm"]) == ("路灯已修好。", True)
        await citizen.send(operations.give_feedback({"tracking_code": code, "solved": True, "satisfaction": 5}))
        closed = await office.send(operations.read_ticket(ticket["id"]))
    assert (closed["state"], closed["satisfaction"], closed["counts"]["joint_open"]) == ("closed", 5, 0)


def test_answers_that_were_lost_are_asked_for_again_with_one_effect(desk: Desk) -> None:
    title = a_title()
    desk.network.begin({"on": "POST /v1/tickets", "times": 2, "lose": "answer"})
    with desk.of(f"handler/{VILLAGE}") as handler:
        formed = handler.send(operations.form_ticket(a_ticket(title)))
    sent = desk.seen("POST /v1/tickets")
    assert (len(sent), len({each["key"] for each in sent})) == (3, 1)
    assert desk.titled(title) == [formed["id"]]


def test_without_its_key_the_same_loss_has_two_effects(desk: Desk) -> None:
    title = a_title()
    form = replace(operations.form_ticket(a_ticket(title)), takes_key=False)
    desk.network.begin({"on": "POST /v1/tickets", "lose": "answer"})
    with desk.of(f"handler/{VILLAGE}") as handler:
        with pytest.raises(ConnectionLost):
            handler.send(form)
        handler.send(form)
    assert len(desk.titled(title)) == 2


def test_a_server_that_asks_for_patience_is_given_it_up_to_a_limit(desk: Desk) -> None:
    waited: list[float] = []
    desk.network.begin({"on": "GET /v1/me", "times": 2, "status": 429})
    with desk.of("office/150702", sleep=waited.append) as office:
        office.send(operations.read_me())
    assert (waited, len(desk.seen("GET /v1/me"))) == ([7, 7], 3)

    desk.network.begin({"on": "GET /v1/me", "times": 2, "status": 429})
    with (
        desk.of("office/150702", retry=Retry(longest=5)) as hasty,
        pytest.raises(Problem) as refused,
    ):
        hasty.send(operations.read_me())
    assert (refused.value.retry_after, refused.value.is_temporary, len(desk.seen("GET /v1/me"))) == (7, True, 1)


def test_a_stale_decision_is_refused_and_what_has_not_changed_is_not_read_again(desk: Desk) -> None:
    ticket_id = desk.in_hand(a_title())
    reading = operations.read_ticket(ticket_id)
    with desk.of(f"handler/{VILLAGE}") as handler:
        first = handler.read(reading)
        assert handler.read(reading, first) is first
        handler.send(moves.comment(ticket_id, text="已联系。"))
        again = handler.read(reading, first)
        for seen in (first.value["version"], first.etag):
            with pytest.raises(Problem) as stale:
                handler.send(moves.resolve(ticket_id, outcome="solved", reply="好了", if_match=seen))
            assert (stale.value.is_stale, stale.value.is_conflict) == (True, True)
        told = handler.send(moves.resolve(ticket_id, outcome="solved", reply="好了", validate_only=True))
        moved = handler.send(moves.resolve(ticket_id, outcome="solved", reply="好了", if_match=again.etag))
    assert told["state"] == moved["state"] == "result_submitted"


def test_a_refusal_says_what_is_wrong_and_where(desk: Desk) -> None:
    with desk.of("office/150702") as office, pytest.raises(Problem) as refused:
        office.send(operations.form_ticket({"urgency": "routine", "difficulty": "simple", "opinion_ids": []}))
    problem = refused.value
    assert (problem.status, problem.code, problem.is_invalid) == (422, "VALIDATION_FAILED", True)
    assert [each["pointer"] for each in problem.fields] == ["/opinion_ids"]
    assert str(problem).startswith("Validation failed (VALIDATION_FAILED): ")


def test_a_list_is_read_over_its_pages_each_item_once(desk: Desk) -> None:
    title = a_title()
    with desk.of(f"handler/{VILLAGE}") as handler:
        formed = {handler.send(operations.form_ticket(a_ticket(title)))["id"] for _ in range(5)}
        listing = operations.list_tickets(q=title, limit=2)
        sizes = [len(page["items"]) for page in handler.pages(listing)]
        found = [ticket["id"] for ticket in handler.each(listing)]
    assert (sizes, len(found), set(found)) == ([2, 2, 1], 5, formed)


@pytest.mark.parametrize("way", ["stream", "poll"])
async def test_the_feed_goes_on_after_breaks_without_loss_or_double(desk: Desk, way: str) -> None:
    with desk.of("office/150702") as office:
        after = office.send(operations.list_events(after="latest"))["next"]
        with desk.of(f"handler/{VILLAGE}") as handler:
            last = [handler.send(operations.form_ticket(a_ticket(a_title())))["id"] for _ in range(4)][-1]
        faults = (
            {"on": "GET /v1/events/stream", "cut_after": 1500, "times": 3},
            {"on": "GET /v1/events?", "lose": "answer"},
        )
        desk.network.begin(*faults)
        events = office.follow(Stream(after)) if way == "stream" else office.poll(after=after)
        ids = list(up_to(events, last))
        assert len(desk.seen("GET /v1/events")) > 1, "it broke"
        desk.network.begin(*faults)
        async with AsyncClient(desk.here.proxy, ApiKey(desk.here.keys["office/150702"]), sleep=no_sleep) as reader:
            again = reader.follow(Stream(after)) if way == "stream" else reader.poll(after=after)
            read = []
            async for event in again:
                read.append(event["id"])
                if event["ticket_id"] == last:
                    break
        everything = [event["id"] for event in office.send(operations.list_events(after=after, limit=200))["items"]]
    assert ids == everything[: len(ids)] == read
    assert len(ids) >= 4


def up_to(events: Iterator[models.FeedEvent], ticket_id: str) -> Iterator[str]:
    for event in events:
        yield event["id"]
        if event["ticket_id"] == ticket_id:
            return


async def no_sleep(seconds: float) -> None:
    await asyncio.sleep(0)


def test_however_many_threads_find_the_token_too_old_it_is_renewed_once(desk: Desk) -> None:
    store = InMemory()
    phone = LocalSignIn(desk.here.proxy, store)
    with Client(desk.here.proxy, phone, sleep=lambda _: None) as client:
        client.run(phone.sign_in(desk.here.login, desk.here.password, device_name="手机"))
        age(store)
        desk.network.begin()
        threads = [threading.Thread(target=client.send, args=[operations.read_me()]) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(desk.seen("POST /v1/tokens/refresh")) == 1
        assert len(desk.seen("GET /v1/me")) == 8

        age(store, refresh_token="esr_never-given")
        with pytest.raises(SignedOut):
            client.send(operations.read_me())
    assert store.load() is None


async def test_however_many_tasks_find_the_token_too_old_it_is_renewed_once(desk: Desk) -> None:
    store = InMemory()
    phone = LocalSignIn(desk.here.proxy, store)
    async with AsyncClient(desk.here.proxy, phone, sleep=no_sleep) as client:
        await client.run(phone.sign_in(desk.here.login, desk.here.password, device_name="手机"))
        age(store)
        desk.network.begin({"on": "POST /v1/tokens/refresh", "lose": "answer"})
        answers = await asyncio.gather(*(client.send(operations.read_me()) for _ in range(8)))
    sent = desk.seen("POST /v1/tokens/refresh")
    assert {answer["means"] for answer in answers} == {"token"}
    assert (len(sent), len({each["key"] for each in sent})) == (2, 1), "sent again with its key, after a loss"


def age(store: InMemory, **changed: str) -> None:
    tokens = store.load()
    assert tokens
    store.save(replace(tokens, expires_at=0, **changed))


def test_somebody_signs_in_at_the_provider_and_the_refresh_token_turns(desk: Desk) -> None:
    store = InMemory()
    phone = ProviderSignIn(
        issuer=desk.here.issuer, client_id="rotating", redirect_uri="http://127.0.0.1/phone",
        audience=desk.here.audience, scope="openid api", store=store,
    )  # fmt: skip
    with Client(desk.here.proxy, phone) as client:
        begun = client.run(phone.begin())
        back, _ = code_for(begun.url, "E-1")
        with pytest.raises(SignInRefused):
            client.run(phone.finish(back, replace(begun, state="of another")))
        client.run(phone.finish(back, begun))
        assert client.send(operations.read_me())["means"] == "oidc"
        first = store.load()
        age(store)
        client.send(operations.read_me())
        second = store.load()
        assert first
        assert second
        assert first.refresh_token != second.refresh_token
        store.save(replace(first, expires_at=0))
        with pytest.raises(SignedOut):
            client.send(operations.read_me())


def test_a_photo_that_broke_off_goes_on_where_it_was(desk: Desk) -> None:
    path = Path(desk.here.photo)
    parts = -(-path.stat().st_size // 65536)
    began: list[str] = []
    told: list[int] = []
    with desk.of(f"handler/{VILLAGE}") as handler, path.open("rb") as file:
        ticket = handler.send(operations.form_ticket(a_ticket(a_title())))
        begin = partial(operations.attach_to_ticket, ticket["id"])
        desk.network.begin({"on": "PUT /v1/attachments", "lose": "answer"})
        with desk.of(f"handler/{VILLAGE}", retry=Retry(attempts=1)) as impatient, pytest.raises(ConnectionLost):
            impatient.upload(begin, file, "photo.jpg", part_size=65536, on_begin=began.append)
        sent = handler.resume_upload(began[0], file, part_size=65536, on_progress=lambda now, _: told.append(now))
    assert (sent["state"], sent["id"]) == ("ready", began[0])
    assert len(desk.seen("PUT ")) == parts, "no byte was sent twice"
    assert (told[0], told[-1]) == (65536, path.stat().st_size)


class Arrived(NamedTuple):
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def mailbox() -> Iterator[tuple[str, "Queue[Arrived]"]]:
    """A receiver of webhooks on this machine, and what arrives there."""
    arrived: Queue[Arrived] = Queue()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.put(Arrived(dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", arrived
        server.shutdown()


def test_a_webhook_is_believed_under_the_old_and_the_new_secret_and_a_forged_one_is_not(
    desk: Desk, mailbox: tuple[str, "Queue[Arrived]"]
) -> None:
    url, arrived = mailbox
    with desk.of("integrator/1507") as integrator:
        endpoint = integrator.send(operations.create_webhook_endpoint({"url": url, "event_types": ["endpoint.*"]}))
        new = integrator.send(operations.add_secret(endpoint["id"], {}))
        signing = integrator.send(operations.add_secret(endpoint["id"], {"algorithm": "v1a"}))
        integrator.send(operations.send_example_event(endpoint["id"], {"type": "ticket.escalated"}))
        integrator.send(operations.delete_webhook_endpoint(endpoint["id"]))
    messages = (arrived.get(timeout=240) for _ in itertools.count())
    headers, body = next(each for each in messages if b"ticket.escalated" in each.body)

    assert verify(headers, body, endpoint["secret"])["type"] == "ticket.escalated"
    assert [is_genuine(headers, body, each) for each in (new["secret"], signing["public_key"]) if each] == [True, True]
    other = f"whsec_{'A' * 32}"
    assert (is_genuine(headers, body, other), is_genuine(headers, body, [other, endpoint["secret"]])) == (False, True)
    assert not is_genuine(headers, body, endpoint["secret"], now=time.time() + 600)
    with pytest.raises(NotGenuine):
        verify(headers, body.replace(b"escalated", b"confirmed"), endpoint["secret"])
    for wrong in (
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": "1e9"},
        {"webhook-signature": "v1,\udce9"},
        {"webhook-id": ""},
    ):
        assert not is_genuine(
            {**{name.lower(): value for name, value in headers.items()}, **wrong}, body, endpoint["secret"]
        )


def test_what_cannot_be_reached_says_so() -> None:
    with Client("http://127.0.0.1:1", sleep=lambda _: None) as client, pytest.raises(ConnectionLost):
        client.send(operations.check_liveness())
