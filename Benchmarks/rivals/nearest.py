#!/usr/bin/env python3
"""The k nearest units of every unit, without a floor: Cento beside sparse_dot_topn.

    nearest.py --corpus corpus.jsonl --neighbours 10 --ngrams 2-3 --threads 1,2

Both count the same grams (`--fold none`) and write what they find; every process is measured from outside,
reading and writing included. The scores of each unit's neighbours are held against one another: which of
equally near units is told is a matter of rounding, how near they are is not. sparse_dot_topn comes from
PyPI, outside the tree; see compare.py.
"""

import argparse
import json
import os
import sys
import tempfile

import compare
from answers import MARGIN
from environment import Environment, commit, default_home, machine


def cento_scores(path, rows):
    """Row -> the scores of its neighbours, the greatest first, of Cento's records."""
    scores = [[] for _ in rows]
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith('{"type":"pair"'):
                record = json.loads(line)
                scores[rows[record["a"]]].append(record["cosine"])
    return scores


def runner_scores(path, rows):
    """The same of a runner's file."""
    scores = [[] for _ in rows]
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            a, _, score = line.rstrip("\n").split("\t")
            scores[rows[a]].append(float(score))
    return [sorted(found, reverse=True) for found in scores]


def differing(first, second):
    """How many rows have other scores, by more than rounding."""
    return sum(
        len(a) != len(b) or any(abs(x - y) > MARGIN for x, y in zip(a, b))
        for a, b in zip(first, second))


class Nearest(compare.Comparison):
    """Both tools at one number of threads."""

    def own_row(self):
        low, high = self.options.ngrams
        output = os.path.join(self.scratch, "cento.jsonl")
        row = self.measured(
            [self.options.cento, "pairs", self.options.corpus, "--top-k",
             str(self.options.neighbours), "--ngrams", f"{low}-{high}", "--fold", "none",
             "--threads", str(self.options.threads), "--format", "jsonl"], output)
        return row, None if row.get("reason") else cento_scores(output, self.rows)

    def rival_row(self):
        module, path = compare.runner("sparse_dot_topn")
        environment = Environment(self.options.home, "core", not self.options.no_install)
        reason = environment.install(module.PACKAGES)
        if reason:
            return {"reason": reason}, None
        output = os.path.join(self.scratch, "rival.tsv")
        row = self.measured(
            [environment.python, path, self.options.corpus, output,
             json.dumps(dict(self.settings, analyzer="char", neighbours=self.options.neighbours))],
            os.path.join(self.scratch, "told.txt"))
        return row, None if row.get("reason") else runner_scores(output, self.rows)


def cells(row):
    """What a process cost, for the table."""
    if row.get("reason"):
        return f"{row['reason']} | | "
    return f"{row['wall']:.1f} | {row['processor']:.1f} | {row['peak_bytes'] / 1e6:,.0f}"


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True, help="a .jsonl file of records with id and text")
    parser.add_argument("--neighbours", type=int, default=10)
    parser.add_argument("--ngrams", type=compare.ngram_range, default=(2, 3))
    parser.add_argument("--threads", default="1,2", help="a list with commas")
    parser.add_argument(
        "--cento", default=os.path.join(compare.ROOT, ".build", "release", "cento"))
    parser.add_argument("--time-limit", type=float, default=900, help="seconds for one process")
    parser.add_argument("--repeat", type=int, default=1, help="runs of what takes under 30 s")
    parser.add_argument("--home", default=default_home(), help="where the rivals are installed")
    parser.add_argument("--no-install", action="store_true")
    options = parser.parse_args()
    options.budget, options.threshold = float("inf"), 0.0
    return options


def main():
    options = parse()
    facts = machine()
    print(f"{os.path.basename(options.corpus)}, {options.neighbours} nearest, "
          f"{options.ngrams[0]}-{options.ngrams[1]}-grams; {facts['cpu']}, "
          f"{facts['cores']} cores; commit {commit(compare.ROOT)}\n")
    print("| threads | tool | wall s | processor s | MB | rows with other scores |")
    print("|---:|---|---:|---:|---:|---:|")
    for threads in options.threads.split(","):
        options.threads = int(threads)
        with tempfile.TemporaryDirectory(prefix="cento-rivals-") as scratch:
            nearest = Nearest(options, scratch)
            own, scores = nearest.own_row()
            print(f"| {threads} | Cento | {cells(own)} | |", flush=True)
            other, rivals = nearest.rival_row()
            count = differing(scores, rivals) if scores and rivals else ""
            print(f"| {threads} | sparse_dot_topn | {cells(other)} | {count} |", flush=True)
            if not own.get("reason") and not other.get("reason"):
                print(f"| {threads} | ratio | {other['wall'] / own['wall']:.1f} "
                      f"| {other['processor'] / own['processor']:.1f} "
                      f"| {other['peak_bytes'] / own['peak_bytes']:.1f} | |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
