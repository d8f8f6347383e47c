"""Which refusals do bulletins have? What is published stays as it is."""

from escalation.errors import N_, Conflict


class BulletinPublished(Conflict):
    """A published bulletin was to be changed."""

    code = "BULLETIN_PUBLISHED"
    title = N_("Bulletin published")
    detail = N_("This bulletin is published, and stays as it is.")
