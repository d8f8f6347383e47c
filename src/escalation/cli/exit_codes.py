"""What does an exit code say?"""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended. An interruption is 128 + the number of the signal: 130 for Ctrl-C, 143 for SIGTERM."""

    DONE = 0
    FAILED = 1
    MISUSED = 2
    SOME_REFUSED = 3
    FINDINGS = 4
    LATE = 5
    NOT_CHECKED = 6
    NOT_MIGRATED = 7
