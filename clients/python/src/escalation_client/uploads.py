"""Files in parts, over networks that break off: what has arrived is not sent again."""

import hashlib
from collections.abc import Callable
from io import BufferedIOBase

from escalation_client.calls import Call
from escalation_client.flows import Flow
from escalation_client.generated import operations
from escalation_client.generated.models import AttachmentIn, AttachmentOut
from escalation_client.problems import Problem
from escalation_client.requests import Requester

PART = 512 * 1024

Progress = Callable[[int, int], None]
"""Told after each part how many bytes have arrived, and how many there are."""


def upload(
    requester: Requester, begin: Callable[[AttachmentIn], Call[AttachmentOut]], file: BufferedIOBase, name: str, *,
    on_begin: Callable[[str], None] | None = None, on_progress: Progress | None = None, part_size: int = PART,
) -> Flow[AttachmentOut]:  # fmt: skip
    """Send a file. `begin` attaches it to a ticket or an opinion; `on_begin` is told its id, to resume it with."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    attachment = yield from requester.send(begin({"name": name, "size": file.seek(0, 2), "sha256": digest}))
    if on_begin:
        on_begin(attachment["id"])
    return (yield from resume(requester, attachment["id"], file, on_progress=on_progress, part_size=part_size))


def resume(
    requester: Requester, attachment_id: str, file: BufferedIOBase, *, on_progress: Progress | None = None,
    part_size: int = PART,
) -> Flow[AttachmentOut]:  # fmt: skip
    """Go on with a file where it broke off. What is whole already is only completed."""
    attachment = yield from requester.send(operations.read_attachment(attachment_id))
    while attachment["state"] == "uploading" and attachment["received"] < attachment["size"]:
        if on_progress:
            on_progress(attachment["received"], attachment["size"])
        attachment = yield from _send_part(requester, attachment, file, part_size)
    if on_progress:
        on_progress(attachment["received"], attachment["size"])
    if attachment["state"] != "uploading":
        return attachment
    return (yield from requester.send(operations.complete_attachment(attachment_id)))


def _send_part(requester: Requester, attachment: AttachmentOut, file: BufferedIOBase, size: int) -> Flow[AttachmentOut]:
    """Send the next bytes. An earlier part may have arrived without our knowing."""
    file.seek(attachment["received"])
    part = operations.upload_part(attachment["id"], file.read(size), start=attachment["received"])
    try:
        return (yield from requester.send(part))
    except Problem as problem:
        if problem.code != "UPLOAD_OFFSET":
            raise
        return (yield from requester.send(operations.read_attachment(attachment["id"])))
