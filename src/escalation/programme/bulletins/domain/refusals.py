"""Which refusals do bulletins have? What is published stays as it is, and nothing else is opened to everybody."""

from escalation.errors import N_, Conflict


class BulletinPublished(Conflict):
    """A published bulletin was to be changed."""

    code = "BULLETIN_PUBLISHED"
    title = N_("Bulletin published")
    detail = N_("This bulletin is published, and stays as it is.")


class BulletinDraft(Conflict):
    """A draft was to be opened to everybody."""

    code = "BULLETIN_DRAFT"
    title = N_("Bulletin not published")
    detail = N_("This bulletin is a draft. Publish it before it is opened to everybody.")


class BulletinsNotOpen(Conflict):
    """A bulletin was to be opened where the rules of the programme let nothing out."""

    code = "BULLETINS_NOT_OPEN"
    title = N_("Bulletins are not open here")
    detail = N_(
        "By the rules of the programme no bulletin is opened to everybody. It is once rules are published whose "
        "section 'bulletins' says with 'open' which sections go out, and of how many matters a figure is told."
    )
