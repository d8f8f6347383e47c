"""What do surveys refuse besides what everything does (refusals of surveys)?"""

from typing import ClassVar

from escalation.errors import N_, Conflict


class SurveyOver(Conflict):
    """It takes no answers any more."""

    code: ClassVar[str] = "SURVEY_OVER"
    title: ClassVar[str] = N_("The survey is over")
    detail: ClassVar[str] = N_("This survey is over. It takes no answers any more.")


class AlreadyAnswered(Conflict):
    """Who is asked has answered or refused, or is not to be called any more."""

    code: ClassVar[str] = "ALREADY_ANSWERED"
    title: ClassVar[str] = N_("Answered already")
    detail: ClassVar[str] = N_("This was answered already, or is asked no more. Nothing was kept.")


class CallOfAnother(Conflict):
    """The time for the call is over, and somebody else may have been given it."""

    code: ClassVar[str] = "CALL_OF_ANOTHER"
    title: ClassVar[str] = N_("Not your call any more")
    detail: ClassVar[str] = N_("The time for this call is over. Ask for the next one.")
