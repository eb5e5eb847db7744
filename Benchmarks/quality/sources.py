"""Source finding: which book does a quotation come from?"""

import os

import convert
from data import read_records
from engine import EngineError
from halves import HALVES, in_half
from table import Row

PASSAGE = 1000
# A quotation is a clause or two: what is asked for is far less than a report of reuse would need.
SENSITIVE = ["--min-evidence", "15", "--min-length", "4"]
# What a character says at most, in bits; chosen on the tuning half.
SURPRISAL = 12.0
PEER = {"top1": 0.862, "mrr": 0.905}
GOAL = {"top1": "≥ .87", "mrr": "≥ .91"}


def cut(sources):
    """The sources in passages of 1,000 characters, as the plain peer takes them."""
    return [
        {"id": f"{source['id']}@{start}", "text": source["text"][start:start + PASSAGE]}
        for source in sources for start in range(0, len(source["text"]), PASSAGE)]


def leishu(engine, scorers, data, options):
    """Yiwen leiju's quotations against 52 classics, asked in three ways.

    The contract has no command that ranks sources, so: the best cosine of a 1,000-character passage
    (`pairs --top-k --against`, the peer's way); the evidence of the reused passages that stand within a
    page of one another (`reuse --against --tier all`, asked for little evidence); both, a cosine being
    worth `SURPRISAL` bits a character of the query.
    """
    folder = os.path.join(data, "leishu_quotes")
    queries = read_records(os.path.join(folder, "yiwen_queries.jsonl"))
    sources = read_records(os.path.join(folder, "sources.jsonl.zst"))
    gold = {str(query["id"]): query["book"] for query in queries}
    asked = engine.write(
        "queries.jsonl", ({"id": query["id"], "text": query["text"]} for query in queries))
    passages = cut(sources)
    book_of = {str(source["id"]): source["book"] for source in sources}
    passage_book = {
        passage["id"]: book_of[passage["id"].rsplit("@", 1)[0]] for passage in passages}

    rankings, seconds = {}, {}
    near = convert.neighbours(engine.records(
        "pairs", asked, "--against", engine.write("passages.jsonl", passages), "--top-k", "50",
        "--threshold", "0.000001", "--ngrams", "2-4", *options["pairs"]))
    seconds["by cosine"] = engine.seconds
    cosines = {query: convert.best_of(dict(found), passage_book) for query, found in near.items()}
    rankings["by cosine"] = {query: convert.ranking(found) for query, found in cosines.items()}
    rows = []
    if not engine.peer:
        try:
            rankings.update(by_passages(engine, asked, sources, book_of, queries, cosines, options))
        except EngineError as error:
            rows.append(Row("sources", "leishu_quotes", "by passage", reason=str(error)))
        seconds["by passage"] = seconds["both"] = engine.seconds
    for way, ranking in rankings.items():
        scores = {
            half: scorers["score_retrieval"].score(
                {query: book for query, book in gold.items() if in_half(half, query)}, ranking)
            for half in HALVES}
        for measure in ("top1", "mrr"):
            row = Row("sources", "leishu_quotes", f"{measure}, {way}",
                      {half: score[measure] for half, score in scores.items()},
                      PEER[measure], GOAL[measure],
                      f"{scores[None]['answered']:,} of {scores[None]['queries']:,} answered")
            row.seconds = seconds[way]
            rows.append(row)
    return rows


def by_passages(engine, asked, sources, book_of, queries, cosines, options):
    """The rankings that rest on reused passages."""
    path = engine.write("sources.jsonl", ({"id": s["id"], "text": s["text"]} for s in sources))
    length = {str(query["id"]): len(query["text"]) for query in queries}
    evidence = convert.passage_evidence(
        engine.records(
            "reuse", asked, "--against", path, "--tier", "all", *SENSITIVE, *options["reuse"]),
        set(length))
    alone = {query: convert.best_of(found, book_of) for query, found in evidence.items()}
    both = {}
    for query in length:
        near, told = cosines.get(query, {}), alone.get(query, {})
        both[query] = {
            book: told.get(book, 0.0) + SURPRISAL * length[query] * near.get(book, 0.0)
            for book in {*near, *told}}
    return {
        "by passage": {query: convert.ranking(found) for query, found in alone.items()},
        "both": {query: convert.ranking(found) for query, found in both.items()}}


def tasks(engine, scorers, data, options):
    yield "leishu_quotes", lambda: leishu(engine, scorers, data, options)
