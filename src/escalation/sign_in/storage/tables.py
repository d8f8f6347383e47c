"""Which tables does sign-in have? Of every secret they hold the hash alone."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional
from escalation.kit.database.rights import may

_PERSON = UUID(as_uuid=True)

# `login` as it is compared; `shown_login` as it was chosen.
passwords = Table(
    "passwords",
    metadata,
    Column("person_id", _PERSON, ForeignKey("people.id"), primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    column("shown_login", Text()),
    column("hash", Text()),
    column("changed_at", Moment),
    info=may("INSERT", "UPDATE"),
)

# A bucket for each name, or for a name and whence it is tried, whether anybody has that name or not.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("bucket", LargeBinary, primary_key=True),
    column("empty_at", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_sign_in_attempts_empty", sign_in_attempts.c.empty_at)

# `scope_path`: what whoever invites reaches. Nobody is let in anew by somebody who does not reach all of their posts.
invitations = Table(
    "invitations",
    metadata,
    id_column(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("login", Text()),
    Column("scope_path", Path, nullable=False),
    column("created_at", Moment),
    column("created_by", Text()),
    column("expires_at", Moment),
    optional("ended_at", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_invitations_member", invitations.c.member_id)
Index("ix_invitations_expires", invitations.c.expires_at)

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    column("person_id", _PERSON, ForeignKey("people.id")),
    column("device_hash", LargeBinary()),
    column("method", Text()),
    column("browser", Text()),
    optional("acting_as", Text()),
    column("created_at", Moment),
    column("seen_at", Moment),
    column("expires_at", Moment),
    optional("ended_at", Moment),
    CheckConstraint("method IN ('password', 'invitation', 'oidc', 'passkey')", name="known_method"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_sessions_person", sessions.c.person_id, sessions.c.created_at)
Index("ix_sessions_expires", sessions.c.expires_at)

# Who a subject of a provider is. Two providers may have the same subject.
provider_identities = Table(
    "provider_identities",
    metadata,
    column("issuer", Text()),
    column("subject", Text()),
    column("person_id", _PERSON, ForeignKey("people.id")),
    column("linked_at", Moment),
    PrimaryKeyConstraint("issuer", "subject"),
    info=may("INSERT"),
)
Index("ix_provider_identities_person", provider_identities.c.person_id)

# A flow comes back once: of those that did, the hash of the state, as long as a browser could bring it again.
spent_flows = Table(
    "spent_flows",
    metadata,
    Column("state_hash", LargeBinary, primary_key=True),
    column("spent_at", Moment),
    info=may("INSERT", "DELETE"),
)
Index("ix_spent_flows_spent", spent_flows.c.spent_at)

# A phone that somebody signed in with. Its access token is replaced with every refresh: one is good at a time.
device_tokens = Table(
    "device_tokens",
    metadata,
    id_column(),
    column("person_id", _PERSON, ForeignKey("people.id")),
    column("device_name", Text()),
    optional("acting_as", Text()),
    Column("access_hash", LargeBinary, nullable=False, unique=True),
    column("access_expires_at", Moment),
    column("created_at", Moment),
    column("seen_at", Moment),
    column("expires_at", Moment),
    optional("ended_at", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_device_tokens_person", device_tokens.c.person_id, device_tokens.c.created_at)
Index("ix_device_tokens_expires", device_tokens.c.expires_at)

# Every refresh token that a phone was given: one that comes again tells that somebody else has it.
refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("secret_hash", LargeBinary, primary_key=True),
    column("device_id", UUID(as_uuid=True), ForeignKey("device_tokens.id", ondelete="CASCADE")),
    column("issued_at", Moment),
    optional("used_at", Moment),
    info=may("INSERT", "UPDATE"),
)
Index("ix_refresh_tokens_device", refresh_tokens.c.device_id)
Index("ix_refresh_tokens_unused", refresh_tokens.c.device_id, postgresql_where=text("used_at IS NULL"))
