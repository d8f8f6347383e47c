"""Are identical and nearly identical opinions found among a million, and what does one question read?

`python -m bench.opinions.likeness --opinions 1000000` writes made-up opinions of two languages over the villages of
the sample region, copies some (word for word, and with one letter in 25 changed), and asks for those like each copy, as
the office of the topmost unit and as the village that received it.
"""

import argparse
import asyncio
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from statistics import mean, median
from time import perf_counter
from typing import Any, Final
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.support.bulk import without_indexes
from bench.support.databases import Address, private_postgres
from bench.support.tree import Chain, chains, plant
from bench.transitions.measured import KEY
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection, connect
from escalation.kit.database.ids import new_id
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.storage.opinions import Opinion, OpinionFilters, find_opinions
from escalation.opinions.storage.similar_opinions import list_similar
from escalation.publishing.usecases.defaults import publish_seed

AT_ONCE: Final = 10_000
_ZH = (
    "{place}的{thing}从{n}月{n}日起{fault},{who}多次反映没有结果,希望有关部门尽快{wish}。编号{code}。",
    "{who}住在{place}{n}号,{thing}{fault}已经{n}天,影响正常生活,请{wish}。联系过{n}次。{code}",
    "关于{place}{thing}{fault}的问题:{who}都有意见,去年{n}月就说要{wish},到现在没有动静,{code}号答复不能接受。",
)
_EN = (
    "The {thing} at {place} has been {fault} since day {n}. {who} asked {n} times. Please {wish}. Reference {code}.",
    "{who} live at {place} no. {n}; the {thing} is {fault} for {n} days now and nobody comes to {wish}, see {code}.",
)
_WORDS = {
    "zh": {
        "thing": [
            "暖气",
            "路灯",
            "自来水",
            "道路",
            "下水道",
            "垃圾箱",
            "电梯",
            "公交站",
            "食堂",
            "卫生院",
            "低保金",
            "工资",
            "草场",
            "水渠",
            "桥",
        ],
        "fault": [
            "不热",
            "损坏",
            "停用",
            "积水",
            "漏水",
            "没人管",
            "噪音大",
            "收费不合理",
            "拖欠",
            "被占用",
            "结冰",
            "污染严重",
        ],
        "who": ["我们", "老人和孩子", "全体业主", "村民", "商户", "学生家长", "牧民", "工人"],
        "wish": ["修好", "解决", "答复", "公开", "调查", "处理", "补发", "清理"],
        "place": [
            f"{a}{b}{c}"
            for a in "东西南北新兴安民"
            for b in "河山林苑街村镇湖"
            for c in ("小区", "嘎查", "路口", "社区")
        ],
    },
    "en": {
        "thing": [
            "heating",
            "lamp",
            "tap",
            "road",
            "drain",
            "lift",
            "bus-stop",
            "canteen",
            "clinic",
            "allowance",
            "wage",
            "pasture",
            "ditch",
        ],
        "fault": [
            "cold",
            "broken",
            "closed",
            "flooded",
            "leaking",
            "neglected",
            "noisy",
            "overpriced",
            "unpaid",
            "blocked",
            "frozen",
        ],
        "who": ["We", "Old people", "The residents", "Villagers", "Shopkeepers", "Parents", "Herders", "Workers"],
        "wish": ["mend it", "solve it", "answer", "publish it", "look into it", "deal with it", "pay", "clear it"],
        "place": [
            f"{a} {b} {c}"
            for a in ("East", "West", "North", "Upper", "Lower")
            for b in ("Mill", "River", "Hill", "Park")
            for c in ("Street", "Lane", "Village", "Court")
        ],
    },
}
_COLUMNS: Final = (
    "id", "unit_id", "unit_path", "status", "title", "content", "source", "sketch", "text_hash", "bands",
    "tracking_hash", "received_at", "received_by", "updated_at",
)  # fmt: skip

Text = tuple[str, str]


def main() -> None:
    """Fill, plant, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opinions", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=200, help="copies of each kind and language")
    asked = parser.parse_args()
    with private_postgres() as address:
        asyncio.run(measure(Console(), address, asked.opinions, asked.asked))


async def measure(console: Console, address: Address, count: int, asked: int) -> None:
    """Print recall and cost for each kind of copy."""
    dsn = address("postgres")
    await upgrade(dsn)
    database = await connect(dsn)
    async with database.transaction() as connection:
        await publish_seed(connection)
    await plant(Runtime(database, Vault(KEY), CompiledDocuments()), ())
    async with database.connection() as connection:
        places = [chain for chain in await chains(connection) if chain[0].level == 1]
    began = perf_counter()
    async with without_indexes(dsn, ["opinions"], lambda _: None):
        await fill(dsn, places, count)
    console.print(
        f"{count:,} opinions in {len(places):,} villages: written and indexed in {perf_counter() - began:.0f} s"
    )
    async with database.connection() as connection:
        size = await connection.raw.fetchval(
            "SELECT sum(pg_relation_size(indexrelid)) FROM pg_index WHERE indrelid = 'opinions'::regclass "
            "AND indexrelid::regclass::text ~ 'band|text_hash'"
        )
        console.print(f"indexes of marks: {int(size) / count:.0f} bytes an opinion")
        table = Table("language", "copy", "asked by", "found", "found first", "ms median", "ms worst", "same title")
        for row in await ask(connection, places, asked):
            table.add_row(*row)
    console.print(table)
    await database.close()


def texts(seed: int, count: int) -> Iterator[tuple[str, Text]]:
    """Made-up opinions, four of five in Chinese."""
    dice = random.Random(seed)
    for _ in range(count):
        language = "en" if dice.random() < 0.2 else "zh"
        yield language, a_text(dice, language)


def a_text(dice: random.Random, language: str) -> Text:
    """A title and a text of two sentences."""
    words = {name: dice.choice(choices) for name, choices in _WORDS[language].items()}
    patterns = _EN if language == "en" else _ZH
    title = (
        f"{words['place']}{words['thing']}{words['fault']}"
        if language == "zh"
        else f"{words['thing']} {words['fault']}"
    )
    said = [
        pattern.format(**words, n=dice.randrange(1, 31), code=dice.randrange(10**6))
        for pattern in dice.sample(patterns, 2)
    ]
    return title, "".join(said)


def changed(dice: random.Random, text: Text) -> Text:
    """One letter in 25 replaced by another, and a word added."""
    letters = list(text[1])
    for _ in range(max(1, len(letters) // 25)):
        letters[dice.randrange(len(letters))] = dice.choice(text[1])
    return text[0], "".join(letters) + dice.choice(["谢谢!", "盼复。", " Thanks."])


def rows_of(seed: int, count: int, places: Sequence[tuple[UUID, str]]) -> list[tuple[Any, ...]]:
    """Rows as the table has them, but their moments."""
    dice = random.Random(-seed)
    rows = []
    for _, (title, content) in texts(seed, count):
        marks, id_, (unit, path) = fingerprint_of(title, content), new_id(), dice.choice(places)
        rows.append((
            id_.bytes, unit.bytes, path, "inbox", title, content, "web", list(marks.sketch), marks.text_hash,
            list(marks.bands), id_.bytes,
        ))  # fmt: skip
    return rows


async def fill(dsn: str, places: Sequence[Chain], count: int) -> None:
    """Write the opinions, marked by two processes."""
    units = [(UUID(bytes=chain[0].id.bytes), chain[0].path) for chain in places]
    loop, raw = asyncio.get_running_loop(), await asyncpg.connect(dsn)
    await raw.execute("SET session_replication_role = replica")
    now = await raw.fetchval("SELECT now()")
    with ProcessPoolExecutor(2) as pool:
        for first in range(1, count // AT_ONCE + 1, 4):
            seeds = range(first, min(first + 4, count // AT_ONCE + 1))
            made = [loop.run_in_executor(pool, rows_of, seed, AT_ONCE, units) for seed in seeds]
            for part in made:
                records = [(UUID(bytes=row[0]), UUID(bytes=row[1]), *row[2:], now, "bench", now) for row in await part]
                await raw.copy_records_to_table("opinions", records=records, columns=_COLUMNS)
    await raw.close()


async def ask(connection: Connection, places: Sequence[Chain], count: int) -> list[tuple[str, ...]]:
    """A row of figures for each language, kind of copy and asker."""
    dice, found = random.Random(7), []
    ids = await connection.raw.fetch(
        "SELECT id, title, content FROM opinions ORDER BY md5(id::text) LIMIT $1", 20 * count
    )
    for language in ("zh", "en"):
        chosen = [row for row in ids if row["content"].isascii() == (language == "en")][:count]
        for kind in ("identical", "changed"):
            for who in ("topmost office", "village"):
                figures = [await one(connection, dice, row, places, kind, who) for row in chosen]
                found.append((language, kind, who, *_told(figures)))
    return found


Figures = tuple[int | None, float, float]
"""Where it stands, how long it took, and the share of those found that have its title."""


async def one(
    connection: Connection, dice: random.Random, row: Any, places: Sequence[Chain], kind: str, who: str
) -> Figures:
    """Where among the first twenty the original is, milliseconds, and the share of the same matter among them."""
    text = (row["title"], row["content"]) if kind == "identical" else changed(dice, (row["title"], row["content"]))
    original = (await find_opinions(connection, _root(places[0]), [row["id"]]))[0]
    asker = (
        _root(places[0])
        if who == "topmost office"
        else Actor("bench", Role.LEADER, original.unit_id, original.unit_path)
    )
    marks = fingerprint_of(*text)
    copy = _copy(original, text)
    began = perf_counter()
    found = await list_similar(connection, asker, copy, marks, OpinionFilters(), after=None, limit=20)
    took = (perf_counter() - began) * 1000
    places_of = [place for place, (opinion, _) in enumerate(found) if opinion.id == original.id]
    same = mean(opinion.title == original.title for opinion, _ in found) if found else 0.0
    return (places_of[0] if places_of else None), took, same


def _copy(original: Opinion, text: Text) -> Opinion:
    fields = {name: getattr(original, name) for name in Opinion.__dataclass_fields__}
    return Opinion(**fields | {"id": new_id(), "title": text[0], "content": text[1]})


def _root(chain: Chain) -> Actor:
    return Actor("bench", Role.OFFICE, chain[-1].id, chain[-1].path)


def _told(figures: Sequence[Figures]) -> tuple[str, ...]:
    at = [place for place, *_ in figures]
    took = [ms for _, ms, _ in figures]
    return (
        f"{sum(place is not None for place in at)}/{len(at)}", f"{sum(place == 0 for place in at)}/{len(at)}",
        f"{median(took):.1f}", f"{max(took):.1f}", f"{mean(same for *_, same in figures):.2f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
