"""Which refusals do messages have? What cannot be done with a channel, though it is there."""

from escalation.errors import N_, Conflict, TooManyRequests, Unprocessable


class ChannelNotWaiting(Conflict):
    """The channel waits for no code: it has shown already that somebody reads it, or its code is too old."""

    code = "CHANNEL_NOT_WAITING"
    title = N_("No code is waited for")
    detail = N_("This channel waits for no code. If it is not active, have another code sent.")


class ChannelNotActive(Conflict):
    """Nothing is sent by a channel before somebody has shown that they read it."""

    code = "CHANNEL_NOT_ACTIVE"
    title = N_("Channel not active")
    detail = N_("This channel is not active. Have a code sent to it, and enter it.")


class CodeWrong(Unprocessable):
    """Not the code that was sent; after a few tries it is good no more."""

    code = "CODE_WRONG"
    title = N_("Wrong code")
    detail = N_("This is not the code that was sent. After five wrong ones another has to be sent.")


class AskedTooOften(TooManyRequests):
    """So many messages were asked for within a day that no more are sent: somebody else might be reading them."""

    detail = N_("Too many messages were asked for within a day. Try again tomorrow.")
