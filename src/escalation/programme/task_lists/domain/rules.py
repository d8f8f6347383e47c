"""By which rules have units task lists? Which items each level has every year, and which key tasks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.parsing.yaml_documents import load_yaml

_STRICT: Final = ConfigDict(extra="forbid", frozen=True)
_Name = Annotated[str, Field(min_length=1, max_length=100)]


class TaskKind(StrEnum):
    """Where a task comes from: the list of the level, what comes to it from above, key tasks, or the unit itself."""

    LIST = "list"
    BESIDES = "besides"
    KEY = "key"
    OWN = "own"


class TaskItem(BaseModel):
    """An item of a list."""

    model_config = _STRICT
    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
    zh: _Name
    en: _Name


class LevelTasks(BaseModel):
    """The list of a level, by the level's code in policy."""

    model_config = _STRICT
    level: Annotated[str, Field(min_length=1, max_length=64)]
    items: Annotated[tuple[TaskItem, ...], Field(min_length=1, max_length=50)]
    besides: Annotated[tuple[TaskItem, ...], Field(max_length=50)] = ()


class KeyTasks(BaseModel):
    """The key tasks (重点任务), and which levels have them."""

    model_config = _STRICT
    levels: tuple[str, ...]
    items: Annotated[tuple[TaskItem, ...], Field(max_length=50)]


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task that every unit of a level has. `place`: where in the list, 1 the first."""

    rank: int
    kind: TaskKind
    item: TaskItem
    place: int


class TaskListRules(BaseModel):
    """The section `task_lists` of the rules of the programme. Source: the survey's 任务清单 of the four levels."""

    model_config = _STRICT
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


def parse(section: Mapping[str, Any]) -> TaskListRules:
    """The rules that a section says. Raises pydantic's `ValidationError`."""
    return TaskListRules.model_validate(section)


@cache
def shipped() -> TaskListRules:
    """The rules that come with the package."""
    return parse(load_yaml(files("escalation").joinpath("data/programme/task_lists.yaml").read_text(encoding="utf-8")))
