"""Clustering: are articles on one topic put together?"""

import os
import random

import convert
from data import read_records
from halves import HALVES, in_half
from table import Row

SEEDS = 5

# Set -> classes, characters kept of a text, the plain peer's V (characters; words), the goal for V.
SETS = {
    "cnews1000": (10, 2000, 0.839, 0.900, "≥ .90"),
    "bbc": (5, 3000, 0.878, 0.896, "≥ .89"),
    "reuters_r8": (8, 2000, 0.451, 0.524, "≥ .54"),
    "thucnews_titles": (10, 100, 0.302, 0.350, "≥ .56"),
}


def prepared(records, name, cap):
    """The texts as the README of the data cuts them: white space folded, the first `cap` characters."""
    if name == "thucnews_titles":
        records = random.Random(0).sample(records, 10000)
    return [
        {"id": str(record["id"]), "text": " ".join(record["text"].split())[:cap]}
        for record in records]


def scored(scorer, gold, predicted):
    """V and ARI of a clustering, by halves."""
    return {
        half: scorer.score(
            {one: label for one, label in gold.items() if in_half(half, one)}, predicted)
        for half in HALVES}


def topics(engine, scorers, data, options, name):
    """V and ARI with as many clusters as classes (mean of five seeds), and with the number found."""
    classes, cap, characters, words, goal = SETS[name]
    records = read_records(os.path.join(data, name, "docs.jsonl"))
    texts = prepared(records, name, cap)
    kept = {text["id"] for text in texts}
    gold = {str(r["id"]): r["label"] for r in records if str(r["id"]) in kept}
    path = engine.write(f"{name}.jsonl", texts)
    scorer, runs, seconds = scorers["score_clusters"], [], 0.0
    for seed in range(SEEDS):
        runs.append(scored(scorer, gold, convert.clusters(engine.records(
            "cluster", path, "--clusters", str(classes), "--seed", str(seed), *options["cluster"]))))
        seconds += engine.seconds / SEEDS
    rows = []
    for measure, label in (("v_measure", "V"), ("ari", "ARI")):
        values = {half: sum(run[half][measure] for run in runs) / SEEDS for half in HALVES}
        spread = max(r[None][measure] for r in runs) - min(r[None][measure] for r in runs)
        row = Row("clusters", name, f"{label}, K = {classes}", values,
                  characters if label == "V" else None, goal if label == "V" else None,
                  f"spread of {SEEDS} seeds {spread:.3f}"
                  + (f"; words reach {words:.3f}" if label == "V" else ""))
        row.seconds = seconds
        rows.append(row)
    if engine.peer:
        return rows
    predicted = convert.clusters(engine.records("cluster", path, *options["cluster"]))
    found = scored(scorer, gold, predicted)
    row = Row("clusters", name, "V, K found", {half: one["v_measure"] for half, one in found.items()},
              note=f"K = {len(set(predicted.values()))} found")
    row.seconds = engine.seconds
    return rows + [row]


def tasks(engine, scorers, data, options):
    for name in SETS:
        yield name, lambda name=name: topics(engine, scorers, data, options, name)
