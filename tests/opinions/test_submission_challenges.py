"""Whoever sends an opinion in has to do something that machines find dear: work, once each, or a captcha."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.cli.submission_rules import submission_rules
from escalation.errors import ConfigurationInvalid
from escalation.opinions.domain.proof_of_work import ChallengeKind, WorkChallenge, new_work, work_done
from escalation.opinions.usecases import submission_challenges
from escalation.opinions.usecases.submission_challenges import Captcha, SubmissionRules
from escalation.settings import Settings
from tests.support.receivers import Neighbourhood, Receiver
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
OPINION = {"unit_code": "V1", "title": "路灯不亮", "content": "村口的路灯坏了三天。"}
KEY, LATER = b"\x07" * 32, datetime(2030, 1, 1, tzinfo=UTC)
WORK = SubmissionRules(ChallengeKind.PROOF_OF_WORK, difficulty=50)


def solved(work: Json, **otherwise: object) -> str:
    """What a page makes of a challenge, by the recipe of the documentation."""
    numbers = range(work["maxnumber"] + 1)
    number = next(n for n in numbers if sha256(f"{work['salt']}{n}".encode()).hexdigest() == work["challenge"])
    return packed({**work, "number": number, **otherwise})


def packed(said: Json) -> str:
    return b64encode(json.dumps(said).encode()).decode()


async def asked(client: Client) -> Json:
    work: Json = (await client.get("/v1/submissions/challenge")).json()["work"]
    return work


async def send(client: Client, proof: str | None = None, key: str | None = None) -> httpx2.Response:
    headers = {"Submission-Proof": proof, "Idempotency-Key": key}
    given = {name: value for name, value in headers.items() if value is not None}
    return await client.post("/v1/submissions", json=OPINION, headers=given)


def code(answer: httpx2.Response) -> str:
    found: str = answer.json()["code"]
    return found


async def test_work_is_done_once_for_each_submission(
    world: World, app: FastAPI, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = await client.get("/v1/submissions/challenge")
    assert nothing.json() == {"kind": "none", "work": None, "site_key": None}

    attach(app, world.runtime, submission_rules=WORK)
    without = await send(client)
    proof = solved(await asked(client))
    first = await send(client, proof, key="first")
    again = [await send(client, proof, key="first"), await send(client, key="first")]
    replayed = await send(client, proof)
    assert (without.status_code, code(without), first.status_code) == (422, "PROOF_REQUIRED", 201)
    assert [each.content for each in again] == [first.content] * 2
    assert (replayed.status_code, code(replayed)) == (422, "PROOF_REFUSED")

    async def never_spent(*_: object) -> bool:
        return True

    monkeypatch.setattr(submission_challenges, "spend", never_spent)
    assert (await send(client, proof)).status_code == 201, "nothing but single use has kept it out"
    monkeypatch.undo()
    monkeypatch.setattr(submission_challenges, "LIFETIME", timedelta(seconds=-1))
    assert code(await send(client, solved(await asked(client)))) == "PROOF_REFUSED"


def test_only_what_was_asked_here_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    work = asdict(new_work(KEY, nonce="ab", number=7, most=50, expires_at=LATER))
    assert work_done(KEY, solved(work)).expires_at == LATER
    easy = forged()
    said = {**easy, "number": 1}
    digits = {**json.loads(b64decode(solved(work))), "salt": work["salt"].removesuffix("&")}
    for wrong in (
        packed(said),
        solved(work, number=51),
        solved(work, number=True),
        solved(work, signature="路"),
        solved(work, algorithm="MD5"),
        packed(digits),
        packed({}),
        b64encode(b"[]").decode(),
        b64encode(b"\xff").decode(),
        "路灯",
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
            work_done(KEY, wrong)
    monkeypatch.setattr("escalation.opinions.domain.proof_of_work._signed", lambda *_: easy["signature"])
    assert work_done(KEY, packed(said)).expires_at == LATER, "nothing but the signature has kept it out"


def forged() -> Json:
    """A challenge that somebody has made themselves, with an answer that is known."""
    salt = f"mine?expires={int(LATER.timestamp())}&"
    return asdict(WorkChallenge("SHA-256", sha256(f"{salt}1".encode()).hexdigest(), 1, salt, "ab" * 32))


async def test_a_captcha_is_asked_for_and_fails_closed(
    world: World, app: FastAPI, client: Client, reachable: Neighbourhood, receiver: Receiver
) -> None:
    rules = SubmissionRules(ChallengeKind.CAPTCHA, captcha=Captcha(receiver.url, "site", "geheim & mehr"))
    attach(app, world.runtime, sender=reachable.sender, submission_rules=rules)
    told = (await client.get("/v1/submissions/challenge")).json()
    answers = []
    for status, body in (
        (200, b'{"success": true, "hostname": "city"}'), (200, b'{"success": false}'), (200, b'{"success": "yes"}'),
        (200, b"<html>"), (500, b'{"success": true}'),
    ):  # fmt: skip
        receiver.status, receiver.body = status, body
        answers.append(await send(client, "from the page"))
    assert told == {"kind": "captcha", "work": None, "site_key": "site"}
    assert [each.status_code for each in answers] == [201, 422, 503, 503, 503]
    assert [code(each) for each in answers[1:3]] == ["PROOF_REFUSED", "CHALLENGE_UNAVAILABLE"]
    assert code(await send(client)) == "PROOF_REQUIRED"
    assert [parse_qs(each.body.decode()) for each in receiver.received] == 5 * [
        {"secret": ["geheim & mehr"], "response": ["from the page"], "sitekey": ["site"]}
    ]
    attach(app, world.runtime, sender=None, submission_rules=rules)
    assert code(await send(client, "from the page")) == "CHALLENGE_UNAVAILABLE"


def test_a_captcha_of_no_service_does_not_start() -> None:
    with pytest.raises(ConfigurationInvalid):
        submission_rules(Settings(submission_challenge="captcha"))
    assert submission_rules(Settings()).kind is ChallengeKind.NONE
