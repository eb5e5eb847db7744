"""A brute-force check of an answer on sampled rows, for corpora too large for the whole product.

    sample_check.py CORPUS ANSWER.tsv SETTINGS_JSON     prints one JSON object

Runs inside the rivals' environment. The vectors are scikit-learn's; every sampled row is multiplied
with all rows, and the pairs at or above the threshold are held against the answer's.
"""

import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "runners"))

from run_scikit_learn import vectors  # noqa: E402
from units import read_units  # noqa: E402


def check(corpus, answer, settings):
    ids, texts = read_units(corpus)
    rows = vectors(texts, dict(settings, analyzer="char"))
    sample = sorted(random.Random(settings["seed"]).sample(
        range(len(ids)), min(settings["sample"], len(ids))))
    told = {row: set() for row in sample}
    place = {name: row for row, name in enumerate(ids)}
    with open(answer, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            a, b = place[fields[0]], place[fields[1]]
            for row, other in ((a, b), (b, a)):
                if row in told:
                    told[row].add(other)
    margin, threshold = settings["margin"], settings["threshold"]
    exact = missing = extra = 0
    columns = rows.T.tocsr()
    for start in range(0, len(sample), 100):
        block = sample[start:start + 100]
        product = (rows[block] @ columns).tocsr()
        for at, row in enumerate(block):
            line = product[at]
            cosines = {
                other: score for other, score in zip(line.indices.tolist(), line.data.tolist())
                if score >= threshold - margin and other != row}
            certain = {other for other, score in cosines.items() if score >= threshold + margin}
            exact += len(certain)
            missing += len(certain - told[row])
            extra += len(told[row] - set(cosines))
    return {"rows": len(sample), "exact": exact, "missing": missing, "extra": extra}


if __name__ == "__main__":
    print(json.dumps(check(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))))
