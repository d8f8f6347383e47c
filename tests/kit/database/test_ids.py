"""Ids tell the time, grow, and never meet."""

from multiprocessing import get_context
from time import time_ns
from uuid import RFC_4122, UUID

from escalation.kit.database.ids import new_id


def test_an_id_is_a_uuid_of_version_7_that_tells_the_time() -> None:
    before = time_ns() // 1_000_000
    made = UUID(bytes=new_id().bytes)
    assert (made.version, made.variant) == (7, RFC_4122)
    # A burst of ids may run ahead of the clock.
    assert before <= made.int >> 80 <= time_ns() // 1_000_000 + 1_000


def test_ids_of_one_process_grow() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_the_random_part_differs_from_id_to_id() -> None:
    random = [random_part() for _ in range(1_000)]
    assert len(set(random)) == len(random)
    assert {bits >> 61 for bits in random} == {0, 1}


def test_a_forked_process_draws_for_itself() -> None:
    new_id()
    with get_context("fork").Pool(1) as pool:
        theirs = pool.apply(random_part)
    assert theirs != random_part()


def random_part() -> int:
    """The last 62 bits of a new id."""
    return new_id().int & (1 << 62) - 1
