"""Client of the escalation REST API.

`generated.operations` and `generated.moves` say what can be asked for, `Client` and `AsyncClient` ask.
"""

from escalation_client.async_client import AsyncClient
from escalation_client.client import Client
from escalation_client.problems import ConnectionLost, Problem, SignedOut
from escalation_client.requests import ApiKey, Retry, Versioned

__all__ = ["ApiKey", "AsyncClient", "Client", "ConnectionLost", "Problem", "Retry", "SignedOut", "Versioned"]
