#!/usr/bin/env python3
"""Makes an MLflow SQLite database of a given size, as MLflow 3.6 writes one, to measure 'leat import' with.

usage: mlflow-source.py TARGET.db [RUNS] [METRICS] [POINTS]      10000, 50 and 100 by default
"""
import math
import pathlib
import random
import sqlite3
import sys


def main(path, runs=10_000, metrics=50, points=100):
    sample = pathlib.Path(__file__).parent.parent / "tests/Leat.Transfer.Tests/Samples/mlflow-3.6.sql"
    db = sqlite3.connect(path)
    db.executescript(sample.read_text(encoding="utf-8"))
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    dice = random.Random(1)
    keys = ["loss", "accuracy"] + [f"layer_{i}/gradient_norm" for i in range(metrics - 2)]
    for number in range(runs):
        run, start = f"{dice.getrandbits(128):032x}", 1_700_000_000_000 + number * 60_000
        db.execute(
            "INSERT INTO runs VALUES (?, ?, 'UNKNOWN', '', '', 'ada', 'FINISHED', ?, ?, '', 'active', ?, 1, NULL)",
            (run, f"run-{number}", start, start + points * 500, f"mlflow-artifacts:/1/{run}/artifacts"))
        db.executemany("INSERT INTO params VALUES (?, ?, ?)", [(f"p{i}", str(dice.random()), run) for i in range(10)])
        db.executemany("INSERT INTO tags VALUES (?, ?, ?)", [("mlflow.runName", f"run-{number}", run), ("mlflow.user", "ada", run), ("team", f"t{number % 7}", run)])
        rows = [
            (key, math.exp(-step / 30) + dice.random() / 50, start + step * 500, run, step, 0) for step in range(points) for key in keys]
        db.executemany("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)", rows)
        db.executemany("INSERT INTO latest_metrics VALUES (?, ?, ?, ?, ?, ?)", [(k, v, t, s, n, r) for k, v, t, r, s, n in rows[-len(keys):]])
        if number % 100 == 99:
            db.commit()
    db.commit()
    db.close()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]))
