"""By what do exports go (export setting)? The time, the zone of the installation, and what levels are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.organisation.usecases.policies import policy_in_force
from escalation.texts import Language


@dataclass(frozen=True, slots=True)
class ExportSetting:
    """What holds for an export that begins now. `levels`: names by rank, in the caller's language."""

    now: datetime
    zone: ZoneInfo
    levels: Mapping[str, str]


async def read_export_setting(runtime: Runtime, connection: Connection, language: Language) -> ExportSetting:
    """The setting by the documents in force."""
    zone = (await calendars_in_force(runtime, connection)).base.zone
    levels = (await policy_in_force(runtime, connection)).levels
    names = {str(rank): getattr(level, language) for rank, level in levels.items()}
    return ExportSetting(await read_now(connection), zone, names)
