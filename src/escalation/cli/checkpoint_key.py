"""Which checkpoint key signs? One that is made at the first start and kept in the data directory, for its owner alone.

To change it, rename `checkpoint.key` to `checkpoint-previous.key`: the next start makes another, and both sign for as
long as the earlier one is there.
"""

from pathlib import Path
from typing import Final

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.embedded.accounts import usual_data_dir
from escalation.kit.runtime.whole_files import write_whole
from escalation.settings import Settings, preferred_data_dir
from escalation.verification.domain.checkpoints import public_text

FILE: Final = "checkpoint.key"
PREVIOUS: Final = "checkpoint-previous.key"
_log = structlog.get_logger(__name__)


def checkpoint_folder(settings: Settings) -> Path | None:
    """Where checkpoints go; `None`: none are made, because several machines share a database and none was named."""
    if settings.checkpoint_dir is not None:
        return settings.checkpoint_dir.expanduser()
    return None if settings.database_url else _data_dir(settings) / "checkpoints"


def checkpoint_keys(settings: Settings) -> list[Ed25519PrivateKey]:
    """The key that signs, made if there is none, and the one before while it is there.

    Raises `ConfigurationInvalid` when a file cannot be read or made, or holds something else.
    """
    file, previous = _data_dir(settings) / FILE, _data_dir(settings) / PREVIOUS
    try:
        if not file.exists():
            made = Ed25519PrivateKey.generate()
            write_whole(file, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            _log.warning("checkpoint_key_made", path=str(file), public_key=public_text(_read(file)))
        return [_read(each) for each in (file, previous) if each.exists()]
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationInvalid(
            N_("The checkpoint key in {path} cannot be used: {reason}."), path=str(file), reason=reason
        ) from None


def known_keys(settings: Settings) -> list[str]:
    """Public keys of the key files that are there; nothing is made."""
    files = [_data_dir(settings) / name for name in (FILE, PREVIOUS)]
    return [public_text(_read(file)) for file in files if file.exists()]


def _data_dir(settings: Settings) -> Path:
    return settings.data_dir.expanduser() if settings.data_dir else usual_data_dir(preferred_data_dir())


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationInvalid(N_("The file {path} does not hold a checkpoint key."), path=str(file))
    return key
