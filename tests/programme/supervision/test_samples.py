"""Random samples: drawn as a naive model draws them, again with the same seed, spread by strata; kept and told of."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import product

from escalation.kit.database.connection import Row
from escalation.kit.runtime.subtree import range_of
from escalation.programme.supervision.domain.samples import Drawing, SampleCriteria, SampleFrame, Stratum
from escalation.programme.supervision.storage.drawing import draw
from escalation.programme.supervision.storage.ticket_subjects import TICKETS
from tests.support.callers import Callers
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

HELD = ("V1", "V1", "V1", "V1", "V2", "V2", "V3", "T1", "K1", "V1", "V2")
WHO = ("K1", "supervisor")
BY: Sequence[tuple[Stratum, ...]] = (
    (), (Stratum.UNIT,), (Stratum.LATENESS, Stratum.CATEGORY), tuple(Stratum)[:3],
)  # fmt: skip


def digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def naive(frame: dict[str, str], seed: int, size: int) -> list[str]:
    """By id the stratum; the ids that are drawn, in the order of their lots."""
    strata = defaultdict(list)
    for id_, stratum in frame.items():
        strata[stratum].append(id_)
    size = min(size, len(frame))
    quotas = {name: size * len(ids) // len(frame) for name, ids in strata.items()}
    by_rest = sorted(strata, key=lambda name: (-(size * len(strata[name]) % len(frame)), digest(f"{seed}:{name}")))
    for name in by_rest[: size - sum(quotas.values())]:
        quotas[name] += 1
    drawn = [
        id_ for name, ids in strata.items() for id_ in sorted(ids, key=lambda i: digest(f"{seed}:{i}"))[: quotas[name]]
    ]
    return sorted(drawn, key=lambda id_: digest(f"{seed}:{id_}"))


async def drawn(world: World, by: tuple[Stratum, ...], seed: int, size: int, who: tuple[str, str] = WHO) -> Drawing:
    actor = world.actor(*who)
    criteria = SampleCriteria(SampleFrame.OPEN, range_of(actor))
    async with world.runtime.database.connection() as connection:
        return await draw(connection, actor, TICKETS, criteria, by, seed, size)


async def strata_of(world: World, by: tuple[Stratum, ...]) -> dict[str, str]:
    rows = await world.runtime.database.pool.fetch(
        "SELECT id, holder_unit_id, category, first_breached_at FROM tickets"
    )
    parts: dict[Stratum, Callable[[Row], str]] = {
        Stratum.UNIT: lambda row: str(row["holder_unit_id"]), Stratum.CATEGORY: lambda row: row["category"] or "-",
        Stratum.LATENESS: lambda row: "late" if row["first_breached_at"] else "in_time",
    }  # fmt: skip
    return {str(row["id"]): "|".join(parts[each](row) for each in by) for row in rows}


async def test_the_statement_draws_as_the_naive_model_does_and_the_same_seed_draws_the_same(world: World) -> None:
    ids = [await a_ticket(world, unit) for unit in HELD]
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("INSERT INTO categories (code, name_zh, name_en, rank) VALUES ('x', '路', 'x', 1)")
        await connection.raw.execute("UPDATE tickets SET category = 'x' WHERE id = ANY ($1)", ids[::3])
        await connection.raw.execute("UPDATE tickets SET first_breached_at = created_at WHERE id = ANY ($1)", ids[::4])
    for by, seed, size in product(BY, (0, 7, 2**53 - 1), (1, 4, 10, 500)):
        expected = naive(await strata_of(world, by), seed, size)
        found = await drawn(world, by, seed, size)
        assert [str(each.subject_id) for each in found.lots] == expected
        assert (found.frame_size, len(found.frame_digest)) == (len(HELD), 32)
    once, again = [await drawn(world, BY[1], 7, 4) for _ in range(2)]
    assert once == again
    assert await drawn(world, BY[1], 8, 4) != once
    await a_ticket(world, "V2")
    assert (await drawn(world, BY[1], 7, 4)).frame_digest != once.frame_digest


async def test_what_somebody_does_not_see_or_is_confidential_is_not_drawn(world: World) -> None:
    here, elsewhere, secret = [await a_ticket(world, unit) for unit in ("V1", "V3", "V1")]
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET confidential = true WHERE id = $1", secret)
    found = await drawn(world, (), 1, 10, ("T1", "leader"))
    assert [each.subject_id for each in found.lots] == [here]
    assert elsewhere not in {each.subject_id for each in found.lots}
    assert await drawn(world, (), 1, 10, ("K2", "leader")) == Drawing((), 0, b"")


async def test_a_sample_is_kept_with_its_seed_told_of_and_read_from_above(callers: Callers) -> None:
    for unit in HELD:
        await a_ticket(callers.world, unit)
    made = await callers.send("K1 supervisor", "/v1/samples", frame="open", unit="T1", size=3, stratify_by=["unit"])
    assert (made["frame_size"], len(made["lots"]), made["stratified_by"]) == (9, 3, ["unit"])
    assert all(
        each["subject"]["number"] and each["subject"]["holder"] and each["verdict"] is None for each in made["lots"]
    )
    here = await callers.world.runtime.database.pool.fetch(
        "SELECT id FROM tickets WHERE starts_with(holder_path, $1)", callers.world.units["T1"].path
    )
    strata = await strata_of(callers.world, (Stratum.UNIT,))
    expected = naive({id_: strata[id_] for id_ in (str(row["id"]) for row in here)}, made["seed"], 3)
    assert [each["subject"]["id"] for each in made["lots"]] == expected
    again = await callers.send("K1 leader", "/v1/samples", frame="open", unit="T1", size=3, stratify_by=["unit"])
    assert (again["frame_digest"], again["seed"] == made["seed"]) == (made["frame_digest"], False)
    chosen = await callers.ask("K1 leader", "POST", "/v1/samples", json={"frame": "open", "seed": made["seed"]})
    assert (chosen.status_code, [each["pointer"] for each in chosen.json()["errors"]]) == (422, ["/seed"])
    listed = (await callers.get("C office", "/v1/samples"))["items"]
    assert [each["id"] for each in listed] == [again["id"], made["id"]]
    assert await callers.get("C office", f"/v1/samples/{made['id']}") == made
    for who in ("T1 leader", "V1 handler", "K2 supervisor"):
        assert (await callers.ask(who, "GET", f"/v1/samples/{made['id']}")).status_code == 404
        assert (await callers.get(who, "/v1/samples"))["items"] == []
    assert (await callers.ask("K1 handler", "POST", "/v1/samples", json={"frame": "open"})).status_code == 403
    none = await callers.ask("K1 supervisor", "POST", "/v1/samples", json={"frame": "closed"})
    assert [each["code"] for each in none.json()["errors"]] == ["nothing_to_draw"]
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT * FROM events WHERE type = 'sample.drawn' ORDER BY n"
    )
    assert [row["data"]["seed"] for row in rows] == [made["seed"], again["seed"]]
    assert {row["unit_id"] for row in rows} == {callers.world.id("K1")}
