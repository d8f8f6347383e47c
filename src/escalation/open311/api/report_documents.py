"""What does the OpenAPI document say of GeoReport's report documents: the answers, the errors, and the form?"""

from collections.abc import Mapping
from typing import Any, Final

from escalation.kit.web.forms import FORM
from escalation.open311.api.report_routes import MOST_FIELDS
from escalation.open311.domain.submitted_form import FIELDS, LONGEST_DESCRIPTION
from escalation.opinions.domain.custom_fields import FieldType

Json = dict[str, Any]
Responses = dict[int | str, Json]

_TEXT: Final[Json] = {"type": "string"}
_FLAG: Final[Json] = {"type": "boolean"}
_MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
_MOMENT: Final[Json] = {"type": "string", "format": "date-time"}
_MAYBE_MOMENT: Final[Json] = {"type": ["string", "null"], "format": "date-time"}
_MAYBE_NUMBER: Final[Json] = {"type": ["number", "null"]}
_ID: Final[Json] = {"type": "string", "format": "uuid"}


def _object(members: Json, optional: frozenset[str] = frozenset()) -> Json:
    return {
        "type": "object",
        "properties": members,
        "required": [name for name in members if name not in optional],
        "additionalProperties": False,
    }


def _list(members: Json, optional: frozenset[str] = frozenset()) -> Json:
    return {"type": "array", "items": _object(members, optional)}


def _content(schema: Json) -> Json:
    """As JSON; XML has the same values in elements of the same names."""
    return {"application/json": {"schema": schema}, "text/xml": {"schema": {"type": "string"}}}


_ERRORS: Final = _list({"code": {"type": "integer"}, "description": _TEXT})


def _refusals(descriptions: Mapping[int | str, str]) -> Responses:
    content = _content(_ERRORS)
    return {status: {"description": text, "content": content} for status, text in descriptions.items()}


# What is refused before anybody looks which route it is for, is refused as everywhere.
_ANY_PROBLEM: Final[Json] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_UNREADABLE: Final[Json] = {
    "description": "Something is missing or wrong: `description` says what.",
    "content": _content(_ERRORS) | _ANY_PROBLEM,
}
_REFUSED: Final = {400: _UNREADABLE} | _refusals({
    403: "The key is missing where one is needed, is not good (any more), or may not do this.",
    404: "There is no such jurisdiction, service or request, or none that may be seen.",
    429: "Too often: come again after `Retry-After`.",
})  # fmt: skip
_REFUSED_FORM: Final = _refusals({
    409: "It is not possible as things stand.",
    413: "The form is longer than this operation takes.",
    415: "This is no form.",
})  # fmt: skip


def _told(description: str, schema: Json) -> Responses:
    return {200: {"description": description, "content": _content(schema)}, **_REFUSED}


_ENDPOINT: Final = {
    "specification": _TEXT, "url": _TEXT, "changeset": _TEXT,
    "type": {"type": "string", "enum": ["production", "test"]}, "formats": {"type": "array", "items": _TEXT},
}  # fmt: skip
DISCOVERY: Final = _told(
    "Where it is.",
    _object({"changeset": _TEXT, "contact": _TEXT, "key_service": _TEXT, "endpoints": _list(_ENDPOINT)}),
)
SERVICES: Final = _told(
    "The services.",
    _list({
        "service_code": _TEXT, "service_name": _TEXT, "description": _MAYBE_TEXT, "metadata": _FLAG,
        "type": {"type": "string", "enum": ["realtime"]}, "keywords": _TEXT, "group": _TEXT,
    }),
)  # fmt: skip
_ATTRIBUTE: Final = {
    "variable": _FLAG, "code": _TEXT, "datatype": {"type": "string", "enum": list(FieldType)}, "required": _FLAG,
    "datatype_description": _MAYBE_TEXT, "order": {"type": "integer", "minimum": 1}, "description": _TEXT,
    "values": _list({"key": _TEXT, "name": _TEXT}),
}  # fmt: skip
DEFINITION: Final = _told(
    "What is asked.", _object({"service_code": _TEXT, "attributes": _list(_ATTRIBUTE, frozenset({"values"}))})
)
REQUESTS: Final = _told(
    "The requests.",
    _list({
        "service_request_id": _ID, "status": {"type": "string", "enum": ["open", "closed"]},
        "status_notes": _MAYBE_TEXT, "service_name": _TEXT, "service_code": _TEXT, "description": _MAYBE_TEXT,
        "agency_responsible": _TEXT, "service_notice": {"type": "null"}, "requested_datetime": _MOMENT,
        "updated_datetime": _MOMENT, "expected_datetime": _MAYBE_MOMENT, "address": _MAYBE_TEXT,
        "address_id": {"type": "null"}, "zipcode": {"type": "null"}, "lat": _MAYBE_NUMBER, "long": _MAYBE_NUMBER,
        "media_url": {"type": "null"},
    }),
)  # fmt: skip
TOKENS: Final = _told("The id.", _list({"service_request_id": _ID, "token": _ID}))
RECEIVED: Final = {
    **_told(
        "Received.",
        _list({"service_request_id": _ID, "service_notice": {"type": "null"}, "account_id": _MAYBE_TEXT}),
    ),
    **_REFUSED_FORM,
}

_DESCRIBED: Final = {
    "api_key": "A key of this server; `Authorization: Bearer …` does as well.",
    "jurisdiction_id": "The code of the unit that receives it; left out: the key's own.",
    "service_code": "The code of a category.",
    "lat": "With `long`: WGS 84, in degrees.",
    "description": f"At most {LONGEST_DESCRIPTION} characters.",
    "device_id": "Not kept.",
    "media_url": "Not fetched.",
}
FORM_BODY: Final[Json] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "description": (
                        "Attributes of the service are sent as `attribute[code]=…`, several values of one as "
                        f"`attribute[code][]=…`. A form has at most {MOST_FIELDS} fields."
                    ),
                    "properties": {
                        name: {**_TEXT, **({"description": _DESCRIBED[name]} if name in _DESCRIBED else {})}
                        for name in FIELDS
                    },
                    "required": ["service_code"],
                }
            }
        },
    }
}
