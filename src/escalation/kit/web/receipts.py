"""How is an import answered? The counts, and the first of the lines that were refused."""

from collections.abc import Callable

from escalation.errors import Fault
from escalation.kit.runtime.receipts import Receipts
from escalation.kit.web.fields import Out
from escalation.kit.web.problems import localize
from escalation.texts import Language

MOST_SHOWN = 200


class LineFault(Out):
    """A line that was refused, and why. The header is line 1."""

    line: int
    code: str
    detail: str


class ReceiptsOut(Out):
    """What came of a file. `unchanged` lines say what is so already; `faults` has the first 200 refused lines."""

    total: int
    created: int
    unchanged: int
    refused: int
    faults: list[LineFault]


def in_language(language: Language) -> Callable[[Receipts], bytes]:
    """Writes receipts for a caller."""
    return lambda receipts: shown_receipts(receipts, language).model_dump_json().encode()


def shown_receipts(receipts: Receipts, language: Language) -> ReceiptsOut:
    """Receipts as they are told."""
    return ReceiptsOut(
        total=receipts.total,
        created=receipts.created,
        unchanged=receipts.unchanged,
        refused=receipts.refused,
        faults=[_fault(fault, language) for fault in receipts.faults[:MOST_SHOWN]],
    )


def _fault(fault: Fault, language: Language) -> LineFault:
    line = int(fault.pointer.removeprefix("line "))
    return LineFault(line=line, code=fault.code, detail=localize(fault.detail, fault.params, language))
