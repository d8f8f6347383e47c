"""Where are objects kept that are too large for the database (object store)? In a folder, or wherever speaks S3.

Objects are written whole, read whole, and never changed: a name is used once. What the names mean is known to who
gives them. An object that was put outlives a power failure, in a folder too.
"""

import asyncio
import errno
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, UnknownConfigurationKeyError
from obstore.store import ObjectStore as Store
from obstore.store import from_url

from escalation.errors import N_, ConfigurationInvalid, NotFound, Unavailable
from escalation.kit.runtime.whole_files import delete_drafts, write_whole

SCHEMES: Final = frozenset({"file", "s3"})


class ObjectStoreUnavailable(Unavailable):
    """The place where files are kept does not answer, or refuses."""

    code = "FILES_UNAVAILABLE"
    title = N_("File store unavailable")
    detail = N_("The file cannot be read or written just now. Try again in a moment.")


class ObjectStoreFull(ObjectStoreUnavailable):
    """There is no space left in the folder where files are kept."""

    code = "FILES_FULL"
    title = N_("No space left for files")
    detail = N_(
        "There is no space left where files are kept, so this one was not taken. Tell the operator to make room; "
        "then send it again."
    )


class ObjectStore:
    """Objects by name, such as `files/0197…`. Safe to use from any number of tasks and processes."""

    def __init__(self, url: str) -> None:
        """Use `file:///folder`, made if need be, or `s3://bucket/prefix` with the usual `AWS_…` variables.

        Nothing is asked yet of a server. Raises `ConfigurationInvalid` for any other address.
        """
        self._store = _store(url)
        parts = urlsplit(url)
        self.folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        """Where the objects are, unless in a bucket."""

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """The store in a folder of this machine, which only its owner may enter. It is made if need be."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder.resolve().as_uri())

    async def put(self, name: str, content: bytes) -> None:
        """Keep an object. Raises `ObjectStoreUnavailable`, and `ObjectStoreFull`: nothing of it is kept then.

        The library writes to a folder without seeing that it is on disk, and to a bucket in pieces, of which nobody
        learns who does not finish.
        """
        with _refusing():
            if self.folder is not None:
                await asyncio.to_thread(write_whole, self.folder / name, content, over=True)
            else:
                await obstore.put_async(self._store, name, content, use_multipart=False)

    async def get(self, name: str) -> bytes:
        """An object. Raises `NotFound`, `ObjectStoreUnavailable`."""
        with _refusing():
            try:
                found = await obstore.get_async(self._store, name)
            except FileNotFoundError:
                raise NotFound from None
            return bytes(await found.bytes_async())

    async def delete(self, name: str) -> None:
        """Delete an object; none is none. Raises `ObjectStoreUnavailable`."""
        with _refusing(), suppress(FileNotFoundError):
            await obstore.delete_async(self._store, name)

    async def delete_below(self, prefix: str) -> None:
        """Delete all objects whose name goes on behind `prefix/`; none is none. Raises `ObjectStoreUnavailable`.

        What writers that died have left half written there, goes too.
        """
        with _refusing():
            if self.folder is not None:
                with suppress(FileNotFoundError):
                    await asyncio.to_thread(shutil.rmtree, self.folder / prefix)
                return
            async for names in self._names(prefix):
                await obstore.delete_async(self._store, names)

    async def delete_drafts_below(self, prefix: str) -> None:
        """Delete what writers that died have left half written beside the objects `prefix/…`; nobody writes there now.

        Raises `ObjectStoreUnavailable`.
        """
        with _refusing():
            if self.folder is not None:
                await asyncio.to_thread(delete_drafts, self.folder / prefix)

    async def names_below(self, prefix: str) -> list[str]:
        """The names of all objects below a prefix. Raises `ObjectStoreUnavailable`."""
        with _refusing():
            return [name async for names in self._names(prefix) for name in names]

    async def _names(self, prefix: str) -> AsyncIterator[list[str]]:
        async for page in obstore.list(self._store, prefix):
            yield [each["path"] for each in page]


def _store(url: str) -> Store:
    if urlsplit(url).scheme not in SCHEMES:
        raise ConfigurationInvalid(N_("Files can be kept in a folder (file:///…) or in a bucket (s3://…)."))
    try:
        return from_url(url)
    except (BaseError, UnknownConfigurationKeyError, ValueError):
        raise ConfigurationInvalid(N_("The place for files cannot be used as it is written.")) from None


@contextmanager
def _refusing() -> Iterator[None]:
    """What the library raises, as refusals. A local folder raises what Python has for files."""
    try:
        yield
    except (BaseError, OSError) as error:
        is_full = isinstance(error, OSError) and error.errno in _FULL
        raise (ObjectStoreFull(extra={"retry_after": _MAKING_ROOM}) if is_full else ObjectStoreUnavailable()) from error


_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_MAKING_ROOM: Final = 30
"""Seconds after which asking again may be worth while."""
