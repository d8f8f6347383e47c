import json, sys, time, os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlencode

import pytest

from escalation.kit.database.connection import Compiled, Connection
from tests.support.callers import Callers, Json
from tests.support.crowded_village import crowd
from tests.support.route_inventory import DESCRIBED, Operation
from tests.support.things import Things, one_of_everything
from tests.tickets.lists.plans import _execution
from escalation.actors import Role

pytestmark = pytest.mark.database_of_its_own

LISTS: Final = [e for e in DESCRIBED if e.method == "GET" and {"limit", "cursor"} <= set(e.takes("query"))]
NAMED = {
    "unit": ("V1", "K2"), "parent": ("T1", "K2"), "ancestors": ("V1",), "within": ("V1", "K2"), "target": ("V1", "K2"), "code": ("V1",),
    "held_in": ("V1", "K2"), "received_in": ("V1", "K2"), "department": ("K1-JT",),
    "holder": ("{V1_id}", "{V2_id}"), "origin": ("{V1_id}", "{V2_id}"), "assignee": ("{member_id}",), "member": ("{member_id}", "{other_id}"), "author": ("{member_id}",),
    "category": ("none", "{category}"), "similar_to": ("{opinion_id}",), "ticket": ("{ticket_id}",), "q": ("路灯", "单位", "xyzzy"), "field": ("into_ticket_id",),
    "outcome": ("failed",), "cause": ("timeout",), "event_id": ("{event_id}",), "type": ("ticket.escalated",),
    "grade": ("good", "bad"), "subject_id": ("{visit_id}",), "sample_id": ("{sample_id}",), "plan": ("{plan_id}",),
    "state": ("in_progress", "closed"), "source_system": ("crm",), "external_ref": ("x",),
    "bbox": ("110,40,112,42",), "near": ("111.6,40.8",),
}
def values(name, schema):
    if schema.get("type") == "array":
        return values(name, schema["items"]) or NAMED.get(name)
    if "const" in schema: return (str(schema["const"]).lower(),)
    if "enum" in schema: return tuple(schema["enum"])
    if schema["type"] == "boolean": return ("true", "false")
    if schema["type"] == "integer": return ("1", "2")
    if schema.get("format") == "date": return ("2001-01-01", "2036-01-01")
    if schema.get("format") == "date-time": return ("2001-01-01T00:00:00Z", "2036-01-01T00:00:00Z")
    return NAMED.get(name)

def filters(op):
    return {n: values(n, s) for n, s in op.takes("query").items() if n not in ("limit", "cursor")}

def cases(op):
    f = filters(op)
    yield {}
    for n, vs in f.items():
        assert vs, (str(op), n)
        for v in vs: yield {n: v}
    for (a, va), (b, vb) in pairwise(f.items()):
        yield {a: va[0], b: vb[-1]}

@dataclass
class Cost:
    trips: int = 0
    buffers: int = 0
    status: int = 0
    items: int = 0
    told: list = field(default_factory=list)

@contextmanager
def measured(monkeypatch, cost):
    rows, row, run = Connection.rows, Connection.row, Connection.run
    async def measure(self, statement, params):
        cost.trips += 1
        args = statement.arguments(params)
        st = await self.raw._con._get_statement(statement.text, None)
        tx = self.raw.transaction(); await tx.start()
        try:
            told = await self.raw.fetchval("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + _execution(st.name, args)) if st.name else None
        finally:
            await tx.rollback()
        if told:
            told = told if isinstance(told, list) else json.loads(told)
            p = told[0]["Plan"]; n = p["Shared Hit Blocks"] + p["Shared Read Blocks"]
            cost.buffers += n
            cost.told.append((n, statement.text, args, p))
    async def rows_(self, s, **p):
        r = await rows(self, s, **p); await measure(self, s, p); return r
    async def row_(self, s, **p):
        r = await row(self, s, **p); await measure(self, s, p); return r
    with monkeypatch.context() as m:
        m.setattr(Connection, "rows", rows_); m.setattr(Connection, "row", row_)
        yield

ORDER = ("leader", "office", "admin", "supervisor", "handler", "integrator")
async def test_x(callers: Callers, monkeypatch):
    things = await one_of_everything(callers)
    things["category"] = await callers.world.runtime.database.pool.fetchval("SELECT code FROM categories LIMIT 1")
    t = time.time(); await crowd(callers, things); print("CROWD", time.time() - t, flush=True)
    for phase in ("absent", "fresh"):
        if phase == "fresh":
            async with __import__("tests.support.roles", fromlist=["as_owner"]).as_owner(callers.world.runtime.database).connection() as c: await c.raw.execute("ANALYZE")
        t = time.time(); n = 0
        for op in LISTS:
            import re
            if not re.search(os.environ.get('ROUTES','.'), op.path + '$'): continue
            roles = op.good.roles
            role = next(r for r in ORDER if Role(r) in roles)
            for code in ("C", "V1", "K2"):
                for case in cases(op):
                    q = dict(p.split("=") for p in [op.url(things).partition("?")[2]] if p) | {k: v.format(**things) for k, v in case.items()}
                    url = op.url(things).partition("?")[0] + "?" + urlencode(q)
                    cost = Cost(); n += 1
                    with measured(monkeypatch, cost):
                        try:
                            a = await callers.ask(f"{code} {role}", "GET", url)
                        except Exception as e:
                            print("EXC", code, role, op, case, type(e), e); continue
                    cost.status = a.status_code
                    items = len(a.json().get("items", [])) if a.status_code == 200 else a.json().get("code", "") + str(a.json().get("errors"))[:120]
                    bound = 1000 if code != "K2" else 150
                    flag = "OVER" if cost.buffers > bound else "MANY" if cost.trips > 12 else "ok"
                    if a.status_code >= 400: flag = "BAD" + flag
                    print("CASE", phase, flag, code, role, op.path, case, "trips", cost.trips, "buffers", cost.buffers, items, a.status_code, flush=True)
                    if "OVER" in flag:
                        w = max(cost.told, key=lambda x: x[0])
                        print("SQL", phase, code, op.path, case, w[0], w[1][:100000].replace("\n", " "), w[2], flush=True)
                        if os.environ.get('ROUTES'):
                            def show(nd, ind=0):
                                b=nd["Shared Hit Blocks"]+nd["Shared Read Blocks"]
                                if b>100: print("PLAN", " "*ind, nd["Node Type"], nd.get("Relation Name",""), nd.get("Alias",""), nd.get("Index Name",""), "rows", nd["Actual Rows"], "x", nd["Actual Loops"], "est", nd["Plan Rows"], "buf", b, nd.get("Index Cond",""), "|", nd.get("Filter","")[:300], nd.get("Rows Removed by Filter",""))
                                for i in nd.get("Plans",()): show(i, ind+1)
                            show(w[3])
        print("TIME", phase, n, time.time() - t)
