"""Where are objects kept that are too large for the database (object store)? In a folder, or wherever speaks S3.

Objects are written whole, read whole, and never changed: a name is used once. What the names mean is known to who
gives them.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, UnknownConfigurationKeyError
from obstore.store import ObjectStore as Store
from obstore.store import from_url

from escalation.errors import N_, ConfigurationInvalid, NotFound, Unavailable

SCHEMES: Final = frozenset({"file", "s3"})


class ObjectStoreUnavailable(Unavailable):
    """The place where files are kept does not answer, or refuses."""

    code = "FILES_UNAVAILABLE"
    title = N_("File store unavailable")
    detail = N_("The file cannot be read or written just now. Try again in a moment.")


class ObjectStore:
    """Objects by name, such as `files/0197…`. Safe to use from any number of tasks and processes."""

    def __init__(self, url: str) -> None:
        """Use `file:///folder`, made if need be, or `s3://bucket/prefix` with the usual `AWS_…` variables.

        Nothing is asked yet of a server. Raises `ConfigurationInvalid` for any other address.
        """
        self._store = _store(url)

    @classmethod
    def in_folder(cls, folder: Path) -> "ObjectStore":
        """The store in a folder of this machine, which only its owner may enter. It is made if need be."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder.resolve().as_uri())

    async def put(self, name: str, content: bytes) -> None:
        """Keep an object. Raises `ObjectStoreUnavailable`."""
        with _refusing():
            await obstore.put_async(self._store, name, content)

    async def get(self, name: str) -> bytes:
        """An object. Raises `NotFound`, `ObjectStoreUnavailable`."""
        with _refusing():
            try:
                found = await obstore.get_async(self._store, name)
            except FileNotFoundError:
                raise NotFound from None
            return bytes(await found.bytes_async())

    async def delete_below(self, prefix: str) -> None:
        """Delete all objects whose name goes on behind `prefix/`; none is none. Raises `ObjectStoreUnavailable`."""
        with _refusing():
            async for names in self._names(prefix):
                await obstore.delete_async(self._store, names)

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
        raise ObjectStoreUnavailable from error
