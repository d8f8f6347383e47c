"""In whose lists an opinion stands: a row for every unit that may list it, kept by the database itself.

Lists of opinions are read from one index, however many there are and however they lie, and searched by words.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What an opinion is to a unit (relation): 1 its own, 2 received below it, 3 received elsewhere and attached to a ticket
# that the unit lists, 4 received below it and attached to a ticket that concerns the unit itself.
# Each row is looked up by its key, though the tables are empty when that is planned: what has LIMIT or OFFSET is not
# turned into another join.
DERIVED = """
CREATE VIEW opinion_listings_derived AS
SELECT p.serial::bigint AS unit_serial, o.id AS opinion_id,
       CASE WHEN p.n = cardinality(c.line) THEN 1 WHEN l.ticket_id IS NOT NULL THEN 4 ELSE 2 END::smallint AS relation,
       o.status, o.received_at
FROM opinions o
CROSS JOIN LATERAL (SELECT string_to_array(trim('/' FROM o.unit_path), '/') AS line) c
CROSS JOIN LATERAL unnest(c.line) WITH ORDINALITY p (serial, n)
LEFT JOIN LATERAL (
  SELECT ticket_id FROM ticket_listings
  WHERE ticket_id = o.ticket_id AND unit_serial = p.serial::bigint AND mark = 0 AND relation IN (2, 3, 4) LIMIT 1
) l ON true
UNION ALL
SELECT l.unit_serial, o.id, 3::smallint, o.status, o.received_at
FROM opinions o
CROSS JOIN LATERAL (SELECT unit_serial FROM ticket_listings WHERE ticket_id = o.ticket_id AND mark = 0 OFFSET 0) l
WHERE l.unit_serial <> ALL (string_to_array(trim('/' FROM o.unit_path), '/')::bigint[])
"""
# Of what is there, a stretch of ids at a time; each opinion by itself, or all listings were read for every stretch.
CHUNK = 5_000
SPAN = "SELECT id FROM opinions WHERE id > '{after}' ORDER BY id LIMIT {size}"
LISTED = """
INSERT INTO opinion_listings (unit_serial, opinion_id, relation, status, received_at)
SELECT d.unit_serial, d.opinion_id, d.relation, d.status, d.received_at
FROM opinions o
CROSS JOIN LATERAL (SELECT * FROM opinion_listings_derived d WHERE d.opinion_id = o.id OFFSET 0) d
WHERE o.id > '{after}' AND o.id <= '{upto}'
"""
COLUMNS = "unit_serial, opinion_id, relation, status, received_at"
PLANNED = (
    "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off "
    "SET enable_memoize = off"
)
FUNCTIONS = (
    f"""
    CREATE FUNCTION list_opinions() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    BEGIN
      INSERT INTO opinion_listings ({COLUMNS})
      SELECT d.unit_serial, d.opinion_id, d.relation, d.status, d.received_at
      FROM arrived a CROSS JOIN LATERAL (SELECT * FROM opinion_listings_derived WHERE opinion_id = a.id) d
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION list_opinion_anew() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    BEGIN
      DELETE FROM opinion_listings WHERE opinion_id = NEW.id;
      INSERT INTO opinion_listings ({COLUMNS})
      SELECT {COLUMNS} FROM opinion_listings_derived WHERE opinion_id = NEW.id
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$
    """,
    # Who lists a ticket lists its opinions; of one that comes with its ticket the ticket may be listed first. Who does
    # not any more keeps a row that shows nothing: whether an opinion may be seen is asked of each that is read.
    f"""
    CREATE FUNCTION list_opinions_of_tickets() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    BEGIN
      INSERT INTO opinion_listings ({COLUMNS})
      SELECT l.unit_serial, o.id,
             CASE WHEN l.unit_serial = c.line[cardinality(c.line)] THEN 1 WHEN c.is_in_line THEN 4 ELSE 3 END,
             o.status, o.received_at
      FROM listed l CROSS JOIN LATERAL (SELECT * FROM opinions WHERE ticket_id = l.ticket_id OFFSET 0) o
      CROSS JOIN LATERAL (
        SELECT a.line, l.unit_serial = ANY (a.line) AS is_in_line
        FROM (SELECT string_to_array(trim('/' FROM o.unit_path), '/')::bigint[] AS line) a
      ) c
      WHERE l.mark = 0 AND (NOT c.is_in_line OR l.relation IN (2, 3, 4))
      ON CONFLICT (opinion_id, unit_serial) DO UPDATE SET relation = 4 WHERE opinion_listings.relation = 2;
      RETURN NULL;
    END $$
    """,
)
TRIGGERS = (
    """
    CREATE TRIGGER opinions_listed AFTER INSERT ON opinions REFERENCING NEW TABLE AS arrived
      FOR EACH STATEMENT EXECUTE FUNCTION list_opinions()
    """,
    """
    CREATE TRIGGER opinions_listed_anew AFTER UPDATE ON opinions FOR EACH ROW
      WHEN (ROW (OLD.unit_path, OLD.status, OLD.ticket_id) IS DISTINCT FROM
            ROW (NEW.unit_path, NEW.status, NEW.ticket_id))
      EXECUTE FUNCTION list_opinion_anew()
    """,
    """
    CREATE TRIGGER opinions_of_tickets_listed AFTER INSERT ON ticket_listings REFERENCING NEW TABLE AS listed
      FOR EACH STATEMENT EXECUTE FUNCTION list_opinions_of_tickets()
    """,
)


def upgrade() -> None:
    op.create_table(
        "opinion_listings",
        sa.Column("unit_serial", sa.BigInteger(), nullable=False),
        sa.Column("opinion_id", sa.UUID(), nullable=False),
        sa.Column("relation", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("opinion_id", "unit_serial", name=op.f("pk_opinion_listings")),
    )
    op.execute(DERIVED)
    _fill()
    op.create_index(
        "ix_opinion_listings_received", "opinion_listings",
        ["unit_serial", "relation", "status", "received_at", "opinion_id"],
    )  # fmt: skip
    for statement in (*FUNCTIONS, *TRIGGERS):
        op.execute(statement)
    # An index cannot be made in stretches, and of some millions of texts it takes more than the time of a statement.
    op.execute("SET LOCAL statement_timeout = 0")
    op.execute(
        "CREATE INDEX ix_opinions_words ON opinions USING gin (search_words(title || ' ' || content)) "
        "WITH (gin_pending_list_limit = 256)"
    )
    op.execute("SET LOCAL statement_timeout = '10min'")


def downgrade() -> None:
    op.drop_index("ix_opinions_words", table_name="opinions")
    for trigger, table in (
        ("opinions_listed", "opinions"),
        ("opinions_listed_anew", "opinions"),
        ("opinions_of_tickets_listed", "ticket_listings"),
    ):
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    for function in ("list_opinions", "list_opinion_anew", "list_opinions_of_tickets"):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DROP VIEW opinion_listings_derived")
    op.drop_table("opinion_listings")


def _fill() -> None:
    after = "00000000-0000-0000-0000-000000000000"
    while ids := op.get_bind().exec_driver_sql(SPAN.format(after=after, size=CHUNK)).scalars().all():
        op.execute(LISTED.format(after=after, upto=ids[-1]))
        after = str(ids[-1])
