"""The document that clients read: complete, true to what is answered, and the one that is committed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from escalation.api.app import attach, build_app
from escalation.cli.openapi import document
from tests.api.inventory import ITS_OWN_DOCUMENT, OPERATIONS, offered

DOCUMENT: dict[str, Any] = build_app().openapi()
COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"


def test_the_committed_document_is_what_the_code_says() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document()


def test_every_operation_is_described() -> None:
    for operation in OPERATIONS:
        described = operation.described
        for part in ("operationId", "summary", "description", "tags", "responses"):
            assert described.get(part), f"{operation} {part}"
        answers = {status: answer for status, answer in described["responses"].items() if status.startswith("2")}
        assert answers, operation


def test_operations_have_ids_of_their_own() -> None:
    ids = [operation.described["operationId"] for operation in OPERATIONS]
    assert len(ids) == len(set(ids))
