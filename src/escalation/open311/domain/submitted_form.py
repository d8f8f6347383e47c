"""What does a submitted form of GeoReport say (POST Service Request)? Every field as the specification names it.

Names, mail, telephone and account come to what is sealed of a citizen. The number of a device is not kept: nobody needs
it to solve the matter. What `media_url` names is not fetched: the server would go wherever a form sends it, and tell a
stranger who looks at what. It stays a line of the text; photos are sent as attachments.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.coordinates import Location, rounded
from escalation.kit.parsing.text import UnfitText, clean_line, clean_text

LONGEST_DESCRIPTION: Final = 4_000
LONGEST_URL: Final = 2_000
LONGEST_LINE: Final = 200
LONGEST_NAME: Final = 100

_LINES: Final[Mapping[str, int]] = {
    "jurisdiction_id": 64, "service_code": 64, "lat": 30, "long": 30, "address_string": LONGEST_LINE, "address_id": 64,
    "email": LONGEST_LINE, "device_id": LONGEST_LINE, "account_id": 64, "first_name": LONGEST_NAME,
    "last_name": LONGEST_NAME, "phone": LONGEST_LINE, "media_url": LONGEST_URL, "api_key": LONGEST_LINE,
}  # fmt: skip
FIELDS: Final = (*_LINES, "description")
_ATTRIBUTE: Final = re.compile(r"attribute\[(?P<code>[A-Za-z][A-Za-z0-9_]{0,31})\](\[\])?")
_DEGREES: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?")
_URL: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)

_REQUIRED: Final = "required", N_("This field is required.")
_TOO_LONG: Final = "too_long", N_("This is too long.")
_WRONG_FORM: Final = "wrong_form", N_("This is not written in the form that belongs here.")
_REPEATED: Final = "repeated", N_("This parameter may be given only once.")
_UNKNOWN: Final = "unknown_field", N_("This field is not known here.")


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """A form that was read: `content` is the description with what belongs to it, and `None` if nothing was written.

    `attributes`: what was written, by the codes of the fields.
    """

    service_code: str
    jurisdiction_id: str | None
    content: str | None
    name: str | None
    contact: str | None
    place: str | None
    location: Location | None
    account_id: str | None
    attributes: Mapping[str, Sequence[str]]


def read_submitted_form(pairs: Sequence[tuple[str, str]]) -> SubmittedForm:
    """Read a form. What is empty counts as left out. Raises `ValidationFailed` with every fault."""
    given, attributes, faults = _sorted_out(pairs)
    faults += [] if "service_code" in given else [Fault("/service_code", *_REQUIRED)]
    location = _location(given, faults)
    if location is None and not {"lat", "long", "address_string", "address_id"} & given.keys():
        detail = N_("Say where it is: lat and long, address_string or address_id.")
        faults.append(Fault("/address_string", "required", detail))
    if "media_url" in given and not _URL.fullmatch(given["media_url"]):
        faults.append(Fault("/media_url", *_WRONG_FORM))
    if faults:
        raise ValidationFailed(faults=faults)
    said = [text for text in (given.get("description"), given.get("media_url")) if text]
    return SubmittedForm(
        service_code=given["service_code"], jurisdiction_id=given.get("jurisdiction_id"),
        content="\n\n".join(said) or None, name=_name(given), contact=given.get("phone") or given.get("email"),
        place=_place(given), location=location, account_id=given.get("account_id"), attributes=attributes,
    )  # fmt: skip


def _sorted_out(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], dict[str, list[str]], list[Fault]]:
    given, attributes, faults = dict[str, str](), dict[str, list[str]](), list[Fault]()
    for name, raw in pairs:
        found = _ATTRIBUTE.fullmatch(name)
        if found is not None:
            attributes.setdefault(found["code"], []).append(raw)
        elif name not in FIELDS:
            faults.append(Fault(f"/{name}", *_UNKNOWN))
        elif name in given:
            faults.append(Fault(f"/{name}", *_REPEATED))
        elif raw.strip():
            given[name] = _cleaned(name, raw, faults)
    return given, attributes, faults


def _cleaned(name: str, raw: str, faults: list[Fault]) -> str:
    longest = _LINES.get(name, LONGEST_DESCRIPTION)
    if len(raw) > longest:
        faults.append(Fault(f"/{name}", *_TOO_LONG))
        return ""
    try:
        return clean_line(raw) if name in _LINES else clean_text(raw)
    except UnfitText as unfit:
        faults.append(Fault(f"/{name}", unfit.code, unfit.detail))
        return ""


def _location(given: Mapping[str, str], faults: list[Fault]) -> Location | None:
    """Both or none, and on this earth."""
    found: dict[str, float] = {}
    for name, furthest in (("lat", 90), ("long", 180)):
        text = given.get(name)
        if text is None:
            if {"lat", "long"} & given.keys():
                faults.append(Fault(f"/{name}", *_REQUIRED))
        elif not _DEGREES.fullmatch(text) or abs(float(text)) > furthest:
            faults.append(Fault(f"/{name}", *_WRONG_FORM))
        else:
            found[name] = rounded(float(text))
    return Location(found["long"], found["lat"]) if len(found) == len(("lat", "long")) else None


def _name(given: Mapping[str, str]) -> str | None:
    """Who it is, with what else they can be reached by: all of it is sealed.

    A telephone is the contact if there is one, for it finds what is held about a person.
    """
    parts = given.get("first_name"), given.get("last_name")
    name = " ".join(part for part in parts if part)
    if name and not name.isascii():
        name = "".join(part for part in reversed(parts) if part)
    more = [given["email"]] if "phone" in given and "email" in given else []
    more += [f"account {given['account_id']}"] if "account_id" in given else []
    return " ".join((name, *(f"<{each}>" for each in more))).strip() or None


def _place(given: Mapping[str, str]) -> str | None:
    address, number = given.get("address_string"), given.get("address_id")
    both = f"{address} ({number})" if address and number else address or number
    return both[:LONGEST_LINE] if both else None
