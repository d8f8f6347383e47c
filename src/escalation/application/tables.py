"""Which tables are there in all (metadata)? Alembic compares a database against them."""

from typing import Final

from escalation.attachments.storage import tables as attachment_tables
from escalation.desk.storage import tables as desk_tables
from escalation.events.storage import tables as event_tables
from escalation.feed.storage import tables as feed_tables
from escalation.identity.storage import tables as identity_tables
from escalation.key_rotation.storage import tables as key_tables
from escalation.kit.database import clock
from escalation.kit.database.columns import metadata
from escalation.kit.documents import tables
from escalation.kit.runtime import tables as runtime_tables
from escalation.messages.storage import tables as message_tables
from escalation.opinions.storage import learning_tables, source_system_tables
from escalation.organisation.storage import leading_group_tables
from escalation.organisation.storage import tables as organisation_tables
from escalation.privacy.storage import tables as privacy_tables
from escalation.programme.bulletins.storage import tables as bulletin_tables
from escalation.programme.contact_points.storage import tables as contact_point_tables
from escalation.programme.diary.storage import tables as diary_tables
from escalation.programme.groups.storage import tables as group_tables
from escalation.programme.ledger.storage import tables as ledger_tables
from escalation.programme.meetings.storage import tables as meeting_tables
from escalation.programme.sorting.storage import tables as sorting_tables
from escalation.programme.supervision.storage import tables as supervision_tables
from escalation.programme.surveys.storage import tables as survey_tables
from escalation.programme.task_lists.storage import tables as task_list_tables
from escalation.programme.trends.storage import tables as trend_tables
from escalation.programme.visits.storage import tables as visit_tables
from escalation.publishing.storage import tables as publishing_tables
from escalation.sign_in.storage import tables as sign_in_tables
from escalation.standard_replies.storage import tables as standard_reply_tables
from escalation.statistics.storage import rollup_tables
from escalation.tickets.storage import (
    breach_tables,
    category_tables,
    figure_indexes,
    incident_tables,
    listing_tables,
    opinion_tables,
)
from escalation.tickets.storage import tables as ticket_tables
from escalation.verification.storage import tables as verification_tables
from escalation.webhooks.storage import tables as webhook_tables

DECLARING: Final = (
    tables,
    attachment_tables,
    breach_tables,
    contact_point_tables,
    category_tables,
    desk_tables,
    diary_tables,
    event_tables,
    feed_tables,
    figure_indexes,
    group_tables,
    identity_tables,
    incident_tables,
    key_tables,
    leading_group_tables,
    learning_tables,
    ledger_tables,
    listing_tables,
    meeting_tables,
    message_tables,
    opinion_tables,
    organisation_tables,
    privacy_tables,
    publishing_tables,
    rollup_tables,
    runtime_tables,
    sorting_tables,
    source_system_tables,
    sign_in_tables,
    standard_reply_tables,
    task_list_tables,
    supervision_tables,
    survey_tables,
    ticket_tables,
    clock,
    verification_tables,
    bulletin_tables,
    trend_tables,
    visit_tables,
    webhook_tables,
)
"""The modules that declare them: imported here, so that none is missing."""
METADATA: Final = metadata
