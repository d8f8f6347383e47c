"""Which database is there when nobody gave one? A private PostgreSQL, started and stopped with this program."""

from escalation.kit.embedded.accounts import usual_data_dir
from escalation.kit.embedded.postgres import EmbeddedPostgres, Phase, start

__all__ = ["EmbeddedPostgres", "Phase", "start", "usual_data_dir"]
