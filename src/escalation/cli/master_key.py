"""Which key seals citizens' contacts? The operator's, or one made at the first start and kept in the data directory."""

import os
from base64 import b64encode
from pathlib import Path

import structlog

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.runtime.whole_files import write_whole
from escalation.setting_values import parse_key
from escalation.settings import Settings, variable

FILE = "master.key"
_log = structlog.get_logger(__name__)


def master_key(settings: Settings, data_dir: Path, *, may_make: bool = True) -> bytes:
    """32 bytes. Of several processes that start at once on an empty directory, all get the same key.

    If there is none and it must not be made, one that opens nothing: whoever only reads need not seal.
    Raises `ConfigurationInvalid` when the file cannot be read or made, or holds something else.
    """
    if settings.master_key is not None:
        return settings.master_key.get_secret_value()
    file = data_dir / FILE
    try:
        if not file.exists() and not may_make:
            return os.urandom(32)
        if not file.exists():
            write_whole(file, b64encode(os.urandom(32)) + b"\n")
            _tell(settings, file)
        return parse_key(file.read_text(encoding="ascii"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationInvalid(
            N_("The master key in {path} cannot be used: {reason}."), path=str(file), reason=reason
        ) from None
    except ValueError:
        raise ConfigurationInvalid(
            N_(
                "The file {path} does not hold a master key. Put the right one back: "
                "without it, what was sealed with it cannot be opened."
            ),
            path=str(file),
        ) from None


def _tell(settings: Settings, file: Path) -> None:
    advice = "keep a copy apart from the backups of the database"
    if settings.database_url is None:
        _log.info("master_key_made", path=str(file), advice=advice)
        return
    # Several machines may share this database, and they need the same key.
    variable_name = variable("master_key")
    _log.warning("master_key_made", path=str(file), advice=f"{advice}, and set {variable_name} on every machine")
