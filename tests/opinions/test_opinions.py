"""What is kept of a citizen's contact, and what the catalogue says."""

import re
import runpy
import unicodedata
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.database.migrate import migrations
from escalation.opinions.domain.contact_masking import comparable, masked
from escalation.opinions.usecases.category_suggestions import catalogue_in_force, category_with
from tests.support.catalogue import load_categories
from tests.support.roles import as_owner
from tests.support.world import World

SHORTENED: Final = runpy.run_path(str(migrations() / "versions" / "0008_masks_and_words.py"))["SHORTENED"]


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13800131234", "****34"),
        ("+86-138-0013-1234", "****34"),
        ("１３８００１３１２３４", "****34"),
        ("0470-8221234转801", "****01"),
        ("0470-8221234 13800131299", "****99"),
        ("someone@example.com, 000-0123-4567", "****67"),
        ("李明 13800131234 朝阳街12号", "****12"),
        ("wxid_wang1985", "***"),
        ("王小明", "***"),
        ("朝阳街道12号楼301室", "***"),
        ("abc", "***"),
        ("wang@example.com", "w***@example.com"),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "w***@example.com"),
        ("13800131234@139.com", "1***@139.com"),
        ("a@13800131234.com", "****34"),
        ("someone@朝阳街12号.王小明", "***"),
        ("a@b.com c@d.com", "***"),
        ("a@wang", "***"),
        ("@", "***"),
        ("@example.com", "***"),
    ],
)
def test_a_contact_is_masked(contact: str, shown: str) -> None:
    assert masked(contact) == shown


@given(st.from_regex(r"1[0-9]{10}", fullmatch=True), st.sampled_from(["", "+86 ", "0086", "86"]), st.sampled_from(" -"))
def test_a_number_is_the_same_however_it_is_written(number: str, prefix: str, gap: str) -> None:
    assert comparable(f"{prefix}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}") == number


@pytest.mark.parametrize("typed", ["１３８－００１３－１２３４", "138‐0013‐1234", "＋８６（１３８）００１３　１２３４"])
def test_a_number_of_full_width_is_the_same_number(typed: str) -> None:
    assert comparable(typed) == "13800131234"


PIECES = st.sampled_from(
    [
        "wang@example.com",
        "13800131234",
        "0470-8221234转801",
        "wxid_abc123",
        "王小明",
        "朝阳街12号",
        "１３９",
        "@",
        ".com",
        ",",
    ]
)


def tells(contact: str, mask: str) -> bool:
    """Whether three characters in a row are shown that belong to no well-formed domain."""
    shown = re.sub(r"(?<=^.[*]{3}@)([a-z0-9-]{1,63}[.])+[a-z]{2,63}$", "", mask, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKC", contact)
    return any(plain[at : at + 3] in shown for at in range(len(plain) - 2))


@given(st.one_of(st.lists(PIECES, max_size=5).map("".join), st.text(max_size=40)).filter(lambda text: "*" not in text))
def test_a_mask_shows_three_characters_in_a_row_of_a_domain_only(contact: str) -> None:
    assert not tells(contact, masked(contact))


def test_a_mask_by_what_is_hidden_would_be_noticed() -> None:
    """A control of the test above."""
    assert tells("13800131234", "138****1234")
    assert tells("someone@example.com, 000-0123-4567", "s***@example.com, 000-0123-4567")


@pytest.mark.parametrize(
    ("mask", "shown"),
    [
        ("138****1234", "****34"),
        ("8****34", "****34"),
        ("朝阳街****301室", "***"),
        ("a***", "***"),
        ("w***@example.com", "w***@example.com"),
        ("s***@example.com, 000-0123-4567", "***"),
        ("王***@朝阳街12", "***"),
        ("***@", "***"),
        ("a***@13800131234.com", "***"),
        (None, None),
    ],
)
async def test_a_mask_that_said_more_is_shortened(world: World, mask: str | None, shown: str | None) -> None:
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("CREATE TEMPORARY TABLE opinions (contact_masked text) ON COMMIT DROP")
        await connection.raw.execute("INSERT INTO opinions VALUES ($1)", mask)
        await connection.raw.execute(SHORTENED)
        assert await connection.raw.fetchval("SELECT contact_masked FROM opinions") == shown


async def test_a_category_that_was_added_just_now_is_known_at_once(world: World) -> None:
    async with world.runtime.database.connection() as connection:
        assert (await catalogue_in_force(world.runtime, connection)).rows == ()
        assert await category_with(world.runtime, connection, "urban") is None
        await load_categories(world.runtime)
        found = await category_with(world.runtime, connection, "urban")
        assert found is not None
        assert (await catalogue_in_force(world.runtime, connection)).find(found.zh) == found
