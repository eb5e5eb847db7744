#!/usr/bin/env python3
"""How good are Cento's answers on labelled data that nobody here wrote?

    CENTO_DATA=/path/to/data quality.py [--only alignment,sources,pairs,clusters] [--json]

Without CENTO_DATA there is nothing to measure: a word, and success. The scorers are taken from the
folder `score` beside the data, or from --score. Each figure stands beside the plain peer's, the data's
README being its source. What is tuned is tuned on the tuning half; the reported half is what counts.
"""

import argparse
import json
import os
import shlex
import signal
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import alignment  # noqa: E402
import pairs  # noqa: E402
import scorers  # noqa: E402
import sources  # noqa: E402
import topics  # noqa: E402
from data import DataMissing  # noqa: E402
from engine import Engine, EngineError  # noqa: E402
from table import Row, markdown  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
GROUPS = {
    "alignment": alignment.tasks, "sources": sources.tasks, "pairs": pairs.tasks,
    "clusters": topics.tasks}


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"groups ({', '.join(GROUPS)}) or sets, with commas")
    parser.add_argument("--cento", default=os.path.join(ROOT, ".build", "release", "cento"))
    parser.add_argument("--score", help="the folder of the scorers (default: score beside the data)")
    parser.add_argument("--peer", metavar="PYTHON",
                        help="measure the plain peer instead, run by this Python")
    for command in ("reuse", "pairs", "cluster"):
        parser.add_argument(f"--{command}-options", default="", metavar="WORDS",
                            help=f"further options of every `cento {command}`")
    parser.add_argument("--time-limit", type=float, default=1800, help="seconds for one run")
    parser.add_argument("--json", action="store_true", help="one JSON array instead of the table")
    parser.add_argument("--out", help="also write the JSON into this file")
    parser.add_argument("--selftest", action="store_true")
    return parser.parse_args()


def rows_of(task, group, name, engine):
    """The rows of one task; when it fails, one row that says why."""
    try:
        rows = task()
    except EngineError as error:
        return [Row(group, name, "–", reason=str(error))]
    except (DataMissing, OSError) as error:
        return [Row(group, name, "–", reason=f"the data cannot be read: {error}")]
    except (KeyError, ValueError, TypeError) as error:
        return [Row(group, name, "–", reason=f"unexpected record: {type(error).__name__} {error}")]
    for row in rows:
        if row.seconds is None:
            row.seconds = engine.seconds
    return rows


def main():
    options = parse()
    if options.selftest:
        alignment.selftest(None)
        print("selftest passed")
        return 0
    data = os.environ.get("CENTO_DATA")
    if not data:
        print("quality: CENTO_DATA is not set, nothing is measured. "
              "Set it to the folder of the labelled sets.")
        return 0
    if not os.path.isdir(data):
        print(f"quality: CENTO_DATA names {data}, which is no folder.", file=sys.stderr)
        return 2
    try:
        scoring = scorers.load(
            options.score or os.path.join(os.path.dirname(os.path.abspath(data)), "score"))
    except scorers.ScorersMissing as error:
        print(f"quality: {error}. Name the folder of the scorers with --score.", file=sys.stderr)
        return 2
    only = options.only.split(",") if options.only else None
    words = {
        command: shlex.split(getattr(options, f"{command}_options"))
        for command in ("reuse", "pairs", "cluster")}
    command = shlex.quote(options.cento)
    if options.peer:
        command = shlex.join([options.peer, os.path.join(HERE, "peer.py")])
    rows, met = [], False
    # A run that is ended early prints what it has.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="cento-quality-") as scratch:
        engine = Engine(command, scratch, options.time_limit, peer=bool(options.peer))
        try:
            for group, tasks in GROUPS.items():
                for name, task in tasks(engine, scoring, data, words):
                    if only and group not in only and name not in only:
                        continue
                    met = True
                    print(f"{group}: {name}", file=sys.stderr)
                    rows.extend(rows_of(task, group, name, engine))
        except KeyboardInterrupt:
            rows.append(Row(group, name, "–", reason="ended here from outside"))
    if not met:
        print(f"quality: nothing is called {options.only}. Groups: {', '.join(GROUPS)}.",
              file=sys.stderr)
        return 64
    told = [row.as_json() for row in rows]
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False, indent=1)
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(markdown(rows, "the peer" if options.peer else "Cento"))
    return 2 if any(row.reason for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
