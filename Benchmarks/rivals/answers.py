"""Answers held against the exact answer."""

import json

# A cosine this near the threshold is on either side of it by rounding alone.
MARGIN = 1e-6


def numbering(corpus):
    """Record id -> row number, of a JSON Lines file."""
    with open(corpus, encoding="utf-8") as lines:
        return {
            str(json.loads(line)["id"]): row
            for row, line in enumerate(line for line in lines if line.strip())}


def pair_key(a, b, count):
    """One number for a pair, whichever side is named first."""
    return a * count + b if a < b else b * count + a


def read_pairs(path, rows):
    """The pairs of a runner's file: key -> score (None where the rival gives none)."""
    found, count = {}, len(rows)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 2:
                score = float(fields[2]) if len(fields) > 2 else None
                found[pair_key(rows[fields[0]], rows[fields[1]], count)] = score
    return found


def read_cento_pairs(path, rows):
    """The same of Cento's `pair` records, and the last summary record."""
    found, count, summary = {}, len(rows), {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith('{"type":"pair"'):
                record = json.loads(line)
                key = pair_key(rows[record["a"]], rows[record["b"]], count)
                found[key] = record["cosine"]
            elif line.startswith('{"type":"summary"'):
                summary = json.loads(line)
    return found, summary


class ExactAnswer:
    """The pairs that must be found, and those that rounding alone decides."""

    def __init__(self, scores, threshold):
        self.certain = {key for key, score in scores.items() if score >= threshold + MARGIN}
        self.either = {
            key for key, score in scores.items()
            if threshold - MARGIN <= score < threshold + MARGIN}

    def recall(self, found):
        """The share of the exact pairs that were found."""
        if not self.certain:
            return None
        return sum(1 for key in self.certain if key in found) / len(self.certain)

    def precision(self, found):
        """The share of what was found that is an exact pair."""
        if not found:
            return None
        return sum(1 for key in found if key in self.certain or key in self.either) / len(found)
