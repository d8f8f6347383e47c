"""How does a file of opinions get in? In pieces of a few hundred lines, each done once, each line answered for.

A file is split and sealed when it arrives, in the transaction that begins the operation. Whoever goes on with it does
one piece a transaction: opinions, receipts and progress are committed together, or the piece is still there.
"""

import asyncio
import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias
from uuid import UUID

import orjson

from escalation.catalogue.files import Columns, Record, at, read_csv, read_jsonl
from escalation.catalogue.fitness import tidy
from escalation.errors import N_, DuplicateExternalRef, Fault, NotFound, ValidationFailed
from escalation.storage import operations
from escalation.storage.database import Connection
from escalation.storage.forming import NewOpinion, insert_opinions
from escalation.storage.operations import Operation, Receipt, State
from escalation.storage.time import read_now
from escalation.storage.units import find_unit_by_code, find_units
from escalation.storage.vault import Vault
from escalation.usecases.catalogue import Catalogue, catalogue_in_force
from escalation.usecases.lines import ALIASES, CONTENT_LIMIT, REQUIRED, Reader, columns_of
from escalation.usecases.opinions import Source, compose, receiving_unit
from escalation.usecases.rulebook import in_force, new_id
from escalation.usecases.session import Once, Reply, Session, do_once
from escalation.workflow.situation import Actor, Role, Unit
