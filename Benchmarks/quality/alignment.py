"""Alignment: are the reused passages found, to the character, and nothing else?"""

import os

import convert
from data import read_list
from halves import HALVES, in_half
from table import Row

# Set -> the plain peer's constants (k, gap, least), its figures (README of the data), and the goal.
SETS = {
    "pan13_noobf": ((25, 50, 100), {"plagdet": 0.961, "precision": 0.961, "recall": 0.994}, "≥ .97"),
    "usenet_quotes_dev": ((20, 20, 45), {"plagdet": 0.968, "precision": 0.958, "recall": 0.985},
                          "≥ .965"),
    "sanguo": ((6, 10, 10), {"plagdet": 0.515, "precision": 0.900, "recall": 0.387}, "≥ .60"),
}
GOALS = {("sanguo", "recall"): "≥ .80"}
MEASURES = ("plagdet", "precision", "recall", "granularity")

# Class of a pair -> the name in the table, the plain peer's share of flagged pairs (k = 16), the goal.
CLASSES = {
    "no-obfuscation": ("none", 1.0, "1"),
    "random-obfuscation": ("random", 0.81, "≥ .93"),
    "translation-obfuscation": ("translation", 0.75, "≥ .82"),
    "summary-obfuscation": ("summary", 0.13, "≥ .25"),
    "no-plagiarism": ("no plagiarism (false)", 0.009, "≤ .01"),
}


def peer_constants(engine, k, gap, least):
    """The plain peer has constants for each set; Cento has one setting for all."""
    if not engine.peer:
        return []
    return ["--k", str(k), "--gap", str(gap), "--least", str(least)]


def aligned(engine, scorers, data, name, options):
    """The rows of one set with spans: plagdet and its parts, by halves.

    Passages and quotations are asked for in one run and scored twice: what is shown by default (tier
    passage), and, where there are any, with the marked quotations.
    """
    constants, peer, goal = SETS[name]
    folder = os.path.join(data, name)
    pair_list = os.path.join(folder, "pairs.tsv")
    plagdet = scorers["score_plagdet"]
    records = engine.records(
        "reuse", os.path.join(folder, "docs.jsonl"), "--pairs", pair_list,
        "--tier", "passage,quotation", *options, *peer_constants(engine, *constants))
    gold = plagdet.load(os.path.join(folder, "gold.jsonl"))
    named = set(read_list(pair_list))
    kinds = [("", ("passage",))]
    if any(record.get("tier") == "quotation" for record in records):
        kinds.append((", quotations too", ("passage", "quotation")))
    rows = []
    for suffix, tiers in kinds:
        found, left = convert.cases(records, named, tiers)
        found = [convert.scorer_case(case) for case in found]
        scores = {
            half: plagdet.score([case for case in gold if in_half(half, case[0][0])],
                                [case for case in found if in_half(half, case[0][0])])
            for half in HALVES}
        for measure in MEASURES:
            rows.append(Row(
                "alignment", name, measure + suffix,
                {half: score[measure] for half, score in scores.items()}, peer.get(measure),
                goal if measure == "plagdet" else GOALS.get((name, measure)),
                f"{len(found):,} passages" + (f", {left:,} outside the list" if left else "")
                if measure == "plagdet" else ""))
    return rows


def by_class(engine, scorers, data, options):
    """The share of pan13's document pairs with any passage, by kind of obfuscation."""
    folder = os.path.join(data, "pan13_noobf")
    pair_list = os.path.join(folder, "pairs_by_obfuscation.tsv")
    records = engine.records(
        "reuse", os.path.join(folder, "docs.jsonl"), "--pairs", pair_list, *options,
        *peer_constants(engine, 16, 50, 60))
    flagged = convert.flagged_pairs(records)
    classes = read_list(pair_list, columns=3)
    rows = []
    for label, (name, peer, goal) in CLASSES.items():
        values = {}
        for half in HALVES:
            pairs = [frozenset(row[:2]) for row in classes
                     if row[2] == label and in_half(half, row[0])]
            values[half] = sum(pair in flagged for pair in pairs) / len(pairs) if pairs else None
        rows.append(Row("alignment", "pan13 pairs with any passage", name, values, peer, goal,
                        "the peer on a sample of 1,200"))
    return rows


def tasks(engine, scorers, data, options):
    """(set, what makes its rows), one for each run."""
    for name in SETS:
        yield name, lambda name=name: aligned(engine, scorers, data, name, options["reuse"])
    yield "pan13_noobf", lambda: by_class(engine, scorers, data, options["reuse"])


def selftest(records_of):
    """Directed and undirected gold, either order of the sides, families, tiers."""
    place = lambda document, start, end: {"document": document, "scalars": [start, end]}  # noqa: E731
    reuse = {"type": "reuse", "tier": "passage", "a": place("s", 5, 9), "b": place("q", 1, 4)}
    family = {"type": "family", "tier": "quotation",
              "members": [place("q", 0, 2), place("r", 0, 2), place("s", 3, 5)]}
    found, left = convert.cases([reuse], {("q", "s")})
    assert found == [{"susp": "q", "this_offset": 1, "this_length": 3,
                      "src": "s", "source_offset": 5, "source_length": 4}] and left == 0
    both = {("q", "s"), ("s", "q")}
    assert len(convert.cases([reuse, reuse], both)[0]) == 2
    assert len(convert.cases([reuse], both, directed=False)[0]) == 1
    assert convert.cases([reuse], {("q", "x")}) == ([], 1)
    assert convert.cases([family], {("q", "s")})[0] == []
    assert len(convert.cases([family], {("q", "s"), ("s", "r")}, ("quotation",))[0]) == 2
    weights = convert.passage_weight([
        dict(reuse, similarity=0.5), dict(reuse, b=place("q", 2, 8), similarity=1.0)], {"q"})
    assert weights == {"q": {"s": 6 + 0.5}}, weights
    best = convert.best_of({"s": 1.0, "t": 2.0, "u": 2.0}, {"s": "A", "t": "C", "u": "B"})
    assert convert.ranking(best) == ["B", "C", "A"]
    said = [dict(reuse, evidence=30.0), dict(reuse, evidence=20.0, b=place("q", 4, 8)),
            dict(reuse, evidence=25.0, b=place("q", 2, 6), a=place("s", 900, 904))]
    assert convert.passage_evidence(said, {"q"}) == {"q": {"s": 50.0}}
