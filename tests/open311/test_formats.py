"""Both formats say the same, as GeoReport has it: names, order and nesting of elements, and no markup."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from escalation.open311.api.formats import ReportFormat, written
from tests.support.shared_data import shared

ORDER = ["variable", "code", "datatype", "required", "datatype_description", "order", "description", "values"]


def xml(root: str, value: Any) -> str:
    return written(ReportFormat.XML, root, value).decode()


def shape(element: ET.Element) -> Any:
    """Names and order, without texts."""
    return element.tag, [shape(each) for each in element]


def spark(element: ET.Element) -> Any:
    """What JSON the Spark convention makes of XML, all values as texts."""
    lists = {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
    if element.tag in lists:
        return [spark(each) for each in element]
    return {each.tag: spark(each) for each in element} if len(element) else element.text


def test_a_list_has_items_and_null_is_an_empty_element() -> None:
    assert xml("service_requests", [{"service_request_id": "1", "service_notice": None, "account_id": None}]) == (
        '<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request><service_request_id>1</service_request_id>'
        "<service_notice /><account_id /></request></service_requests>"
    )
    assert written(ReportFormat.JSON, "service_requests", [{"account_id": None}]) == b'[{"account_id":null}]'


def test_a_definition_is_nested_as_the_specification_has_it() -> None:
    values = [{"key": "123", "name": "Ford"}, {"key": "124", "name": "Chrysler"}]
    attribute = dict(
        zip(ORDER, (True, "WHISHETN", "singlevaluelist", True, None, 1, "Which make?", values), strict=True)
    )
    text = xml("service_definition", {"service_code": "DMV66", "attributes": [attribute]})
    value = "<value><key>{}</key><name>{}</name></value>"
    assert text.partition("\n")[2] == (
        "<service_definition><service_code>DMV66</service_code><attributes><attribute><variable>true</variable>"
        "<code>WHISHETN</code><datatype>singlevaluelist</datatype><required>true</required><datatype_description />"
        "<order>1</order><description>Which make?</description><values>"
        f"{value.format('123', 'Ford')}{value.format('124', 'Chrysler')}</values></attribute></attributes>"
        "</service_definition>"
    )


def test_errors_and_discovery_are_lists_as_well() -> None:
    errors = xml("errors", [{"code": 403, "description": "no"}, {"code": 404, "description": "none"}])
    assert "<errors><error><code>403</code><description>no</description></error><error>" in errors
    endpoint = {"url": "u", "formats": ["text/xml", "application/json"]}
    assert "<endpoints><endpoint><url>u</url><formats><format>text/xml</format><format>" in xml(
        "discovery", {"endpoints": [endpoint]}
    )


@given(st.text())
def test_no_text_is_markup_or_breaks_the_document(text: str) -> None:
    try:
        stored = text.encode().decode()
    except UnicodeEncodeError:
        stored = text.encode(errors="replace").decode()
    element = ET.fromstring(xml("errors", [{"code": 400, "description": stored}]))  # noqa: S314 - just written
    assert shape(element) == ("errors", [("error", [("code", []), ("description", [])])])


@pytest.mark.parametrize(
    "name", ["fixture_requests_many.xml", "fixture_requests_single.xml", "fixture_services_giessen.xml"]
)
def test_what_others_answer_is_written_as_they_wrote_it(name: str) -> None:
    """Real answers: read by the convention, and written by us, they have the same elements in the same order."""
    theirs = ET.parse(shared("open311") / name).getroot()  # noqa: S314 - a file of our own
    ours = ET.fromstring(xml(theirs.tag, spark(theirs)))  # noqa: S314 - just written
    assert shape(ours) == shape(theirs)


def schema(name: str) -> Draft202012Validator:
    """A schema of the specification; its lists refer to files beside them."""
    document = json.loads((shared("open311") / f"schema_{name}.json").read_text(encoding="utf-8"))
    if "$ref" in document.get("items", {}):
        one = str(document["items"]["$ref"])
        document["items"] = json.loads((shared("open311") / f"schema_{one}").read_text(encoding="utf-8"))
    return Draft202012Validator(document)


@pytest.mark.parametrize(("fixture", "name"), [("service_list", "services"), ("service_requests", "requests")])
def test_the_schemas_take_their_own_examples(fixture: str, name: str) -> None:
    """The control: our answers are held to these schemas."""
    assert schema(name).is_valid(orjson.loads((shared("open311") / f"fixture_{fixture}.json").read_bytes()))
