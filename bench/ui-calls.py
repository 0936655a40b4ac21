#!/usr/bin/env python3
"""Times the calls that pages of the web UI make, beside calls that do the same in MLflow's way.

    bench/ui-calls.py URL [EXPERIMENT_ID] [TURNS]

Takes the experiment with the most runs unless one is named, and keys that its runs have: the database may be of any kind. Prints a table:
medians of the turns in ms, the greatest of them, bytes as sent (gzip) and as they are, and what the call found. All calls are made in each
turn, one after the other, so that what else the machine does falls on all of them.
"""

import gzip
import json
import statistics
import sys
import time
import urllib.request


class Server:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def post(self, path, body, accept="application/json"):
        """The answer's body, its bytes as sent, and the seconds that it took."""
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "Accept-Encoding": "gzip", "Accept": accept},
        )
        start = time.perf_counter()
        with urllib.request.urlopen(request) as answer:
            sent = answer.read()
            took = time.perf_counter() - start
            packed = answer.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(sent) if packed else sent), len(sent), took

    def leat(self, path, body):
        return json.loads(self.post("/api/leat/1.0/" + path, body)[0])


def quoted(kind, key):
    return f"{kind}s.`{key}`"


def keys_of(server, experiment, kind):
    page = server.leat("runs/columns", {"experiment_ids": [experiment], "kinds": [kind], "max_results": 500, "counts": True})
    return [column["key"] for column in sorted(page["columns"], key=lambda column: -column.get("runs", 0))]


def median_of(server, experiment, field, rows=400):
    """A value in the middle of those of some runs."""
    table = server.leat("runs/table", {"experiment_ids": [experiment], "columns": [field], "max_results": rows})
    column = table["columns"][0]
    values = column.get("values") or [None if code is None else column["dictionary"][code] for code in column["codes"]]
    known = sorted(value for value in values if isinstance(value, (int, float)) or (isinstance(value, str) and value != "NaN"))
    return known[len(known) // 2]


def cases(server, experiment):
    metrics, params = keys_of(server, experiment, "metric"), keys_of(server, experiment, "param")
    metric, other, param = quoted("metric", metrics[0]), quoted("metric", metrics[1 % len(metrics)]), quoted("param", params[0])
    middle, other_middle, text = (median_of(server, experiment, field) for field in (metric, other, param))
    columns = ["run_name", "status", "start_time", "duration", *(quoted("metric", key) for key in metrics[:4]), *(quoted("param", key) for key in params[:4])]
    where = {"experiment_ids": [experiment]}
    total = server.leat("runs/count", where)["count"]
    some = server.leat("runs/table", {**where, "columns": [], "max_results": 100})["run_ids"]
    half = f"{metric} < {middle!r}"
    three = f"{half} AND {other} < {other_middle!r} AND {param} != '{text}'"
    table = {**where, "columns": columns, "max_results": 200}

    def leat(name, path, body):
        yield name, "/api/leat/1.0/" + path, body, "application/json"

    yield from (("`runs/search`, the newest 200, all data (MLflow's call)", "/api/2.0/mlflow/runs/search", {**where, "max_results": 200}, "application/json"),)
    yield from leat("`runs/table`, the newest 200, 12 columns", "runs/table", table)
    yield from leat("… by a metric", "runs/table", {**table, "order_by": [f"{metric} DESC"]})
    yield from leat("… by the least of a metric", "runs/table", {**table, "order_by": [f"{metric}.min ASC"]})
    yield from leat("… by a param", "runs/table", {**table, "order_by": [param]})
    yield from leat("… half of the runs by a metric, by another", "runs/table", {**table, "filter": half, "order_by": [other]})
    for order, name in ((None, "newest first"), (f"{metric} DESC", "by a metric"), (f"{metric}.min ASC", "by the least of a metric"), (param, "by a param")):
        body = {**table, "offset": total // 2, **({"order_by": [order]} if order else {})}
        yield from leat(f"… at offset {total // 2:,}, {name}", "runs/table", body)
    yield from leat("`runs/count`, all", "runs/count", where)
    yield from leat("… one condition", "runs/count", {**where, "filter": half})
    yield from leat("… three conditions", "runs/count", {**where, "filter": three})
    yield from leat("… the least of a metric", "runs/count", {**where, "filter": f"{metric}.min < {middle!r}"})
    yield from leat("`runs/columns`", "runs/columns", {**where, "max_results": 500})
    yield from leat("… with counts", "runs/columns", {**where, "max_results": 500, "counts": True})
    yield from leat("`runs/values` of a param", "runs/values", {**where, "key": param, "max_results": 20})
    yield from leat("`experiments/table`", "experiments/table", {"max_results": 100})
    history = {"run_ids": some, "metric_keys": metrics[:10], "max_points": 500, "columns": ["step", "value"]}
    yield f"`metrics/history`, {len(some)} runs × {len(metrics[:10])} metrics, 500 points each", "/api/leat/1.0/metrics/history", history, "application/vnd.leat.series"


def largest_of(server):
    rows, page = [], {}
    while True:
        page = server.leat("experiments/table", {"max_results": 1_000, "page_token": page.get("next_page_token", "")})
        rows += page["experiments"]
        if not page.get("next_page_token"):
            return max(rows, key=lambda row: row["runs"])["experiment_id"]


def main():
    server = Server(sys.argv[1])
    experiment = sys.argv[2] if len(sys.argv) > 2 else largest_of(server)
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    rows = list(cases(server, experiment))
    times, sizes = [[] for _ in rows], [None] * len(rows)
    for turn in range(turns + 1):
        for i, (_, path, body, accept) in enumerate(rows):
            whole, sent, took = server.post(path, body, accept)
            sizes[i] = (sent, len(whole))
            if turn > 0:  # The first only warms up.
                times[i].append(1000 * took)
    print(f"| call ({server.leat('runs/count', {'experiment_ids': [experiment]})['count']:,} runs) | ms | at most | bytes sent | bytes |\n|---|---|---|---|---|")
    for (name, *_), took, (sent, whole) in zip(rows, times, sizes):
        print(f"| {name} | {statistics.median(took):.1f} | {max(took):.1f} | {sent:,} | {whole:,} |")


main()
