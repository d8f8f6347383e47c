"""Which refusals does identity have of its own?"""

from escalation.errors import N_, BadRequest


class PostNotChosen(BadRequest):
    """Somebody with several posts has not said as which of them they act; `extra` has the `posts` to choose from."""

    code = "POST_NOT_CHOSEN"
    title = N_("Post not chosen")
    detail = N_("You hold several posts. Say in the header Acting-As as which of them you act: see posts.")
