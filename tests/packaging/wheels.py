"""An index of wheels that hold nothing but metadata: made in no time, and installed as any other."""

from collections.abc import Container
from email.message import Message
from email.policy import Compat32
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
KEPT = ("Name", "Version", "Requires-Python", "Requires-Dist", "Provides-Extra")
BACKEND = """
import shutil

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return shutil.copy({wheel!r}, wheel_directory).rpartition("/")[2]
"""


def write_wheel(
    folder: Path,
    name: str,
    version: str,
    files: dict[str, str] | None = None,
    *,
    requires: Container[str] | None = None,
) -> Path:
    """A wheel with the requirements and extras of the installed distribution, as if it were of this version.

    Of what it requires are kept those names, if any are given.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    contents = dict(files or {})
    contents[f"{stem}.dist-info/METADATA"] = _metadata(name, version, requires)
    contents[f"{stem}.dist-info/WHEEL"] = WHEEL
    record = f"{stem}.dist-info/RECORD"
    contents[record] = "".join(f"{each},,\n" for each in [*contents, record])
    with ZipFile(path, "w") as archive:
        for each, text in contents.items():
            archive.writestr(each, text)
    return path


def _metadata(name: str, version: str, requires: Container[str] | None) -> str:
    said, kept = metadata.metadata(name), Message(Compat32())
    kept["Metadata-Version"] = "2.1"
    for field in KEPT:
        for value in said.get_all(field) or ():
            if field == "Requires-Dist" and requires is not None and not _names_one_of(requires, value):
                continue
            kept[field] = version if field == "Version" else value
    return kept.as_string()


def _names_one_of(names: Container[str], requirement: str) -> bool:
    return canonicalize_name(Requirement(requirement).name) in names


def digest(path: Path) -> str:
    """What a lock says of a file."""
    return sha256(path.read_bytes()).hexdigest()
