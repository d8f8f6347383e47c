"""Who prints what a link to a form names (form printers)? One for each subject."""

from collections.abc import Mapping
from typing import Final

from escalation.forms.api.form_pages import FormPrinter
from escalation.forms.api.printed_form import print_linked_ticket
from escalation.forms.usecases.ticket_forms import TICKET

FORM_PRINTERS: Final[Mapping[str, FormPrinter]] = {TICKET: print_linked_ticket}
