"""Refusals of publishing: what is not put in force until somebody says that it is meant."""

from escalation.errors import N_, Conflict


class ConfirmationNeeded(Conflict):
    """The new version takes something back that the one in force has; `faults` say what."""

    code = "CONFIRMATION_NEEDED"
    title = N_("Confirm what is taken back")
    detail = N_("This version takes back what the one in force has. Publish it with confirm=true if that is meant.")
