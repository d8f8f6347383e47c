"""A bad network: a proxy that loses answers after the work was done, refuses for a while, and counts what passes.

It is told what to do by `POST /-/faults` with a list, each of them spent on the first requests that it fits:

    [{"on": "POST /v1/tickets", "times": 2, "lose": "answer"}]     the request arrives, its answer does not
    [{"on": "GET /v1/me", "times": 2, "status": 429}]              it does not arrive, and is answered by the proxy
    [{"on": "GET /v1/events/stream", "cut_after": 900}]            after so many bytes of its answer the line is cut

`on` is a method and how the path begins. `GET /-/seen` tells all requests since the faults were set.
"""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Fault = dict[str, Any]
HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive"}


class LosingProxy(ThreadingHTTPServer):
    """Stands before one server."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target = urlsplit(target).netloc
        self.faults: list[Fault] = []
        self.seen: list[dict[str, str]] = []
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def begin(self, *faults: Fault) -> None:
        """Set what goes wrong from now on."""
        with self._lock:
            self.faults = [{"times": 1, **fault} for fault in faults]
            self.seen.clear()

    def fault_of(self, request: str) -> Fault | None:
        """What goes wrong with this request."""
        with self._lock:
            for fault in self.faults:
                if fault["times"] > 0 and request.startswith(fault["on"]):
                    fault["times"] -= 1
                    return fault
        return None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that is cut is what it is for."""


class _Passing(BaseHTTPRequestHandler):
    server: LosingProxy

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # As the base has it.
        pass

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/-/"):
            self._be_told(body)
            return
        request = f"{self.command} {self.path}"
        self.server.seen.append({"request": request, "key": self.headers.get("Idempotency-Key", "")})
        fault = self.server.fault_of(request) or {}
        if "status" in fault:
            self._refuse(fault["status"])
            return
        connection = http.client.HTTPConnection(self.server.target)
        try:
            connection.request(self.command, self.path, body or None, dict(self.headers))
            answer = connection.getresponse()
            if fault.get("lose") == "answer":
                answer.read()
                self.close_connection = True
                return
            self._hand_on(answer, fault.get("cut_after"))
        finally:
            connection.close()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass  # noqa: N815  # As the base finds them.

    def _hand_on(self, answer: http.client.HTTPResponse, cut_after: int | None) -> None:
        self.close_connection = True
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        passed = 0
        while chunk := answer.read1():
            self.wfile.write(chunk if cut_after is None else chunk[: max(0, cut_after - passed)])
            self.wfile.flush()
            passed += len(chunk)
            if cut_after is not None and passed >= cut_after:
                return

    def _refuse(self, status: int) -> None:
        problem = json.dumps({"status": status, "code": "TOO_MANY_REQUESTS", "title": "Too many requests"}).encode()
        self.send_response(status)
        self.send_header("Retry-After", "7")
        self._finish(problem)

    def _be_told(self, body: bytes) -> None:
        if self.path == "/-/faults":
            self.server.begin(*json.loads(body))
        self.send_response(200)
        self._finish(json.dumps(self.server.seen).encode())

    def _finish(self, body: bytes) -> None:
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def losing_proxy(target: str) -> Iterator[LosingProxy]:
    """One that runs."""
    proxy = LosingProxy(target)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
