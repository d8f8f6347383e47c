"""What can be drawn by lot and looked into (subjects)? Of every kind its source, known to no mechanism but its own."""

from typing import Final

from escalation.kit.runtime.subjects import SubjectSource
from escalation.programme.supervision.storage.ticket_subjects import TICKETS
from escalation.programme.visits.storage.visit_subjects import VISITS

SUBJECTS: Final[tuple[SubjectSource, ...]] = (TICKETS, VISITS)
