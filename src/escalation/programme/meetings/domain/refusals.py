"""Which refusals do meetings have? What cannot be done with one as it stands."""

from escalation.errors import N_, Conflict


class MeetingOver(Conflict):
    """The meeting was held or cancelled, so its plan and agenda stay as they are."""

    code = "MEETING_OVER"
    title = N_("Meeting over")
    detail = N_("This meeting was held or cancelled. What was planned for it can no longer be changed.")


class MeetingDecisionEnded(Conflict):
    """A decision of a meeting that is done or withdrawn is not done again."""

    code = "MEETING_DECISION_ENDED"
    title = N_("Decision ended already")
    detail = N_("This decision of the meeting is done or withdrawn already.")
