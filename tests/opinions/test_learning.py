"""Suggestions learn from what clerks decide: how often they are right is measured on messages they have not seen."""

import io
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import httpx2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from escalation.opinions.domain.categories import Categories, read_categories
from escalation.opinions.domain.defaults import catalogue_document, categories
from escalation.opinions.domain.learning import MOST_LABELS, PLACES, Example, LearntModel, dump, load
from escalation.opinions.domain.suggestions import CATEGORY, DEPARTMENT, Suggester
from escalation.opinions.engine import learning
from escalation.opinions.usecases.category_suggestions import forget, settled
from tests.feed.feeds import number_events
from tests.support.catalogue import load_categories
from tests.support.real_messages import messages, needs_shared
from tests.support.roles import as_owner
from tests.support.world import World

Json = dict[str, Any]
FOLDS, AT_ONCE = 5, 100
CODES = {category.zh: category.code for category in categories() if category.level == 1}
LABELS = frozenset(category.code for category in categories())

# What has no keyword of the catalogue, and what clerks put it under.
TAUGHT = {
    "urban.sanitation": ("楼下的旱獭又来了", "旱獭洞越来越多,希望有人来看看。"),
    "rural.livestock": ("羊羔咳喘不止", "连着三天羊羔咳喘,没有人知道怎么办。"),
    "trade.tourism": ("骑马被多要钱", "骑马半小时,临走又要了一回钱。"),
}


def taught(rows: Sequence[dict[str, str]]) -> LearntModel:
    """What is learnt of messages, a hundred decisions at a time, as the engine does."""
    model = LearntModel()
    order = np.random.default_rng(0).permutation(len(rows))
    examples = [Example(row["subject"], row["detail"], {CATEGORY: CODES[row["category_l1"]]}) for row in rows]
    for start in range(0, len(rows), AT_ONCE):
        model = model.learn([examples[n] for n in order[start : start + AT_ONCE]], {CATEGORY: LABELS})
    return model


def right(suggester: Suggester, rows: Sequence[dict[str, str]]) -> np.ndarray:
    """How many messages have their class first, and among the first three."""
    count = np.zeros(2)
    for row in rows:
        found = suggester.suggest(row["subject"], row["detail"], most=3).categories
        classes = [each.answer.split(".")[0] for each in found]
        count += CODES[row["category_l1"]] in classes[:1], CODES[row["category_l1"]] in classes
    return count


def without_keywords() -> Categories:
    document = catalogue_document()
    tops = [{**top, "keywords": [], "parts": []} for top in document["categories"]]
    return read_categories({"categories": tops})


def cross_validated(*catalogues: Categories) -> list[tuple[float, float]]:
    """The shares of messages right first and among three, each judged by what the other four fifths taught."""
    rows, counts = messages("cn_messages_labeled.csv"), [np.zeros(2) for _ in catalogues]
    for fold in range(FOLDS):
        model = taught([row for n, row in enumerate(rows) if n % FOLDS != fold])
        for n, catalogue in enumerate(catalogues):
            counts[n] += right(Suggester(catalogue, model), rows[fold::FOLDS])
    return [(first / len(rows), among_three / len(rows)) for first, among_three in counts]


@pytest.mark.slow
@needs_shared
def test_unseen_messages_are_classified_by_what_others_taught() -> None:
    alone, with_keywords = cross_validated(without_keywords(), categories())
    assert alone[0] >= 0.85
    assert alone[1] >= 0.97
    assert with_keywords[0] >= 0.88
    assert with_keywords[1] >= 0.98


@needs_shared
def test_decisions_by_chance_teach_nothing() -> None:
    """Negative control: with the classes dealt out anew the measure falls."""
    rows = messages("cn_messages_labeled.csv")
    order = np.random.default_rng(0).permutation(len(rows))
    dealt = [{**row, "category_l1": rows[n]["category_l1"]} for row, n in zip(rows, order, strict=True)]
    count = right(Suggester(without_keywords(), taught(dealt[AT_ONCE:])), dealt[:AT_ONCE])
    assert count[0] / AT_ONCE < 0.4


def a_model() -> LearntModel:
    examples = [Example(*text, {CATEGORY: code}) for code, text in TAUGHT.items()] * 20
    return LearntModel().learn(examples, {CATEGORY: LABELS})


@cache
def dumped_model() -> bytes:
    return dump(a_model())


def test_what_was_learnt_is_kept_as_arrays_and_read_as_it_was() -> None:
    model = a_model()
    again = load(dump(model))
    row = model.features("旱獭", "旱獭洞")
    before, after = model.shares(CATEGORY, row), again.shares(CATEGORY, row)
    assert before.keys() == after.keys()
    assert all(abs(before[label] - after[label]) < 0.01 for label in before)


def test_nothing_runs_that_stands_in_the_database() -> None:
    file = io.BytesIO()
    np.savez(file, texts=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        load(file.getvalue())


@given(place=integers(0, 1 << 30), bit=integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_a_model_of_which_a_bit_was_changed_is_read_or_refused(place: int, bit: int) -> None:
    changed = bytearray(dumped_model())
    changed[place % len(changed)] ^= 1 << bit
    with suppress(ValueError):
        load(bytes(changed))


def test_what_is_kept_has_a_known_size_whatever_is_taught() -> None:
    examples = [Example(f"{n}", f"{n} 号", {CATEGORY: f"c{n}"}) for n in range(MOST_LABELS + 50)]
    model = LearntModel().learn(examples, {CATEGORY: {f"c{n}" for n in range(MOST_LABELS + 50)}})
    assert model.questions[CATEGORY].weights.shape == (MOST_LABELS, PLACES)
    assert model.questions[CATEGORY].weights.nbytes <= 40_000_000


def test_an_answer_that_there_is_no_more_is_forgotten() -> None:
    left = LABELS - {"trade.tourism"} | {"party"}
    model = a_model().learn([Example("会议", "会议", {CATEGORY: "party"})], {CATEGORY: left})
    assert set(model.questions[CATEGORY].labels) == {"urban.sanitation", "rural.livestock", "party"}


def test_a_word_of_the_text_is_the_reason_and_no_word_of_others() -> None:
    model, text = a_model(), "旱獭在院子里打洞"
    (first, *_) = Suggester(categories(), model).suggest("旱獭", text, most=3).categories
    assert first.answer == "urban.sanitation"
    assert "旱獭" in first.because
    assert all(word in f"旱獭 {text}" for word in first.because)


def test_a_department_that_clerks_choose_against_the_catalogue_is_suggested() -> None:
    decided = {code: {CATEGORY: code, DEPARTMENT: "SL" if code == "rural.livestock" else "CG"} for code in TAUGHT}
    examples = [Example(*text, decided[code]) for code, text in TAUGHT.items()] * 40
    model = LearntModel().learn(examples, {CATEGORY: LABELS, DEPARTMENT: {"SL", "CG", "NM"}})
    found = Suggester(categories(), model).suggest("羊羔", "羊羔咳喘", most=3)
    assert categories()["rural.livestock"].departments[0] == "NM"
    assert found.department is not None
    assert found.department.answer == "SL"


@pytest.mark.slow
def test_nobody_who_starts_pays_for_what_learning_needs() -> None:
    told = "import sys, escalation.application.app, escalation.application.tasks; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.fixture
async def shipped(world: World) -> World:
    """A place with the shipped catalogue."""
    await load_categories(world.runtime)
    return world


async def decide(client: httpx2.AsyncClient, world: World, *, secret: bool = False, **kept: object) -> None:
    """Clerks form tickets of each kind, and dispatch those about livestock to the water department."""
    office = await world.key("K1", "office")
    for code, (title, content) in TAUGHT.items():
        for _ in range(12):
            opinion = {"title": title, "content": content, "source": "visit", "confidential": secret}
            given = {"opinion": opinion, "category": code, **kept}
            graded = {"urgency": "urgent" if code == "rural.livestock" else "routine", "difficulty": "simple"}
            formed = await client.post("/v1/tickets", headers=office, json={**given, **graded})
            assert formed.status_code == 201, formed.text
    await number_events(world.runtime)


async def suggest(client: httpx2.AsyncClient, world: World, text: str) -> Json:
    """What is suggested, once what was learnt is loaded."""
    headers = await world.key("V1")
    forget(world.runtime)
    await client.get("/v1/categories/suggest", headers=headers, params={"text": text})
    await settled(world.runtime)
    found: Json = (await client.get("/v1/categories/suggest", headers=headers, params={"text": text})).json()
    return found


async def test_what_clerks_decide_is_suggested_for_the_next(client: httpx2.AsyncClient, shipped: World) -> None:
    asked = "邻居家的羊羔也咳喘"
    assert (await suggest(client, shipped, asked))["items"] == []
    await decide(client, shipped)
    assert await learning.step(shipped.runtime) is False

    found = await suggest(client, shipped, asked)
    first = found["items"][0]
    assert first["code"] == "rural.livestock"
    assert "咳喘" in first["because"]
    assert found["urgency"]["code"] == "urgent"
    assert found["department"]["code"] == "NM"


@pytest.mark.parametrize("about", [None, "T1"])
async def test_what_is_confidential_or_about_a_unit_teaches_nobody(
    client: httpx2.AsyncClient, shipped: World, about: str | None
) -> None:
    accused = {"accused_unit_id": str(shipped.id(about))} if about else {}
    await decide(client, shipped, secret=about is None, **accused)
    await learning.step(shipped.runtime)
    assert (await suggest(client, shipped, "邻居家的羊羔也咳喘"))["items"] == []


async def test_a_decision_is_learnt_from_once(client: httpx2.AsyncClient, shipped: World) -> None:
    await decide(client, shipped)
    versions = []
    for _ in range(2):
        await learning.step(shipped.runtime)
        versions.append(await shipped.runtime.database.pool.fetchval("SELECT version FROM suggestion_model"))
    assert versions == [1, 1]


async def test_while_one_learns_others_do_not(client: httpx2.AsyncClient, shipped: World) -> None:
    await decide(client, shipped)
    await shipped.runtime.database.pool.execute(
        "INSERT INTO suggestion_model (id, version, catalogue_version, position, updated_at) VALUES (1, 0, 0, 0, now())"
    )
    async with as_owner(shipped.runtime.database).transaction() as connection:
        await connection.raw.execute("SELECT FROM suggestion_model FOR UPDATE")
        await learning.step(shipped.runtime)
    assert await shipped.runtime.database.pool.fetchval("SELECT version FROM suggestion_model") == 0


async def test_where_nothing_shall_be_learnt_what_was_is_forgotten(client: httpx2.AsyncClient, shipped: World) -> None:
    await decide(client, shipped)
    await learning.step(shipped.runtime)
    document = {name: part for name, part in catalogue_document().items() if name != "version"}
    admin = await shipped.key("C", "admin")
    answer = await client.post("/v1/catalogues", headers=admin, json={**document, "learning": False})
    assert answer.status_code == 201, answer.text
    await learning.step(shipped.runtime)
    assert (await suggest(client, shipped, "邻居家的羊羔也咳喘"))["items"] == []
    assert await shipped.runtime.database.pool.fetchval("SELECT state FROM suggestion_model") is None


DAMAGED = (
    "UPDATE suggestion_model SET version = version + 1, "
    "state = overlay(state PLACING '\\xffffffffffffffff' FROM length(state) / 2)"
)


async def test_what_cannot_be_read_is_not_asked_and_is_learnt_anew(client: httpx2.AsyncClient, shipped: World) -> None:
    await decide(client, shipped)
    await learning.step(shipped.runtime)
    await shipped.runtime.database.pool.execute(DAMAGED)
    assert (await suggest(client, shipped, "邻居家的羊羔也咳喘"))["items"] == []
    assert (await suggest(client, shipped, "路灯不亮"))["items"][0]["because"] == ["路灯"]

    await decide(client, shipped)
    for _ in range(2):
        await learning.step(shipped.runtime)
    assert (await suggest(client, shipped, "邻居家的羊羔也咳喘"))["items"][0]["code"] == "rural.livestock"
    learnt = await shipped.runtime.database.pool.fetchval("SELECT state FROM suggestion_model")
    assert load(learnt).texts == 2 * 12 * len(TAUGHT)
