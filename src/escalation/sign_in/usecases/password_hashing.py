"""Password hashing: argon2id (RFC 9106), a few at a time, and as much work for a name that nobody has."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from escalation.errors import TooManyRequests
from escalation.sign_in.domain.configuration import HashingCost
from escalation.sign_in.domain.passwords import as_typed

T = TypeVar("T")

AT_A_TIME: Final = 2
"""Hashes that are computed at once in one process: each takes a core, and the memory that it is told to."""

MOST_WAITING: Final = 40
"""More would wait longer than anybody waits for an answer."""


class PasswordHashing:
    """Makes hashes and compares with them, in threads."""

    def __init__(self, cost: HashingCost) -> None:
        """Remember what a hash may cost."""
        self._hasher = PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)
        self._turns = asyncio.Semaphore(AT_A_TIME)
        self._waiting = 0
        self.compared = 0
        """How many passwords were compared with a hash, that of nobody included."""

    @cached_property
    def _of_nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The hash of a password; it names its parameters and its salt."""
        return await self._in_turn(lambda: self._hasher.hash(as_typed(password)))

    async def is_right(self, hashed: str | None, password: str) -> bool:
        """Whether a password has this hash. Without one it takes as long, and is wrong."""
        return await self._in_turn(lambda: self._compare(hashed or self._of_nobody, password)) and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether a hash was made by other parameters than those of today."""
        return self._hasher.check_needs_rehash(hashed)

    def _compare(self, hashed: str, password: str) -> bool:
        self.compared += 1
        try:
            return self._hasher.verify(hashed, as_typed(password))
        except (VerificationError, InvalidHashError):
            return False

    async def _in_turn(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise TooManyRequests(extra={"retry_after": 5})
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1
