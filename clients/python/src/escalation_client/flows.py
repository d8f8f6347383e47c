"""How does something that takes several requests go, whoever makes them? As a generator, which does no I/O itself.

A flow yields steps, is told what came of each, and returns its result. `Client` takes the steps in its thread,
`AsyncClient` in its loop; what is decided between them stands here, once.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """Make a request; told is its `Answer`. `ConnectionLost` is thrown where none came."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Let so many seconds pass."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Alone:
    """Take the steps of another flow while no other `Alone` of the same client does; told is its result."""

    flow: "Flow[Any]"


Step = Send | Pause | Alone
Flow = Generator[Step, Any, T]
