"""What does somebody ask for? A command: an action and its fields, as checked at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class JointUnit:
    """One line of a `coordinate` command. `due_at` may be left to the policy."""

    unit_id: UUID
    task: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks for: the action and the fields that came with it (only those that were sent)."""

    action: str
    fields: Mapping[str, object]
    request_id: str

    def text(self, name: str) -> str | None:
        """A text field, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def uuid(self, name: str) -> UUID | None:
        """An id field, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, UUID) else None

    def number(self, name: str) -> int | None:
        """A whole number, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool | None:
        """A yes or no, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else None

    def moment(self, name: str) -> datetime | None:
        """A moment, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, datetime) else None

    def day(self, name: str) -> date | None:
        """A day, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    @property
    def joint_units(self) -> tuple[JointUnit, ...]:
        """The lines of `joint_units`, empty when none were sent."""
        lines = self.fields.get("joint_units", ())
        return tuple(line for line in lines if isinstance(line, JointUnit)) if isinstance(lines, tuple) else ()
