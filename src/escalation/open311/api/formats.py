"""In which formats does GeoReport answer? As JSON, and as XML made of the same values (the Spark convention).

A list is an element with one of another name for each of its items; what is not there is an empty element.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson
from fastapi import Response

ITEMS: Final[Mapping[str, str]] = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""How the items of a list are called, by the name of the list."""

_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ReportFormat(StrEnum):
    """The end of the path says which one."""

    XML = "xml"
    JSON = "json"


MEDIA_TYPES: Final[Mapping[ReportFormat, str]] = {
    ReportFormat.XML: "text/xml; charset=utf-8",
    ReportFormat.JSON: "application/json; charset=utf-8",
}


def written(format_: ReportFormat, root: str, value: Any) -> bytes:
    """A value in a format. `root`: the name of the outermost element, which JSON has not."""
    if format_ is ReportFormat.JSON:
        return orjson.dumps(value)
    element = Element(root)
    _fill(element, value)
    return (_DECLARATION + tostring(element, encoding="unicode")).encode()


def answered(format_: ReportFormat, root: str, value: Any, status: int = 200) -> Response:
    """The same as an answer."""
    return Response(written(format_, root, value), status, media_type=MEDIA_TYPES[format_])


def _fill(element: Element, value: Any) -> None:
    match value:
        case Mapping():
            for name, member in value.items():
                _fill(SubElement(element, name), member)
        case bool():
            element.text = "true" if value else "false"
        case str():
            element.text = _NOT_XML.sub("\ufffd", value)
        case Sequence():
            for item in value:
                _fill(SubElement(element, ITEMS[element.tag]), item)
        case None:
            pass
        case _:
            element.text = str(value)
