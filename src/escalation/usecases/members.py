"""Who is made a member, and in which roles? A file of them, or one at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from escalation.catalogue.files import Columns, Record, at, read_csv
from escalation.catalogue.fitness import looks_empty
from escalation.catalogue.members import MemberRow
from escalation.errors import Duplicate, Fault, ForbiddenAction, N_, NotFound, ValidationFailed
from escalation.storage import members, units
from escalation.storage.database import Connection
from escalation.storage.members import MemberFilters, MemberRecord, Membership, NewMember
from escalation.storage.time import read_now
from escalation.storage.units import UnitRecord
from escalation.usecases.receipts import Progress, Receipts, quietly
from escalation.usecases.rulebook import new_id
from escalation.usecases.session import Once, Reply, Session, do_once
from escalation.usecases.units import RenderReceipts, require_scope
from escalation.workflow.situation import Actor, Role

COLUMNS = Columns(
    required=("name", "home_unit_code", "role", "unit_code"),
    optional=("skills", "external_ref"),
    limits={"name": 100, "home_unit_code": 64, "role": 20, "unit_code": 64, "skills": 400, "external_ref": 200},
)
CHUNK = 2_000
RenderMember = Callable[[MemberRecord], bytes]
