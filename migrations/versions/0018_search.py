"""Words are found by an index: those of tickets and opinions, and those of the names of units."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Of Chinese every two neighbouring ideographs, of all else whole words, in compatibility form and in small letters.
# What parts words is named, so that it does not depend on the language of the database: ASCII but letters and digits,
# spaces and signs of Latin-1, general punctuation, and that of Chinese.
IDEOGRAPHS = r"\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF"
PARTING = r"\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u206F\u3000-\u303F\uFF00-\uFFEF"
WORDS = f"""
CREATE FUNCTION search_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT DISTINCT left(word, 40) COLLATE "C"
    FROM regexp_matches(
      lower(normalize(said, NFKC)), '([{IDEOGRAPHS}]+)|([^{IDEOGRAPHS}{PARTING}]+)', 'g'
    ) AS found (run)
    CROSS JOIN LATERAL (
      SELECT run[2] AS word WHERE run[2] IS NOT NULL
      UNION ALL
      SELECT substr(run[1], n, 2) FROM generate_series(1, greatest(length(run[1]) - 1, 1)) n WHERE run[1] IS NOT NULL
    ) AS words
    ORDER BY 1
  )
$$
"""
# Words do not change when a ticket moves, which rewrites its row and an entry of every index. They stand beside it.
FUNCTION = """
CREATE FUNCTION note_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_words (ticket_id, words) VALUES (NEW.id, search_words(NEW.title || ' ' || NEW.content))
  ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER tickets_worded AFTER INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION note_words()",
    """
    CREATE TRIGGER tickets_worded_anew AFTER UPDATE ON tickets FOR EACH ROW
      WHEN (ROW (OLD.title, OLD.content) IS DISTINCT FROM ROW (NEW.title, NEW.content)) EXECUTE FUNCTION note_words()
    """,
)
# Of what is there, a stretch of ids at a time.
CHUNK = 5_000
SPAN = "SELECT id FROM tickets WHERE id > '{after}' ORDER BY id LIMIT {size}"
NOTED = """
INSERT INTO ticket_words (ticket_id, words)
SELECT id, search_words(title || ' ' || content) FROM tickets WHERE id > '{after}' AND id <= '{upto}'
"""
# What is new waits in a list that every search reads: kept short, a search stays short.
GIN = "USING gin (%s) WITH (gin_pending_list_limit = 256)"


def upgrade() -> None:
    op.execute(WORDS)
    op.create_table(
        "ticket_words",
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_words_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_words")),
    )
    for statement in (FUNCTION, *TRIGGERS):
        op.execute(statement)
    _fill()
    op.execute(f"CREATE INDEX ix_ticket_words_words ON ticket_words {GIN % 'words'}")
    op.execute("CREATE INDEX ix_units_words ON units USING gin (search_words(name))")


def downgrade() -> None:
    op.execute("DROP INDEX ix_units_words")
    for trigger in ("tickets_worded", "tickets_worded_anew"):
        op.execute(f"DROP TRIGGER {trigger} ON tickets")
    op.execute("DROP FUNCTION note_words()")
    op.drop_table("ticket_words")
    op.execute("DROP FUNCTION search_words(text)")


def _fill() -> None:
    after = "00000000-0000-0000-0000-000000000000"
    while ids := op.get_bind().exec_driver_sql(SPAN.format(after=after, size=CHUNK)).scalars().all():
        op.execute(NOTED.format(after=after, upto=ids[-1]))
        after = str(ids[-1])
