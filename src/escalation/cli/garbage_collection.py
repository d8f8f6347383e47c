"""How often does garbage collection look for reference cycles? Seldom, and not among what stays."""

import gc
from typing import Final

_YOUNG: Final = 50_000
"""Objects that may come into being, net, before the young are looked through: more than a batch of work keeps."""
_BETWEEN, _WHOLE = 20, 50
"""How often the younger are looked through before the next older."""


def collect_seldom() -> None:
    """Set what is loaded now apart, and look for cycles fifty times more seldom than Python does by itself.

    A batch of decisions or deliveries makes tens of thousands of objects that are all dropped at its end, without a
    cycle among them; going through them, and through every module, again and again took a quarter of a worker's time.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, _BETWEEN, _WHOLE)
