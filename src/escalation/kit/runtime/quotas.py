"""Quotas: how much may one unit have waiting, and send within a day?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportQuota:
    """Of one unit: files that wait at a time, and lines within 24 hours. The operator at the terminal has none."""

    files_waiting: int = 20
    lines_a_day: int = 2_000_000
