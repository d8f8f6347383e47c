"""Who prints what a link to a form names (form printers)? One for each subject."""

from collections.abc import Mapping
from typing import Final

from escalation.forms.api.form_pages import FormPrinter
from escalation.forms.api.printed_form import print_linked_ticket
from escalation.forms.usecases.ticket_forms import TICKET
from escalation.programme.bulletins.api.bulletin_pages import print_linked_bulletin
from escalation.programme.bulletins.usecases.bulletins import BULLETIN
from escalation.programme.diary.api.diary_forms import print_linked_entry
from escalation.programme.diary.usecases.diary_forms import DIARY_ENTRY
from escalation.programme.ledger.api.ledger_forms import print_linked_ledger
from escalation.programme.ledger.usecases.ledger_forms import LEDGER
from escalation.programme.meetings.api.minutes import print_linked_minutes
from escalation.programme.meetings.usecases.minutes import MEETING

FORM_PRINTERS: Final[Mapping[str, FormPrinter]] = {
    TICKET: print_linked_ticket,
    DIARY_ENTRY: print_linked_entry,
    BULLETIN: print_linked_bulletin,
    MEETING: print_linked_minutes,
    LEDGER: print_linked_ledger,
}
