"""Which refusals has the command line of its own? Those that end a command with an exit code of their own."""

from typing import Final

from escalation.cli.exit_codes import ExitCode
from escalation.errors import N_, ConfigurationInvalid


class TablesNotUpToDate(ConfigurationInvalid):
    """There is no database, or its tables are those of another version, and this command does not change them."""

    detail = N_("The tables are not those of this version. Make a backup, then run: `escalation migrate`")
    exit_code: Final = ExitCode.NOT_MIGRATED
