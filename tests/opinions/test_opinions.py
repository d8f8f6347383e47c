"""What is kept of a citizen's contact, and what the catalogue says."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.opinions.domain.contact_masking import comparable, masked
from escalation.opinions.usecases.categories import load_categories
from escalation.opinions.usecases.category_suggestions import catalogue_in_force, category_with
from tests.support.world import World


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13800131234", "138****1234"),
        ("138 0013 1234", "138****1234"),
        ("+86-138-0013-1234", "138****1234"),
        ("0470-8221234", "047****1234"),
        ("8221234", "8****34"),
        ("abc", "a***"),
        ("wang@example.com", "w***@example.com"),
        ("@", "***@"),
    ],
)
def test_a_contact_is_masked(contact: str, shown: str) -> None:
    assert masked(contact) == shown


@given(st.from_regex(r"1[0-9]{10}", fullmatch=True), st.sampled_from(["", "+86 ", "0086", "86"]), st.sampled_from(" -"))
def test_a_number_is_the_same_however_it_is_written(number: str, prefix: str, gap: str) -> None:
    assert comparable(f"{prefix}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}") == number


@given(st.text(string.ascii_letters + string.digits, min_size=3, max_size=40))
def test_a_mask_never_shows_a_whole_contact(contact: str) -> None:
    assert contact not in masked(contact)


async def test_a_category_that_was_added_just_now_is_known_at_once(world: World) -> None:
    async with world.runtime.database.connection() as connection:
        assert (await catalogue_in_force(world.runtime, connection)).rows == ()
        assert await category_with(world.runtime, connection, "urban") is None
        await load_categories(world.runtime)
        found = await category_with(world.runtime, connection, "urban")
        assert found is not None
        assert (await catalogue_in_force(world.runtime, connection)).find(found.zh) == found
