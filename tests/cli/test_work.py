"""A worker tells how it is on a port of its own, and is missed when it was killed."""

import re
import signal

import httpx2
from prometheus_client.parser import text_string_to_metric_families

from escalation.kit.runtime.context import Runtime
from tests.support.programs import begin
from tests.support.waiting import LONGEST, until


async def test_a_worker_is_seen_from_outside_and_missed_when_it_is_gone(
    runtime: Runtime, environment: dict[str, str]
) -> None:
    with begin("work", "--metrics-port", "0", environment=environment) as worker:
        assert worker.stderr is not None
        url = next(found[1] for line in worker.stderr if (found := re.search(r"Metrics on (\S+)/metrics", line)))

        async def is_heard_of() -> bool:
            return bool(await runtime.database.pool.fetchval("SELECT count(*) FROM workers"))

        await until(is_heard_of)
        alive, ready = httpx2.get(f"{url}/livez", timeout=LONGEST), httpx2.get(f"{url}/readyz", timeout=LONGEST)
        metrics = {each.name for each in text_string_to_metric_families(httpx2.get(f"{url}/metrics").text)}
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=LONGEST) == 0
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert {"escalation_workers", "escalation_deadline_lag_seconds", "escalation_webhook_queue_depth"} <= metrics
    row = await runtime.database.pool.fetchrow("SELECT name, stopped_at FROM workers")
    assert row is not None
    assert row["name"].endswith(f":{worker.pid}")
    assert row["stopped_at"] is not None
