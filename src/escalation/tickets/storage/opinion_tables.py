"""Which tables do opinions have? The opinion itself, and who read the contact that it came with."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, maybe_unit, metadata, optional, placed
from escalation.kit.database.rights import may

# A citizen's opinion. Name and contact are sealed (AES-GCM) with a data key of the opinion's own, which the master key
# has wrapped; contact_index finds equal contacts without opening them.
opinions = Table(
    "opinions",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("status", Text()),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("title", Text()),
    column("content", Text()),
    optional("category", Text(), ForeignKey("categories.code")),
    column("suggested_categories", ARRAY(Text), default="'{}'"),
    column("source", Text()),
    column("confidential", Boolean(), default="false"),
    column("sketch", ARRAY(Integer), default="'{}'"),
    optional("text_hash", BigInteger()),
    optional("bands", ARRAY(Integer)),
    optional("citizen_name", LargeBinary()),
    optional("contact", LargeBinary()),
    optional("contact_masked", Text()),
    optional("contact_index", LargeBinary()),
    optional("data_key", LargeBinary()),
    optional("place", Text()),
    # What the category asks for besides the words, by code; and the version of the catalogue that it was checked by.
    optional("attributes", JSONB()),
    optional("attributes_version", Integer()),
    # In degrees of WGS 84, and metres.
    optional("longitude", Double()),
    optional("latitude", Double()),
    optional("accuracy", Integer()),
    optional("source_system", Text()),
    optional("external_ref", Text()),
    # Of the citizen's code, from when it was handed over: how that was done, and by which unit if it was printed.
    Column("tracking_hash", LargeBinary, nullable=True, unique=True),
    optional("code_way", Text()),
    optional("code_given_at", Moment),
    maybe_unit("code_unit_id"),
    optional("erased_at", Moment),
    optional("reason", Text()),
    optional("submitted_at", Moment),
    column("received_at", Moment),
    column("received_by", Text()),
    column("updated_at", Moment),
    # By chance, and sealed with the row: once it is gone, what was erased cannot be guessed from the seal.
    Column("salt", LargeBinary, nullable=True, server_default=text("uuid_send(gen_random_uuid())")),
    CheckConstraint("code_way IN ('shown', 'message', 'paper')", name="known_code_way"),
    CheckConstraint("status IN ('inbox', 'attached', 'dismissed')", name="known_status"),
    CheckConstraint("(status = 'attached') = (ticket_id IS NOT NULL)", name="attached_has_ticket"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    CheckConstraint(
        "(longitude IS NULL) = (latitude IS NULL) AND (accuracy IS NULL OR longitude IS NOT NULL)",
        name="location_is_whole",
    ),
    CheckConstraint("longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90", name="location_on_earth"),
    UniqueConstraint("source_system", "external_ref"),
    placed("unit_id", "unit_path"),
    # The words, cut by a function of the database that the migrations make (see search_words.py).
    Index("ix_opinions_words", text("search_words((title || ' '::text) || content)"), postgresql_using="gin"),
    # What lies in a box, and what is nearest: as on a plane. What is near on Earth is for whoever asks to find out.
    Index(
        "ix_opinions_location",
        text("point(longitude, latitude)"),
        postgresql_using="gist",
        postgresql_where=text("longitude IS NOT NULL"),
    ),
    info=may("INSERT", "UPDATE"),
)
Index(
    "ix_opinions_of_category", opinions.c.category, opinions.c.received_at, opinions.c.id,
    postgresql_where=text("category IS NOT NULL"),
)  # fmt: skip
Index("ix_opinions_unit", opinions.c.unit_id)
Index("ix_opinions_inbox", opinions.c.unit_path, opinions.c.received_at, postgresql_where=text("status = 'inbox'"))
Index("ix_opinions_received", opinions.c.received_at, opinions.c.id)
Index("ix_opinions_ticket", opinions.c.ticket_id, postgresql_where=text("ticket_id IS NOT NULL"))
# What finds similar texts: a hash of the words, and twelve of samples of them (opinions/domain/similarity.py). Each is
# looked for among the units of a range.
Index(
    "ix_opinions_text_hash", opinions.c.text_hash, opinions.c.unit_path, opinions.c.id,
    postgresql_where=text("text_hash IS NOT NULL"),
)  # fmt: skip
for _place in range(1, 13):
    Index(
        f"ix_opinions_band_{_place}", text(f"(bands[{_place}])"), opinions.c.unit_path, opinions.c.id,
        postgresql_where=text(f"bands[{_place}] IS NOT NULL"),
    )  # fmt: skip
Index("ix_opinions_unmarked", opinions.c.id, postgresql_where=text("text_hash IS NULL"))
Index("ix_opinions_contact", opinions.c.contact_index, postgresql_where=text("contact_index IS NOT NULL"))
# In whose lists an opinion stands (see opinion_lists.py). The database keeps it by triggers, and knows the derivation
# as the view `opinion_listings_derived`.
opinion_listings = Table(
    "opinion_listings",
    metadata,
    column("unit_serial", BigInteger()),
    column("opinion_id", UUID(as_uuid=True)),
    column("relation", SmallInteger()),
    column("status", Text()),
    column("received_at", Moment),
    PrimaryKeyConstraint("opinion_id", "unit_serial"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index(
    "ix_opinion_listings_received",
    *(opinion_listings.c[name] for name in ("unit_serial", "relation", "status", "received_at", "opinion_id")),
)

# Looks at citizens' unmasked contacts from before they were events.
contact_reads = Table(
    "contact_reads",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    column("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    column("principal", Text()),
    column("reason", Text()),
    column("at", Moment),
    info=may("INSERT", "UPDATE (reason)"),
)
Index("ix_contact_reads_opinion", contact_reads.c.opinion_id)
