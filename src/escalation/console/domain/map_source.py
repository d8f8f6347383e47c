"""Map source: from where the maps of the console fetch their pictures, if an operator has named somebody.

Nobody is named by default: then no page asks another host for anything, and places are lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class MapSource:
    """`tiles`: addresses with {z}, {x} and {y}, each drawn over those before; whose they are has to be said below."""

    tiles: tuple[str, ...]
    attribution: str
    attribution_url: str | None = None

    @property
    def origins(self) -> tuple[str, ...]:
        """The other hosts that pages ask for tiles, in order and once each; this server itself is none."""
        parts = [urlsplit(each) for each in self.tiles]
        return tuple(dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in parts if each.netloc))


def allow_map(policy: Mapping[str, str], source: MapSource | None) -> dict[str, str]:
    """A content security policy, by its directives, under which this map works: with these hosts and no others.

    The library starts its worker by an address that is text; under Trusted Types the policy called `default` may let
    that one through. It is made with the first map.
    """
    if source is None:
        return dict(policy)
    more = {"connect-src": source.origins, "trusted-types": (_FOR_THE_WORKER,)}
    return {name: " ".join([value, *more.get(name, ())]) for name, value in policy.items()}


_FOR_THE_WORKER: Final = "default"
