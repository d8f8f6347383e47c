"""Which refusals do attachments have? What cannot be taken as it was sent, and what is not finished."""

from escalation.errors import N_, Conflict, TooManyRequests


class UploadIncomplete(Conflict):
    """Not all bytes have come yet; `extra` has `received`."""

    code = "UPLOAD_INCOMPLETE"
    title = N_("Upload not complete")
    detail = N_("Not all of the file has arrived. Go on where it stopped: `received` says where.")


class UploadElsewhere(Conflict):
    """A part does not begin where the last one ended; `extra` has `received`."""

    code = "UPLOAD_OFFSET"
    title = N_("Another part is next")
    detail = N_("This part does not begin where the last one ended. Go on where it stopped: `received` says where.")


class NotUploading(Conflict):
    """The file is complete, was refused, or was removed."""

    code = "NOT_UPLOADING"
    title = N_("No longer being uploaded")
    detail = N_("This file is not being uploaded any more. Read it to see what became of it.")


class PhotoQuotaSpent(TooManyRequests):
    """As much was sent today as is taken from one address, or from all; `extra['retry_after']` holds whole seconds."""

    detail = N_("No more photos are taken from here today. What you have written has arrived without them.")
