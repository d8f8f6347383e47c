"""The embedded PostgreSQL: a private server, started and stopped with this program when nobody named a database."""

from escalation.kit.embedded.accounts import usual_data_dir
from escalation.kit.embedded.postgres import EmbeddedPostgres, Phase, start

__all__ = ["EmbeddedPostgres", "Phase", "start", "usual_data_dir"]
