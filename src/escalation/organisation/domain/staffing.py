"""Who holds which role in a tree that nobody has staffed yet?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escalation.kit.parsing.yaml_documents import Node
from escalation.organisation.domain.departments import unit_code
from escalation.organisation.domain.ranks import CadreRank
from escalation.organisation.domain.units import UnitKind, UnitRow

ROLES = ("handler", "leader", "office", "supervisor", "integrator", "admin")
_REQUIRED = ("ref", "title", "role", "kinds")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member holding one role at one unit and working in its home unit, which may be a part of it."""

    external_ref: str
    name: str
    role: str
    unit_code: str
    home_unit_code: str
    skills: tuple[str, ...]
    rank: CadreRank | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post that all units of some kinds and levels have; `levels` is `None` for all of them. `ranks`: by level."""

    ref: str
    title: str
    role: str
    kinds: frozenset[UnitKind]
    levels: frozenset[str] | None
    roots: bool
    home: str | None
    skills: tuple[str, ...]
    ranks: Mapping[str, CadreRank]

    def exists_at(self, unit: UnitRow) -> bool:
        """Whether a unit has this post."""
        in_levels = self.levels is None or unit.level in self.levels
        return unit.kind in self.kinds and in_levels and not (self.roots and unit.parent_code)


def read_posts(document: object) -> tuple[Post, ...]:
    """Check a list of posts as YAML or JSON gives it. Raises `DefinitionInvalid` with a fault per place."""
    root = Node(document)
    members = root.fields(["members"], required=["members"])["members"]
    posts = tuple(_post(node) for node in members.items())
    root.finish()
    return posts


def standard_members(units: Iterable[UnitRow], posts: Iterable[Post]) -> list[MemberRow]:
    """One member for each post of each unit; a post in a part (`home`) the unit does not have is left out."""
    by_code = {unit.code: unit for unit in units}
    wanted = tuple(posts)
    return [
        _member(unit, by_code[home], post)
        for unit in by_code.values()
        for post in wanted
        if post.exists_at(unit) and (home := _home(unit, post)) in by_code
    ]


def _home(unit: UnitRow, post: Post) -> str:
    return unit_code(unit.code, post.home) if post.home else unit.code


def _member(unit: UnitRow, home: UnitRow, post: Post) -> MemberRow:
    return MemberRow(
        external_ref=f"{home.code}/{post.ref}",
        name=f"{home.name} {post.title}",
        role=post.role,
        unit_code=unit.code,
        home_unit_code=home.code,
        skills=post.skills,
        rank=post.ranks.get(unit.level),
    )


def _post(node: Node) -> Post:
    fields = node.fields([*_REQUIRED, "levels", "roots", "home", "skills", "ranks"], required=_REQUIRED)
    return Post(
        ref=fields["ref"].text(),
        title=fields["title"].text(),
        role=fields["role"].one_of(ROLES),
        kinds=frozenset(UnitKind(kind.one_of(UnitKind)) for kind in fields["kinds"].items()),
        levels=frozenset(fields["levels"].texts()) if "levels" in fields else None,
        roots="roots" in fields and fields["roots"].flag(),
        home=_optional(fields, "home"),
        skills=fields["skills"].texts() if "skills" in fields else (),
        ranks=_ranks(fields["ranks"]) if "ranks" in fields else {},
    )


def _ranks(node: Node) -> Mapping[str, CadreRank]:
    return {level: CadreRank(rank.one_of(CadreRank)) for level, rank in node.members().items()}


def _optional(fields: Mapping[str, Node], name: str) -> str | None:
    return fields[name].text() if name in fields else None
