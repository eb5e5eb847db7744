"""Pairs: do near copies score above the rest?"""

import os

import convert
from data import read_list, read_records
from halves import HALVES, in_half
from table import Row

# As good as no threshold: the contract wants one above 0, and pairs at 0 score nothing.
FLOOR = ["--threshold", "0.000001"]


def labelled(scorers, gold, scores, side):
    """Average precision by halves; a pair that Cento does not print has the score 0."""
    values = {}
    for half in HALVES:
        chosen = {name: label for name, label in gold.items() if in_half(half, side[name])}
        result = scorers["score_pairs"].labelled(
            chosen, {name: scores.get(name, 0.0) for name in chosen})
        values[half] = result["ap"]
    return values


def clough_question(engine, data):
    """The texts of clough as a file, the listed pairs, the gold, and the length of every answer."""
    folder = os.path.join(data, "clough")
    answers = read_records(os.path.join(folder, "answers.jsonl"))
    sources = read_records(os.path.join(folder, "sources.jsonl"))
    texts = [{"id": answer["id"], "text": answer["answer"]} for answer in answers]
    texts += [{"id": source["id"], "text": source["text"]} for source in sources]
    asked = [(answer["id"], answer["source"]) for answer in answers]
    words = [engine.write("clough.jsonl", texts), "--pairs", engine.write_pairs("clough.tsv", asked)]
    gold = {answer["id"]: 1.0 if int(answer["level"]) > 0 else 0.0 for answer in answers}
    return words, asked, gold, {answer["id"]: max(1, len(answer["answer"])) for answer in answers}


def clough(engine, scorers, data, options):
    """Short answers against the article that they may be copied from; copied or not, by cosine."""
    words, asked, gold, _ = clough_question(engine, data)
    cosines = convert.pair_scores(engine.records("pairs", *words, *FLOOR, *options["pairs"]))
    scores = {a: cosines.get(frozenset((a, b)), 0.0) for a, b in asked}
    return [Row("pairs", "clough", "AP, cosine",
                labelled(scorers, gold, scores, {name: name for name in gold}), 0.988)]


def clough_reuse(engine, scorers, data, options):
    """The same by the share of the answer that is a reused passage."""
    words, asked, gold, length = clough_question(engine, data)
    peer = ["--k", "10", "--gap", "20", "--least", "20"] if engine.peer else []
    weights = convert.passage_weight(
        engine.records("reuse", *words, *options["reuse"], *peer), set(gold))
    shares = {a: weights.get(a, {}).get(b, 0.0) / length[a] for a, b in asked}
    return [Row("pairs", "clough", "AP, share of the answer that is reused",
                labelled(scorers, gold, shares, {name: name for name in gold}), 0.988)]


def csts(engine, scorers, data, options, name, peer):
    """Chinese sentence pairs of like meaning: a check of honesty, not of skill."""
    records = read_records(os.path.join(data, "csts", f"{name}_dev.jsonl"))
    path = engine.write(f"{name}.jsonl", (
        {"id": f"{record['id']}:{side}", "text": record[side]}
        for record in records for side in ("a", "b")))
    listed = engine.write_pairs(
        f"{name}.tsv", ((f"{record['id']}:a", f"{record['id']}:b") for record in records))
    cosines = convert.pair_scores(
        engine.records("pairs", path, "--pairs", listed, *FLOOR, *options["pairs"]))
    names = [str(record["id"]) for record in records]
    scores = {one: cosines.get(frozenset((one + ":a", one + ":b")), 0.0) for one in names}
    gold = {str(record["id"]): float(record["label"]) for record in records}
    return [Row("pairs", f"csts {name}", "AP, cosine",
                labelled(scorers, gold, scores, {one: one for one in names}), peer)]


# Licences differ in clauses: longer grams, and how often they occur counts little.
CLAUSES = ["--ngrams", "5-8", "--tf", "sublinear"]


def licences(engine, scorers, data, options):
    """Is the nearest other text of the same licence? Candidates all, queries with a fellow."""
    records = read_records(os.path.join(data, "licences", "docs.jsonl"))
    label = {str(record["id"]): record["label"] for record in records}
    count = {}
    for one in label.values():
        count[one] = count.get(one, 0) + 1
    path = engine.write(
        "licences.jsonl", ({"id": record["id"], "text": record["text"]} for record in records))
    rows = []
    for name, grams in (("", []), (", 5–8-grams, sublinear", CLAUSES)):
        near = convert.neighbours(engine.records(
            "pairs", path, "--top-k", "1", *FLOOR, *grams, *options["pairs"]))
        values = {}
        for half in HALVES:
            queries = [one for one in label if count[label[one]] > 1 and in_half(half, one)]
            right = sum(
                bool(near.get(one)) and label[near[one][0][0]] == label[one] for one in queries)
            values[half] = right / len(queries)
        row = Row("pairs", "licences", f"1-nearest-neighbour accuracy{name}", values, 0.867, "≥ .90")
        row.seconds = engine.seconds
        rows.append(row)
    return rows


def minhash_articles(engine, scorers, data, options):
    """Planted near copies of news articles, found among a thousand."""
    folder = os.path.join(data, "minhash_articles")
    found = convert.pair_scores(engine.records(
        "pairs", os.path.join(folder, "docs_1000.jsonl"), "--threshold", "0.3", *options["pairs"]))
    gold = {tuple(sorted(pair)) for pair in read_list(os.path.join(folder, "gold_1000.tsv"))}
    scores = {tuple(sorted(pair)): cosine for pair, cosine in found.items()}
    results = {
        half: scorers["score_pairs"].discovery(
            {pair for pair in gold if in_half(half, pair[0])},
            {pair: score for pair, score in scores.items() if in_half(half, pair[0])})
        for half in HALVES}
    return [Row("pairs", "minhash_articles", "AP, from .3 up",
                {half: result["ap"] for half, result in results.items()}, 1.0,
                note="trivial: a smoke test")]


def tasks(engine, scorers, data, options):
    yield "clough", lambda: clough(engine, scorers, data, options)
    yield "clough", lambda: clough_reuse(engine, scorers, data, options)
    for name, peer in (("lcqmc", 0.698), ("pawsx_zh", 0.522), ("afqmc", 0.369)):
        yield f"csts {name}", lambda name=name, peer=peer: csts(
            engine, scorers, data, options, name, peer)
    yield "licences", lambda: licences(engine, scorers, data, options)
    yield "minhash_articles", lambda: minhash_articles(engine, scorers, data, options)
