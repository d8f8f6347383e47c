"""What does a check of an import answer (import checks)? How the file is read, and the receipts that it would have."""

from escalation.kit.web.fields import Out
from escalation.kit.web.receipts import ReceiptsOut, shown_receipts
from escalation.organisation.usecases.import_previews import ImportPreview
from escalation.texts import Language


class CheckedColumn(Out):
    """A heading of the file, and the field that is read from it; null for one that is not read."""

    heading: str
    field: str | None


class ImportCheckOut(ReceiptsOut):
    """The receipts that the first lines of a file would have, some hundred at once, and how it is read.

    `is_whole`: there are no more lines. `delimiter` is empty for JSON lines and workbooks; of a workbook `sheet` is
    read, and `other_sheets` are not.
    """

    is_whole: bool
    encoding: str
    delimiter: str
    sheet: str
    other_sheets: list[str]
    columns: list[CheckedColumn]


def show_check(preview: ImportPreview, language: Language) -> ImportCheckOut:
    """A dry run as it is told."""
    return ImportCheckOut(
        **dict(shown_receipts(preview.receipts, language)),
        is_whole=preview.is_whole,
        encoding=preview.encoding,
        delimiter=preview.delimiter,
        sheet=preview.sheet,
        other_sheets=list(preview.other_sheets),
        columns=[CheckedColumn(heading=heading, field=field) for heading, field in preview.columns],
    )
