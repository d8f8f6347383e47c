"""Where do tests keep attached files, and what do good ones look like?"""

import shutil
import tempfile
from atexit import register
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from escalation.kit.runtime.object_store import ObjectStore


@cache
def file_store() -> ObjectStore:
    """A folder of this process, gone with it."""
    folder = tempfile.mkdtemp(prefix="escalation-files-")
    register(shutil.rmtree, folder, ignore_errors=True)
    return ObjectStore.in_folder(Path(folder))


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 30), colour: str = "orange") -> bytes:
    """A picture of one colour."""
    into = BytesIO()
    Image.new("RGB", size, colour).save(into, format_)
    return into.getvalue()
