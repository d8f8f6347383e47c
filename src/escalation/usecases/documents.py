"""By which rules does this place work? Workflows, policies and calendars are checked, then published as versions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escalation.clocks.calendar import Calendar
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import Stage
from escalation.errors import DefinitionInvalid, Fault, ForbiddenAction, N_, NotFound
from escalation.storage import documents
from escalation.storage.database import Connection
from escalation.storage.documents import DocumentKind, newest_version, read_document
from escalation.storage.units import levels_in_use
from escalation.usecases.session import Once, Reply, Session, do_once
from escalation.workflow import default
from escalation.workflow.diagram import mermaid
from escalation.workflow.situation import Actor

_LOCK_EVERYTHING = 0
