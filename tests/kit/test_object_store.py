"""Objects are kept in a folder, or in a bucket of a server that speaks S3: the same stories for both."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from escalation.errors import ConfigurationInvalid, NotFound
from escalation.kit.runtime.object_store import ObjectStore, ObjectStoreUnavailable

BUCKET = "attachments"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings are those that everything reads which speaks S3."""
    settings = {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "REGION": "us-east-1", "ENDPOINT_URL": server}
    for name, value in {**settings, "ENDPOINT": server, "ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    client = boto3.client(
        "s3", endpoint_url=server, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    client.create_bucket(Bucket=BUCKET)
    return f"s3://{BUCKET}/files-of-this"


@pytest.fixture(params=["folder", "bucket"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ObjectStore]:
    if request.param == "folder":
        yield ObjectStore.in_folder(tmp_path / "kept")
    else:
        yield ObjectStore(request.getfixturevalue("bucket"))


async def test_what_was_put_is_there_until_it_is_deleted(store: ObjectStore) -> None:
    await store.put("files/1/content", b"\x00\xff" * 100_000)
    await store.put("files/1/thumbnail", b"small")
    await store.put("files/12/content", b"another")
    assert await store.get("files/1/content") == b"\x00\xff" * 100_000
    assert await store.names_below("files/1") == ["files/1/content", "files/1/thumbnail"]
    await store.delete_below("files/1")
    await store.delete_below("files/1")
    with pytest.raises(NotFound):
        await store.get("files/1/content")
    assert await store.get("files/12/content") == b"another"


async def test_one_object_is_deleted_and_no_other(store: ObjectStore) -> None:
    for name in ("parts/1/a", "parts/1/b"):
        await store.put(name, b"x")
    for _ in range(2):
        await store.delete("parts/1/a")
    assert await store.names_below("parts/1") == ["parts/1/b"]


async def test_what_a_writer_that_died_has_left_is_no_object_and_goes(tmp_path: Path) -> None:
    store = ObjectStore.in_folder(tmp_path)
    await store.put("files/1/content", b"whole")
    await store.put("parts/1/a", b"whole")
    for draft in ("files/1/content#1", "parts/1/b#2"):
        (tmp_path / draft).write_bytes(b"half")

    assert await store.names_below("files/1") == ["files/1/content"]
    await store.delete_drafts_below("files/1")
    await store.delete_drafts_below("files/2")
    await store.delete_below("parts/1")
    whole = [name for _, _, names in os.walk(tmp_path) for name in names]
    assert whole == ["content"]


async def test_an_object_is_on_disk_with_its_name_before_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def noted(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(tmp_path)).split("#")[0])

    monkeypatch.setattr("os.fsync", noted)
    await ObjectStore.in_folder(tmp_path).put("files/1/content", b"x")
    assert synced == ["files/1/content", "files/1", "files", "."]


async def test_a_folder_is_its_owners_alone(tmp_path: Path) -> None:
    await ObjectStore.in_folder(tmp_path / "a" / "kept").put("files/1/content", b"x")
    made = ("a/kept", "a/kept/files", "a/kept/files/1", "a/kept/files/1/content")
    assert [name for name in made if (tmp_path / name).stat().st_mode & 0o077] == []


async def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    store = ObjectStore.in_folder(tmp_path / "kept")
    for name in ("../secret", "a/../../secret", "/../secret"):
        with pytest.raises((NotFound, ValueError)):
            await store.get(name)


async def test_a_store_that_refuses_says_try_again(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(ObjectStoreUnavailable):
        await ObjectStore("s3://no-such-bucket").put("a", b"x")
    store = ObjectStore.in_folder(tmp_path / "kept")
    (tmp_path / "kept").rmdir()
    (tmp_path / "kept").write_bytes(b"a file where a folder was")
    with pytest.raises(ObjectStoreUnavailable):
        await store.put("a/b", b"x")


@pytest.mark.parametrize("url", ["", "attachments", "http://example.org/x", "memory:///", "s3://", "ftp://x/y"])
def test_other_places_are_refused_at_the_start(url: str) -> None:
    with pytest.raises(ConfigurationInvalid):
        ObjectStore(url)
