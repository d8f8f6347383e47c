"""Similar opinions are found among very many: identical ones always, look-alikes by what they share, boundedly."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from escalation.actors import Actor
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.opinions.domain.similarity import TextFingerprint, fingerprint_of
from escalation.opinions.engine import text_marks
from escalation.opinions.storage.opinions import Opinion, OpinionFilters, find_opinions
from escalation.opinions.storage.similar_opinions import ONE, list_similar
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.lists.plans import Recorder

LOOK_ALIKES = 20_000
MOST_BUFFERS = 8_000
ZH = "小区{n}号楼的暖气从{n}日起一直不热，室温不到十五度，老人孩子都受不了，请尽快处理。"
EN = "The radiators in block {n} have been cold since the {n}th; it is below fifteen degrees inside. Please mend them."

# As many rows as wanted with the same marks, spread over units as opinions are.
_FILL = """
INSERT INTO opinions (id, unit_id, unit_path, status, title, content, source, sketch, text_hash, bands, tracking_hash,
                      received_at, received_by, updated_at)
SELECT uuidv7(), ($1::uuid[])[1 + n % cardinality($1::uuid[])], ($2::text[])[1 + n % cardinality($2::text[])],
       'inbox', '暖气不热', '暖气不热', 'web', $3::int[], n, $4::int[], uuid_send(gen_random_uuid()),
       now(), 'test', now()
FROM generate_series(1, $5::int) n
"""


async def fill(
    connection: Connection, world: World, marks: TextFingerprint, *, codes: Sequence[str], count: int
) -> None:
    """Opinions that share every band with a text, and are not it."""
    units = [world.units[code] for code in codes]
    ids, paths = [unit.id for unit in units], [unit.path for unit in units]
    for _ in range(count // 1_000):
        await connection.raw.execute(_FILL, ids, paths, list(marks.sketch), list(marks.bands), 1_000)


async def receive(connection: Connection, world: World, title: str, content: str, *, code: str = "V1") -> UUID:
    """One opinion, marked as intake does."""
    marks, unit, id_ = fingerprint_of(title, content), world.units[code], new_id()
    await connection.raw.execute(
        "INSERT INTO opinions (id, unit_id, unit_path, status, title, content, source, sketch, text_hash, bands, "
        "tracking_hash, received_at, received_by, updated_at) "
        "VALUES ($1, $2, $3, 'inbox', $4, $5, 'web', $6, $7, $8, $9, now(), 'test', now())",
        id_, unit.id, unit.path, title, content, list(marks.sketch), marks.text_hash, list(marks.bands), id_.bytes,
    )  # fmt: skip
    return id_


async def similar(connection: Connection, actor: Actor, to: UUID, *, limit: int = 20) -> list[tuple[Opinion, int]]:
    (opinion,) = await find_opinions(connection, actor, [to])
    marks = fingerprint_of(opinion.title, opinion.content)
    return await list_similar(connection, actor, opinion, marks, OpinionFilters(), after=None, limit=limit)


@pytest.mark.slow
@pytest.mark.database_of_its_own
async def test_among_twenty_thousand_look_alikes_no_more_is_read_and_identical_texts_come_first(world: World) -> None:
    askers = [world.actor(*asker) for asker in (("C", "office"), ("K1", "office"), ("V1", "leader"), ("V1", "handler"))]
    texts = [(f"{language}{n}", words.format(n=n)) for language, words in (("zh", ZH), ("en", EN)) for n in range(100)]
    marks = fingerprint_of("暖气不热", ZH)
    async with as_owner(world.runtime.database).connection() as connection:
        to = await receive(connection, world, "暖气不热", ZH)
        old = [await receive(connection, world, *text) for text in texts]
        await fill(connection, world, marks, codes=("V1", "V2", "K1"), count=3_000)
        few = [await buffers(connection, asker, to) for asker in askers]
        await fill(connection, world, marks, codes=("V1", "V2", "K1"), count=LOOK_ALIKES - 3_000)
        many = [await buffers(connection, asker, to) for asker in askers]
        firsts = [await first_like(connection, askers[0], world, *text) for text in texts]
    assert all(after < 1.2 * before + 200 and after < MOST_BUFFERS for before, after in zip(few, many, strict=True))
    assert firsts == [(each, ONE) for each in old]


async def buffers(connection: Connection, actor: Actor, to: UUID) -> int:
    """How many pages are looked at for the first twenty."""
    await connection.raw.execute("VACUUM ANALYZE opinions")
    recorder = Recorder(connection)
    assert len(await similar(recorder, actor, to)) == 20
    return (await recorder.reading()).buffers


async def first_like(connection: Connection, actor: Actor, world: World, title: str, text: str) -> tuple[UUID, int]:
    """The first that is found for the same words, written otherwise."""
    again = await receive(connection, world, f"「{title}」", f" {text} ！")
    (opinion, likeness), *_ = await similar(connection, actor, again)
    return opinion.id, likeness


async def test_look_alikes_of_ones_own_unit_are_found_among_those_of_all_others(world: World) -> None:
    async with world.runtime.database.connection() as connection:
        await fill(connection, world, fingerprint_of("暖气不热", ZH), codes=("V2", "K1"), count=5_000)
        own = await receive(connection, world, "暖气不热", "我家的暖气也不热，是七号楼的。")
        to = await receive(connection, world, "暖气不热", ZH)
        found = await similar(connection, world.actor("V1", "leader"), to)
    assert own in {opinion.id for opinion, _ in found}


async def test_a_copy_with_changed_words_is_found_in_another_unit(world: World) -> None:
    changed = ZH.replace("十五度", "十二度") + "谢谢！"
    async with world.runtime.database.connection() as connection:
        first = await receive(connection, world, "供热问题", ZH, code="V2")
        to = await receive(connection, world, "求助", changed)
        found = await similar(connection, world.actor("C", "office"), to)
    assert [opinion.id for opinion, _ in found] == [first]
    assert 0 < found[0][1] < ONE


async def test_nobody_is_shown_what_is_not_theirs_however_like_it_is(world: World) -> None:
    async with world.runtime.database.connection() as connection:
        await receive(connection, world, "暖气不热", ZH, code="V2")
        to = await receive(connection, world, "暖气不热", ZH)
        assert await similar(connection, world.actor("V1", "leader"), to) == []
        assert len(await similar(connection, world.actor("C", "office"), to)) == 1


async def test_what_was_there_before_marks_were_is_marked_by_the_engine(world: World) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        first = await receive(connection, world, "暖气不热", ZH)
        to = await receive(connection, world, "暖气不热", ZH)
        await connection.raw.execute("UPDATE opinions SET text_hash = NULL, bands = NULL WHERE id = $1", first)
        assert await similar(connection, world.actor("V1", "leader"), to) == []
    assert await text_marks.step(world.runtime) is False
    async with world.runtime.database.connection() as connection:
        assert [opinion.id for opinion, _ in await similar(connection, world.actor("V1", "leader"), to)] == [first]
