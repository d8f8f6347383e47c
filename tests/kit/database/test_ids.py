"""Ids tell the time, grow, and never meet."""

import subprocess
import sys
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


# In a program of its own: whoever is forked off a process with threads may wait for ever for one that is not there.
FORKED = """
from os import fork, waitpid
from escalation.kit.database.ids import new_id

new_id()
if child := fork():
    waitpid(child, 0)
print(new_id().int & (1 << 62) - 1, flush=True)
"""


def test_a_forked_process_draws_for_itself() -> None:
    told = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True)
    ours, theirs = told.stdout.split()
    assert ours != theirs


def random_part() -> int:
    """The last 62 bits of a new id."""
    return new_id().int & (1 << 62) - 1
