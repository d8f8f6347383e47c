"""Which headers does every request have?"""

from collections.abc import Mapping


def headers_of(language: str | None, acting_as: str | None) -> Mapping[str, str]:
    """Those that a client was made with."""
    given = {"Accept-Language": language, "Acting-As": acting_as}
    return {name: value for name, value in given.items() if value}
