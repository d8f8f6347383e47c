"""Which tables are there in all (metadata)? Alembic compares a database against them."""

from typing import Final

from escalation.storage import (
    document_tables,
    event_tables,
    feed_tables,
    identity_tables,
    listing_tables,
    opinion_tables,
    organisation_tables,
    runtime_tables,
    ticket_tables,
    time,
    webhook_tables,
)
from escalation.storage.columns import metadata

DECLARING: Final = (
    document_tables,
    event_tables,
    feed_tables,
    identity_tables,
    listing_tables,
    opinion_tables,
    organisation_tables,
    runtime_tables,
    ticket_tables,
    time,
    webhook_tables,
)
"""The modules that declare them: imported here, so that none is missing."""
METADATA: Final = metadata
