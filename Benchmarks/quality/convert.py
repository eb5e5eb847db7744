"""Cento's records in the shapes that the scorers read."""

from collections import defaultdict


def members_of(record):
    """The places that one reuse or family record says are the same passage, as ordered pairs."""
    if record["type"] == "reuse":
        yield record["a"], record["b"]
    elif record["type"] == "family":
        members = record["members"]
        for i, first in enumerate(members):
            for second in members[i + 1:]:
                yield first, second


def cases(records, named, tiers=("passage",), directed=True):
    """Reuse records as alignment cases, and how many passages lay between documents not named.

    `named` holds (suspicious, source). Directed gold takes a passage in the direction in which its
    documents are named, whichever of them Cento printed first, and in both if both are named; undirected
    gold takes it once, under the order in which the pair is named first.
    """
    found, seen, left = [], set(), 0

    def emit(suspicious, source):
        row = (
            suspicious["document"], *suspicious["scalars"], source["document"], *source["scalars"])
        if row in seen:
            return
        seen.add(row)
        found.append({
            "susp": row[0], "this_offset": row[1], "this_length": row[2] - row[1],
            "src": row[3], "source_offset": row[4], "source_length": row[5] - row[4]})

    for record in records:
        if record["type"] not in ("reuse", "family") or record.get("tier") not in tiers:
            continue
        for a, b in members_of(record):
            forward = (a["document"], b["document"]) in named
            backward = (b["document"], a["document"]) in named
            if forward:
                emit(a, b)
            if backward and (directed or not forward):
                emit(b, a)
            left += not (forward or backward) and record["type"] == "reuse"
    return found, left


def scorer_case(case):
    """A case in the tuple that score_plagdet works on."""
    a, b = case["this_offset"], case["source_offset"]
    return (
        (case["susp"], case["src"]), a, a + case["this_length"], b, b + case["source_length"], case)


def flagged_pairs(records, tiers=("passage",)):
    """The document pairs with any passage, as frozen sets."""
    return {
        frozenset((a["document"], b["document"]))
        for record in records
        if record["type"] in ("reuse", "family") and record.get("tier") in tiers
        for a, b in members_of(record)}


def pair_scores(records):
    """Pair records as frozen set -> cosine."""
    return {
        frozenset((record["a"], record["b"])): record["cosine"]
        for record in records if record["type"] == "pair"}


def neighbours(records):
    """The records of `pairs --top-k` as row -> [(neighbour, cosine)], best first."""
    near = defaultdict(list)
    for record in records:
        if record["type"] == "pair":
            near[record["a"]].append((record["b"], record["cosine"]))
    for found in near.values():
        found.sort(key=lambda answer: (-answer[1], answer[0]))
    return near


def clusters(records):
    """Member records as id -> cluster."""
    return {
        record["id"]: str(record["cluster"]) for record in records if record["type"] == "member"}


def covered(spans):
    """How many characters a set of half-open ranges covers, overlaps counted once."""
    total = end = 0
    for start, stop in sorted(spans):
        total += max(0, stop - max(start, end))
        end = max(end, stop)
    return total


def passage_weight(records, queries):
    """Query -> source -> matched characters of the query, each weighted by the passage's similarity.

    What overlaps is counted once, for the more similar passage. `queries` are the ids of the query side;
    passages between two queries are left out. A family record has no similarity: it counts as 1.
    """
    spans = defaultdict(lambda: defaultdict(list))
    for record in records:
        if record["type"] not in ("reuse", "family"):
            continue
        for a, b in members_of(record):
            for query, source in ((a, b), (b, a)):
                if query["document"] in queries and source["document"] not in queries:
                    spans[query["document"]][source["document"]].append(
                        (record.get("similarity", 1.0), tuple(query["scalars"])))
    weight = {}
    for query, sources in spans.items():
        weight[query] = {}
        for source, found in sources.items():
            found.sort(key=lambda one: (-one[0], one[1]))
            taken, total = [], 0.0
            for similarity, span in found:
                before = covered(taken)
                taken.append(span)
                total += similarity * (covered(taken) - before)
            weight[query][source] = total
    return weight


# Passages further apart than this in the source are not one quotation, in characters.
PAGE = 500


def disjoint(passages):
    """The evidence of the best passages that do not overlap in the query."""
    taken, total = [], 0.0
    for evidence, (start, end), _ in sorted(passages, reverse=True):
        if all(end <= one or start >= other for one, other in taken):
            taken.append((start, end))
            total += evidence
    return total


def passage_evidence(records, queries):
    """Query -> source -> the evidence of its passages within a page of the source, at its best page.

    `queries` are the ids of the query side; passages between two queries are left out. A family record
    has no evidence and says nothing here.
    """
    found = defaultdict(lambda: defaultdict(list))
    for record in records:
        if record["type"] != "reuse":
            continue
        for query, source in ((record["a"], record["b"]), (record["b"], record["a"])):
            if query["document"] in queries and source["document"] not in queries:
                found[query["document"]][source["document"]].append(
                    (record["evidence"], tuple(query["scalars"]), source["scalars"][0]))
    return {
        query: {
            source: max(
                disjoint([one for one in passages if abs(one[2] - centre[2]) <= PAGE])
                for centre in passages)
            for source, passages in sources.items()}
        for query, sources in found.items()}


def best_of(weights, book_of):
    """Book -> the weight of its best source."""
    best = {}
    for source, weight in weights.items():
        book = book_of[source]
        best[book] = max(weight, best.get(book, weight))
    return best


def ranking(best):
    """Books, best first; equal ones by name."""
    return sorted(best, key=lambda book: (-best[book], book))
