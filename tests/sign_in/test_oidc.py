"""People whom an OpenID provider vouches for: a real one, its keys, its absence, and everything forged in its name."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import orjson
import pytest
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.cli.sign_in import provider_of, provider_sender
from escalation.errors import ConfigurationInvalid
from escalation.kit.database.clock import read_wall
from escalation.kit.runtime.context import Runtime
from escalation.settings import Settings
from escalation.sign_in.domain import oidc
from escalation.sign_in.domain.configuration import SignInConfiguration
from escalation.sign_in.domain.oidc import ProviderConfiguration, reference_in
from escalation.sign_in.domain.site import Site
from escalation.sign_in.usecases.provider import AGAIN_AFTER, GOOD_FOR, Provider
from tests.sign_in.browsers import Browser, a_member, an_invitation, browser
from tests.sign_in.conftest import CHEAP
from tests.sign_in.providers import AUDIENCE, RunningProvider, a_provider, code_for, new_key
from tests.support.world import World

ORIGIN = "http://127.0.0.1:8000"
NONE = urlsafe_b64encode(orjson.dumps({"alg": "none", "kid": "one", "typ": "at+jwt"})).decode().rstrip("=")
ELSEWHERE = {"jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/"}


@pytest.fixture(scope="module")
def running() -> Iterator[RunningProvider]:
    provider = a_provider()
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def now() -> list[float]:
    """The clock by which this process asks the provider."""
    return [0.0]


@pytest.fixture
async def provider(
    app: FastAPI, runtime: Runtime, running: RunningProvider, now: list[float]
) -> AsyncIterator[Provider]:
    """What this server knows of the provider; `app` signs people in by it."""
    own = ProviderConfiguration(running.issuer, "escalation", "a secret of the tests", AUDIENCE, "employee_number")
    async with provider_sender(running.issuer) as sender:
        known = Provider(own, sender.fetch, lambda: now[0])
        attach(app, runtime, configuration=SignInConfiguration(Site(ORIGIN), CHEAP), provider=known)
        yield known


async def wall(world: World) -> int:
    async with world.runtime.database.connection() as connection:
        return int((await read_wall(connection)).timestamp())


async def go(own: Browser, query: str = "") -> str:
    """Begin a flow: the address at the provider."""
    answer = await own.ask("GET", f"/sign-in/oidc{query}")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def there_and_back(own: Browser, subject: str, query: str = "") -> httpx2.Response:
    target, _ = code_for(await go(own, query), subject)
    return await own.ask("GET", target)


async def with_bearer(app: FastAPI, token: str, path: str = "/v1/me") -> httpx2.Response:
    return await browser(app).client.get(path, headers={"Authorization": f"Bearer {token}"})


# -- Browsers ----------------------------------------------------------------------------------------------------------


async def test_a_claim_that_the_operator_trusts_says_which_member_it_is(
    app: FastAPI, world: World, provider: Provider
) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    own = browser(app)

    back = await there_and_back(own, "E-1", "?return_to=/v1/work")
    me = await own.get("/v1/me")
    again = await there_and_back(browser(app), "E-1")

    assert (back.status_code, back.headers["location"], again.status_code) == (303, "/v1/work", 303)
    assert (me["person"]["name"], me["role"], me["means"]) == ("巴特尔", "leader", "session")
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM people") == 1


async def test_an_invitation_links_whoever_opens_it_and_signs_in_there(
    app: FastAPI, world: World, provider: Provider
) -> None:
    invitation = await an_invitation(world, await a_member(world, "苏和", ("T1", "leader")))
    refused = await there_and_back(browser(app), "X-9")
    own = browser(app)

    page = await own.ask("GET", f"/sign-in/invitations/{invitation.secret}")
    back = await there_and_back(own, "X-9", f"?invitation={invitation.secret}")
    other = await there_and_back(browser(app), "X-10", f"?invitation={invitation.secret}")

    assert (refused.status_code, f"invitation={invitation.secret}" in page.text) == (403, True)
    assert (back.status_code, (await own.get("/v1/me"))["unit"]["code"]) == (303, "T1")
    assert other.status_code == 404


async def test_a_code_is_good_once_and_in_the_browser_that_asked_for_it(
    app: FastAPI, world: World, provider: Provider
) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    own, thief = browser(app), browser(app)
    target, told = code_for(await go(own), "E-1")
    kept = own.cookie("escalation-flow") or ""
    foreign, _ = code_for(await go(thief), "E-1")

    elsewhere = await browser(app).ask("GET", target)
    mixed = await thief.ask("GET", target)
    login_csrf = await browser(app).ask("GET", foreign)
    first = await own.ask("GET", target)
    own.client.cookies.set("escalation-flow", kept, domain="127.0.0.1")
    replayed = await own.ask("GET", target)

    statuses = [answer.status_code for answer in (elsewhere, mixed, login_csrf, first, replayed)]
    assert statuses == [401, 401, 401, 303, 401]
    assert told["iss"] == provider.configuration.issuer


@pytest.mark.parametrize(
    "change",
    [{"state": "x"}, {"state": ""}, {"code": "x"}, {"code": ""}, {"iss": "https://evil.example"},
     {"error": "access_denied"}],
)  # fmt: skip
async def test_what_comes_back_otherwise_than_it_went_is_refused(
    app: FastAPI, world: World, provider: Provider, change: dict[str, str]
) -> None:
    own = browser(app)
    _, told = code_for(await go(own), "E-1")
    answer = await own.ask("GET", f"/sign-in/oidc/callback?{urlencode({**told, **change})}")
    assert (answer.status_code, own.cookie()) == (401, None)


async def test_the_way_there_is_bound_to_the_browser_by_state_nonce_and_pkce(app: FastAPI, provider: Provider) -> None:
    asked = [parse_qs(urlsplit(await go(browser(app))).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({each[name][0] for each in asked} | {""}) == 3
        assert all(len(each[name][0]) == 43 for each in asked)
    assert {each["code_challenge_method"][0] for each in asked} == {"S256"}


async def test_a_code_that_was_asked_for_with_another_challenge_is_of_no_use(
    app: FastAPI, world: World, provider: Provider
) -> None:
    """Whoever injects their own challenge, or gets a code with a plain one, cannot have us redeem it."""
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    own = browser(app)
    address = urlsplit(await go(own))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    other = address._replace(query=urlencode({**query, "code_challenge": "A" * 43})).geturl()

    target, _ = code_for(other, "E-1")
    assert (await own.ask("GET", target)).status_code == 401


async def test_an_id_token_for_another_nonce_is_refused(app: FastAPI, world: World, provider: Provider) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    own = browser(app)
    address = urlsplit(await go(own))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    target, _ = code_for(address._replace(query=urlencode({**query, "nonce": "other"})).geturl(), "E-1")
    assert (await own.ask("GET", target)).status_code == 401


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_nobody_is_sent_on_to_another_site(app: FastAPI, world: World, provider: Provider, wanted: str) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    back = await there_and_back(browser(app), "E-1", f"?{urlencode({'return_to': wanted})}")
    assert back.headers["location"] == "/sign-in"


async def test_whoever_has_left_does_not_come_back(app: FastAPI, world: World, provider: Provider) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    await there_and_back(browser(app), "E-1")
    await world.runtime.database.pool.execute("UPDATE members SET active = false")
    assert (await there_and_back(browser(app), "E-1")).status_code == 403


def test_an_address_that_the_provider_has_not_verified_is_nobodys() -> None:
    assert reference_in({"email": "a@b", "email_verified": True}, "email") == "a@b"
    unverified: list[dict[str, Any]] = [{"email": "a@b"}, {"email": "a@b", "email_verified": "true"}]
    assert [reference_in(claims, "email") for claims in unverified] == [None, None]
    assert [reference_in({"n": value}, "n") for value in (["x"], 1, "", None)] == [None] * 4
    assert reference_in({"n": "x"}, None) is None


# -- Phones with an access token of their own flow ---------------------------------------------------------------------


def phone_token(
    running: RunningProvider, subject: str, client: str = "phone", nonce: str | None = "n"
) -> dict[str, Any]:
    """What a phone gets that signs in at the provider by itself."""
    verifier = "v" * 64
    challenge = _s256(verifier)
    asked = {
        "response_type": "code", "client_id": client, "redirect_uri": "http://127.0.0.1/phone", "scope": "openid api",
        "state": "s", "code_challenge": challenge, "code_challenge_method": "S256", "resource": AUDIENCE,
        **({"nonce": nonce} if nonce else {}),
    }  # fmt: skip
    _, told = code_for(f"{running.issuer}/auth?{urlencode(asked)}", subject)
    body = {
        "grant_type": "authorization_code", "code": told["code"], "redirect_uri": "http://127.0.0.1/phone",
        "client_id": client, "code_verifier": verifier,
    }  # fmt: skip
    tokens: dict[str, Any] = httpx2.post(f"{running.issuer}/token", data=body).json()
    return tokens


def _hs256(body: str, secret: bytes) -> str:
    """By hand: the library does not take a public key for a secret."""
    head = urlsafe_b64encode(orjson.dumps({"alg": "HS256", "kid": "one", "typ": "at+jwt"})).decode().rstrip("=")
    signature = hmac.digest(secret, f"{head}.{body}".encode(), sha256)
    return f"{head}.{body}.{urlsafe_b64encode(signature).decode().rstrip('=')}"


def _s256(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


async def linked(app: FastAPI, world: World) -> None:
    await a_member(world, "巴特尔", ("V1", "leader"), ref="E-1")
    assert (await there_and_back(browser(app), "E-1")).status_code == 303


async def test_an_access_token_of_the_provider_is_good_here_and_its_id_token_is_not(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider
) -> None:
    await linked(app, world)
    tokens, stranger = phone_token(running, "E-1"), phone_token(running, "E-2")

    me = await with_bearer(app, tokens["access_token"])
    refused = [await with_bearer(app, token) for token in (tokens["id_token"], stranger["access_token"])]

    assert (me.json()["means"], me.json()["unit"]["code"]) == ("oidc", "V1")
    assert [answer.status_code for answer in refused] == [401, 401]


async def test_access_tokens_that_do_not_say_so_are_taken_if_the_operator_knows_the_provider(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider
) -> None:
    """An ID token is refused either way, also one that names nothing of its sign-in and is made out to us."""
    await linked(app, world)
    tokens = phone_token(running, "E-1", client="untyped", nonce=None)
    at = await wall(world)
    good: dict[str, Any] = {"iat": at, "exp": at + 300, "scope": "api"}
    plain = {"header": {"typ": "JWT"}}
    refused = {
        "the ID token": tokens["id_token"],
        "no scope": running.forged(**plain, **{**good, "scope": None}),
        "a scope that is none": running.forged(**plain, **{**good, "scope": ["api"]}),
        "a nonce": running.forged(**plain, **good, nonce="n"),
        "a hash of an access token": running.forged(**plain, **good, at_hash="h"),
        "a logout token": running.forged(**plain, **good, events={}),
        "Keycloak's ID token": running.forged(**plain, **good, typ="ID"),
        "Keycloak's refresh token": running.forged(**plain, **good, typ="Refresh"),
        "another audience": running.forged(**plain, **{**good, "aud": "phone"}),
        "a type of its own": running.forged(header={"typ": "logout+jwt"}, **good),
    }
    typed = await with_bearer(app, tokens["access_token"])
    provider.configuration = replace(provider.configuration, types_tokens=False)

    taken = [
        await with_bearer(app, token)
        for token in (
            tokens["access_token"],
            phone_token(running, "E-1")["access_token"],
            running.forged(header={"typ": None}, **good),
            running.forged(**plain, **{**good, "scope": None, "scp": "api"}, typ="Bearer"),
        )
    ]
    statuses = {what: (await with_bearer(app, token)).status_code for what, token in refused.items()}

    assert typed.status_code == 401
    assert [answer.status_code for answer in taken] == [200] * 4
    assert {what: status for what, status in statuses.items() if status != 401} == {}


def test_a_token_for_us_could_not_be_told_from_an_id_token_if_both_were_made_out_to_one_name() -> None:
    own = Settings(oidc_issuer="https://login.example.gov.cn", oidc_access_tokens="untyped", oidc_audience="escalation")
    with pytest.raises(ConfigurationInvalid):
        provider_of(own)
    other = provider_of(own.model_copy(update={"oidc_audience": "tickets"}))
    assert other is not None
    assert (other.types_tokens, other.audience) == (False, "tickets")


async def test_whoever_asks_is_told_how_one_signs_in_here(app: FastAPI, provider: Provider, runtime: Runtime) -> None:
    own = provider.configuration
    told = await browser(app).get("/v1/sign-in")
    attach(app, runtime, configuration=SignInConfiguration(Site(ORIGIN), CHEAP, passwords=False), provider=provider)
    without = await browser(app).get("/v1/sign-in")
    page = (await browser(app).ask("GET", "/sign-in")).text
    refused = await browser(app).sign_in("巴特尔")

    assert told == {
        "password": True,
        "providers": [{"issuer": own.issuer, "name": "OIDC", "start_url": "/sign-in/oidc", "audience": AUDIENCE}],
    }
    assert (without["password"], 'type="password"' in page, "/sign-in/oidc" in page) == (False, False, True)
    assert (refused.status_code, refused.json()["code"]) == (403, "PASSWORDS_OFF")


async def test_no_forged_token_gets_in_and_none_makes_us_ask_anywhere(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider
) -> None:
    await linked(app, world)
    at, key, asked = await wall(world), running.keys[0], running.asked()
    good: dict[str, Any] = {"iat": at, "exp": at + 300}
    public, own = key.as_pem(private=False), new_key("one")
    whole = running.forged(**good)
    head, body, signature = whole.split(".")

    forged = {
        "none": f"{NONE}.{body}.",
        "none, signed": f"{NONE}.{body}.{signature}",
        "no signature": f"{head}.{body}.",
        "another signature": f"{head}.{body}.{signature[:-6]}AAAAAA",
        "HMAC by the public key": _hs256(body, public),
        "another issuer": running.forged(iss="https://evil.example", **good),
        "no issuer": running.forged(iss=None, **good),
        "another audience": running.forged(aud="https://other.example", **good),
        "our client id": running.forged(aud="escalation", **good),
        "no audience": running.forged(aud=None, **good),
        "an ID token's type": running.forged(header={"typ": "JWT"}, **good),
        "no type": running.forged(header={"typ": "x"}, **good),
        "expired": running.forged(iat=at - 700, exp=at - 61),
        "no end": running.forged(iat=at, exp=None),
        "not yet": running.forged(nbf=at + 120, **good),
        "no subject": running.forged(sub=None, **good),
        "a subject that is none": running.forged(sub=["E-1"], **good),
        "somebody else's key": running.forged(key=new_key("one"), **good),
        "keys elsewhere": running.forged(key=new_key("one"), header=ELSEWHERE, **good),
        "its own key": running.forged(key=own, header={"jwk": own.as_dict(private=False)}, **good),
        "a key id of another kind": running.forged(header={"kid": "../../etc/passwd"}, **good),
        "no token": "a.b.c",
        "a dot": ".",
        "too long": running.forged(padding="x" * 10_000, **good),
    }  # fmt: skip
    statuses = {what: (await with_bearer(app, token)).status_code for what, token in forged.items()}

    assert {what: status for what, status in statuses.items() if status != 401} == {}
    assert (await with_bearer(app, whole)).status_code == 200
    assert (await with_bearer(app, running.forged(nbf=at + 30, iat=at, exp=at + 300))).status_code == 200
    assert (await with_bearer(app, "x" * 1_000_000)).status_code == 431
    assert running.asked() == asked


async def test_a_check_that_is_taken_away_is_missed(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    await linked(app, world)
    at = await wall(world)
    expired = running.forged(iat=at - 700, exp=at - 400)
    typed = running.forged(iat=at, exp=at + 9, header={"typ": "JWT"})
    monkeypatch.setattr(oidc, "LEEWAY", timedelta(days=1))
    monkeypatch.setattr(oidc, "_ACCESS_TOKEN_TYPES", ("jwt",))
    assert (await with_bearer(app, expired)).status_code == 401
    assert (await with_bearer(app, typed)).status_code == 200
    monkeypatch.setattr(oidc, "_ACCESS_TOKEN_TYPES", ("at+jwt",))
    assert (await with_bearer(app, expired)).status_code == 200


async def test_many_unknown_key_ids_set_off_one_question_a_minute(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider, now: list[float]
) -> None:
    await linked(app, world)
    at, asked = await wall(world), running.asked()
    flood = [running.forged(header={"kid": f"k{n}"}, iat=at, exp=at + 300) for n in range(5)]

    counts = []
    for now[0] in (AGAIN_AFTER - 1, AGAIN_AFTER + 1, AGAIN_AFTER + 30):
        statuses = {(await with_bearer(app, token)).status_code for token in flood}
        counts.append(running.asked() - asked)
        assert statuses == {401}

    assert counts == [0, 1, 1]


async def test_a_revoked_member_is_out_within_five_seconds_whatever_the_token_says(
    app: FastAPI, world: World, provider: Provider, running: RunningProvider
) -> None:
    await linked(app, world)
    token = phone_token(running, "E-1")["access_token"]
    before = await with_bearer(app, token)
    await world.runtime.database.pool.execute("DELETE FROM memberships")
    app.state.sign_in.bearers.clear()
    assert (before.status_code, (await with_bearer(app, token)).status_code) == (200, 401)


# -- The provider changes and goes away --------------------------------------------------------------------------------


async def test_new_keys_are_learnt_and_known_ones_outlive_the_provider(
    app: FastAPI, world: World, runtime: Runtime, now: list[float]
) -> None:
    running = a_provider()
    running.start()
    own = ProviderConfiguration(running.issuer, "escalation", "a secret of the tests", AUDIENCE, "employee_number")
    try:
        async with provider_sender(running.issuer) as sender:
            known = Provider(own, sender.fetch, lambda: now[0])
            attach(app, runtime, configuration=SignInConfiguration(Site(ORIGIN), CHEAP), provider=known)
            await linked(app, world)
            running.stop()
            running.keys = [new_key("two"), *running.keys]
            running.start()
            now[0] += AGAIN_AFTER + 1
            rotated = await there_and_back(browser(app), "E-1")
            token = phone_token(running, "E-1")["access_token"]
            running.stop()
            now[0] += GOOD_FOR + 1
            without = [await with_bearer(app, token) for _ in range(3)]
            begun = await browser(app).ask("GET", "/sign-in/oidc")
            back = await browser(app).ask("GET", "/sign-in")
    finally:
        running.stop()

    assert rotated.status_code == 303, rotated.text
    assert [answer.status_code for answer in without] == [200] * 3
    assert (begun.status_code, back.status_code) == (303, 200)


async def test_a_provider_that_was_never_there_is_said_to_be_away(app: FastAPI, world: World, runtime: Runtime) -> None:
    away = a_provider()
    own = ProviderConfiguration(away.issuer, "escalation", "x", AUDIENCE)
    async with provider_sender(away.issuer) as sender:
        attach(
            app, runtime, configuration=SignInConfiguration(Site(ORIGIN), CHEAP), provider=Provider(own, sender.fetch)
        )
        answers = [await browser(app).ask("GET", "/sign-in/oidc"), await with_bearer(app, away.forged())]
    assert [answer.status_code for answer in answers] == [503, 401]


async def test_a_document_of_another_issuer_is_not_believed(app: FastAPI, runtime: Runtime) -> None:
    async def fetch(method: str, url: str, headers: object, body: bytes | None) -> tuple[int, bytes]:
        return 200, orjson.dumps({"issuer": "https://evil.example", "jwks_uri": "https://evil.example/keys"})

    own = ProviderConfiguration("https://login.example.gov.cn", "escalation", "x", AUDIENCE)
    attach(app, runtime, configuration=SignInConfiguration(Site(ORIGIN), CHEAP), provider=Provider(own, fetch))
    assert (await browser(app).ask("GET", "/sign-in/oidc")).status_code == 503


async def test_without_a_provider_no_token_of_one_gets_in(app: FastAPI) -> None:
    assert (await with_bearer(app, a_provider().forged())).status_code == 401
    assert (await browser(app).ask("GET", "/sign-in/oidc")).status_code == 404
