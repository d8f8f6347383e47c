"""The number of a document, as paper has it."""

import pytest

from escalation.forms.domain.document_number import document_number


@pytest.mark.parametrize(
    ("number", "place", "written"),
    [
        ("1507-2026-000012", "呼伦贝尔市", "呼交〔2026〕12号"),
        ("150725-2026-000100", "陈巴尔虎旗", "陈交〔2026〕100号"),
        ("V1-A-2026-1000001", "村", "村交〔2026〕1000001号"),
        ("HOTLINE/20240103007", "呼伦贝尔市", "HOTLINE/20240103007"),
        ("V1-2026-000012", "", "V1-2026-000012"),
    ],
)
def test_it_is_written_as_official_documents_are(number: str, place: str, written: str) -> None:
    assert document_number(number, place) == written
