"""By which rules have units task lists? Which items each level has every year, and which key tasks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, Label, Name, UnitCode, pointer, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection


class TaskKind(StrEnum):
    """Where a task comes from: the list of the level, what comes to it from above, key tasks, or the unit itself."""

    LIST = "list"
    BESIDES = "besides"
    KEY = "key"
    OWN = "own"


class TaskItem(Document):
    """An item of a list."""

    code: Name
    zh: Label
    en: Label


class LevelTasks(Document):
    """The list of a level, by the level's code in policy."""

    level: UnitCode
    items: Annotated[tuple[TaskItem, ...], Field(min_length=1, max_length=50)]
    besides: Annotated[tuple[TaskItem, ...], Field(max_length=50)] = ()


class KeyTasks(Document):
    """The key tasks (重点任务), and which levels have them."""

    levels: Annotated[tuple[UnitCode, ...], Field(max_length=20)]
    items: Annotated[tuple[TaskItem, ...], Field(max_length=50)]


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task that every unit of a level has. `place`: where in the list, 1 the first."""

    rank: int
    kind: TaskKind
    item: TaskItem
    place: int


class TaskListRules(Document):
    """The section `task_lists` of the rules of the programme. Source: the survey's 任务清单 of the four levels."""

    levels: Annotated[tuple[LevelTasks, ...], Field(min_length=1, max_length=20)]
    key_tasks: KeyTasks

    def tasks(self, ranks: Mapping[str, int]) -> Iterator[TemplateTask]:
        """All tasks of all levels; `ranks` has those of policy by code."""
        for each in self.levels:
            if each.level in ranks:
                keys = self.key_tasks.items if each.level in self.key_tasks.levels else ()
                of = ((TaskKind.LIST, each.items), (TaskKind.BESIDES, each.besides), (TaskKind.KEY, keys))
                listed = [(kind, item) for kind, items in of for item in items]
                for place, (kind, item) in enumerate(listed, start=1):
                    yield TemplateTask(ranks[each.level], kind, item, place)


def parse(section: object) -> TaskListRules:
    """The rules that a section says. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(TaskListRules, section)
    refuse(_named_twice(rules))
    return rules


SECTION: Final = RuleSection("task_lists", parse)


def _named_twice(rules: TaskListRules) -> Iterator[Fault]:
    """A level has one list, and a list each item once."""
    named: dict[tuple[str | int, ...], list[str]] = {("levels",): [each.level for each in rules.levels]}
    for at, each in enumerate(rules.levels):
        named |= {("levels", at, part): [item.code for item in getattr(each, part)] for part in ("items", "besides")}
    named["key_tasks", "items"] = [item.code for item in rules.key_tasks.items]
    for place, names in named.items():
        for at, name in enumerate(names):
            if name in names[:at]:
                yield Fault(pointer(*place, at), "named_twice", N_("Something is named more than once here."))
