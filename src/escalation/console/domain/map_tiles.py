"""Where does the console have map tiles from? From a source that the operator has chosen; else there is no map."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class MapTiles:
    """`url` has `{z}`, `{x}` and `{y}` in it (Web Mercator); `attribution` is said below the map, as sources demand."""

    url: str
    attribution: str

    @property
    def origin(self) -> str:
        """The only other place from which a page of the console may load anything, and that only pictures."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"
