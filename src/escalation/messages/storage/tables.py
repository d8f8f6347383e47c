"""Which tables do messages have? Channels, what is wanted by them, what is owed and was told, and templates.

A message is its own place in the queue: there is one row for each event and channel, or each day and channel, and it
stays as what somebody was told. What it says is not kept: it is made when it is sent, of what may be seen then.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, id_column, maybe_unit, metadata, optional, unit_column
from escalation.kit.database.rights import may

Id = UUID(as_uuid=True)

# `sealed`: where it leads (`domain.channels.ChannelTarget`), bound to its id. `carrier`: what carries it.
message_channels = Table(
    "message_channels",
    metadata,
    id_column(),
    optional("person_id", Id, ForeignKey("people.id")),
    maybe_unit("unit_id"),
    column("kind", Text()),
    column("sealed", LargeBinary()),
    column("shown", Text()),
    column("carrier", Text()),
    column("language", Text()),
    column("state", Text()),
    column("code_tries", SmallInteger(), default="0"),
    optional("code_until", Moment),
    optional("failed_because", Text()),
    column("created_at", Moment),
    column("updated_at", Moment),
    CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name="one_owner"),
    CheckConstraint("kind IN ('email', 'sms', 'chat', 'push')", name="known_kind"),
    CheckConstraint("state IN ('unverified', 'active', 'failed')", name="known_state"),
    CheckConstraint("language IN ('zh', 'en')", name="known_language"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_message_channels_person", message_channels.c.person_id)
Index("ix_message_channels_unit", message_channels.c.unit_id)

# What somebody has chosen; a rule that is not here is as it comes.
message_choices = Table(
    "message_choices",
    metadata,
    column("channel_id", Id, ForeignKey("message_channels.id", ondelete="CASCADE")),
    column("rule", Text()),
    column("wanted", Boolean()),
    PrimaryKeyConstraint("channel_id", "rule"),
    info=may("INSERT", "UPDATE", "DELETE"),
)

# Who is told what. `unit_id`: the unit on whose account they are told; its calendar and its templates count. Leases go
# by the wall, all else by the clock that a sandbox may turn.
messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True, server_default=text("gen_random_uuid()")),
    column("rule", Text()),
    optional("channel_id", Id),
    optional("person_id", Id),
    optional("opinion_id", Id),
    unit_column(),
    optional("ticket_id", Id),
    optional("event_id", Id),
    optional("digest_on", Date()),
    column("carrier", Text()),
    column("urgent", Boolean(), default="false"),
    column("state", Text(), default="'waiting'"),
    optional("reason", Text()),
    column("attempt", SmallInteger(), default="0"),
    column("due_at", Moment),
    optional("lease_id", Id),
    optional("leased_until", Moment),
    column("created_at", Moment),
    optional("settled_at", Moment),
    CheckConstraint("num_nonnulls(channel_id, opinion_id) = 1", name="one_recipient"),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')", name="known_state"),
    CheckConstraint("(state = 'sending') = (lease_id IS NOT NULL)", name="leased_while_sending"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("uq_messages_event_channel", messages.c.event_id, messages.c.channel_id, unique=True)
Index("uq_messages_event_opinion", messages.c.event_id, messages.c.opinion_id, unique=True)
Index("uq_messages_digest", messages.c.digest_on, messages.c.channel_id, unique=True)
Index("ix_messages_due", messages.c.carrier, messages.c.due_at, postgresql_where=text("state = 'waiting'"))
Index("ix_messages_leased", messages.c.leased_until, postgresql_where=text("state = 'sending'"))
Index("ix_messages_person", messages.c.person_id, messages.c.created_at, messages.c.id)
Index("ix_messages_opinion", messages.c.opinion_id, postgresql_where=text("opinion_id IS NOT NULL"))
Index("ix_messages_channel", messages.c.channel_id, messages.c.created_at)
# What is owed to a channel by a rule, and what it was told lately.
Index("ix_messages_kind", messages.c.channel_id, messages.c.rule, messages.c.settled_at)
Index("ix_messages_failed", messages.c.unit_id, messages.c.settled_at, postgresql_where=text("state = 'failed'"))
Index("ix_messages_created", messages.c.created_at)

# Up to where the feed was told on. One row, which is also the lock.
message_progress = Table(
    "message_progress",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    column("feed_pos", BigInteger()),
    CheckConstraint("id = 1", name="one_row"),
    info=may("UPDATE"),
)

# A unit's own words instead of those that come along; the newest version counts, for everybody below as well.
message_templates = Table(
    "message_templates",
    metadata,
    unit_column(),
    column("rule", Text()),
    column("language", Text()),
    column("version", Integer()),
    column("subject", Text()),
    column("body", Text()),
    column("short", Text()),
    column("created_at", Moment),
    column("created_by", Text()),
    PrimaryKeyConstraint("unit_id", "rule", "language", "version"),
    CheckConstraint("language IN ('zh', 'en')", name="known_language"),
    info=may("INSERT"),
)

# With what browsers know this server (VAPID, RFC 8292): the private key sealed, bound to its id.
push_keys = Table(
    "push_keys",
    metadata,
    id_column(),
    column("sealed", LargeBinary()),
    column("public_key", LargeBinary()),
    column("created_at", Moment),
    info=may("INSERT", "UPDATE"),
)
