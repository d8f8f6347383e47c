"""Serialization: how is a value written as JSON that was checked already?"""

import orjson


def to_json(value: object) -> bytes:
    """JSON with times in UTC; the database driver's ids are written like any other."""
    return orjson.dumps(value, default=str, option=orjson.OPT_UTC_Z)
