"""Which map has the console (map source)? What the settings say about it, for the server."""

from escalation.console.domain.map_source import MapSource
from escalation.errors import N_, ConfigurationInvalid
from escalation.settings import Settings

_NOBODYS = N_("ESCALATION_MAP_TILES needs ESCALATION_MAP_ATTRIBUTION: whose the map is has to stand below it.")


def map_source(settings: Settings) -> MapSource | None:
    """Whose tiles are shown; `None` where places are lists. Raises `ConfigurationInvalid` for tiles of nobody."""
    if not settings.map_tiles:
        return None
    if settings.map_attribution is None:
        raise ConfigurationInvalid(_NOBODYS)
    return MapSource(settings.map_tiles, settings.map_attribution, settings.map_attribution_url)
