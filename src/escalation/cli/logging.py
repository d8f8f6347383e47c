"""Where does logging go, and in which form? To the error stream: text for people or JSON for machines."""

import logging
import sys

import structlog
from structlog.types import Processor

from escalation.settings import Settings

# They report every broken request of every caller, or what our own log says already.
_SILENCED = "uvicorn.error", "alembic", "asyncio", "asyncpg"


def configure(settings: Settings, *, quiet: bool = False) -> None:
    """Set up the log of this process, once. `quiet`: commands that a person watches only log what is wrong."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    if quiet and level == logging.INFO:
        level = logging.WARNING
    renderer = _renderer(as_json=settings.log_json)
    structlog.configure(
        processors=[*_COMMON, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _adopt_foreign(renderer)


def _renderer(*, as_json: bool) -> Processor:
    if as_json:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    # A plain trace: a rich one shows local variables, and with them what no log may hold.
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _adopt_foreign(renderer: Processor) -> None:
    """Give libraries that log by the standard library the same stream and form, from warnings upward."""
    handler = logging.StreamHandler(sys.stderr)
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_COMMON, processors=processors))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _SILENCED:
        logging.getLogger(name).setLevel(logging.ERROR)


_COMMON: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
