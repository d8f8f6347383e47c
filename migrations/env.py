"""Alembic's environment: one connection of `escalation.kit.database.migrate`, with timeouts set in this one place."""

from alembic import context
from sqlalchemy import text

from escalation.application.tables import METADATA
from escalation.kit.database.rights import grant

connection = context.config.attributes["connection"]
# A migration that cannot get its lock fails fast instead of queueing every request behind it.
connection.execute(text("SET LOCAL lock_timeout = '2s'"))
connection.execute(text("SET LOCAL statement_timeout = '10min'"))
context.configure(connection=connection, target_metadata=METADATA, compare_type=True, compare_server_default=True)
with context.begin_transaction():
    context.run_migrations()
    if application := context.config.attributes.get("application"):
        grant(connection, METADATA, application)
