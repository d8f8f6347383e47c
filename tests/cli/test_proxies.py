"""What a caller says of its own address counts only if a proxy says it that the operator has named."""

import httpx2
import pytest

from tests.support.programs import serving


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("trusted", "last"), [("", 429), ("127.0.0.1", 401)])
def test_nobody_hides_behind_an_address_that_is_made_up(environment: dict[str, str], trusted: str, last: int) -> None:
    settings = {"ESCALATION_TRUSTED_PROXIES": trusted, "ESCALATION_BAD_KEYS_A_MINUTE": "2"}
    with serving("--no-worker", environment=environment | settings) as server:
        statuses = [
            httpx2.get(
                f"{server.url}/v1/me",
                headers={"Authorization": "Bearer esk_nobody", "X-Forwarded-For": f"203.0.113.{number}"},
            ).status_code
            for number in range(4)
        ]
        server.stop()
    assert statuses[-1] == last
