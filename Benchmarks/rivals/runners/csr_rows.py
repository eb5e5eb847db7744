"""TF-IDF rows of character n-grams in a plain binary file, as `l2ap.c` reads it.

    csr_rows.py CORPUS.jsonl ROWS.bin LOW-HIGH [--distinct] [--shared] [--lines]

The weights are those of scikit-learn's TfidfVectorizer(analyzer="char", lowercase=False), made by sorting
numbers in place of strings, because a corpus of 200,000 paragraphs has some fifty million grams. Runs
inside the rivals' environment (numpy).

    --distinct   equal texts are one row; they still count as many texts where a gram's weight is made
    --shared     grams that only one row has are left out once the rows have their lengths: they are in no
                 product. With --distinct these are the rows that Cento joins under `--fold none`
    --lines      every line of a text that is not blank is a unit, as with `cento --unit paragraph`
"""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from units import read_units  # noqa: E402


def as_compared(texts):
    """The texts as scikit-learn cuts them: two or more blanks in a row are one space."""
    return [re.sub(r"\s\s+", " ", text) for text in texts]


def distinct(texts):
    """The texts without repetition, how often each stands there, and the place of each text among them."""
    place, members = {}, []
    for text in texts:
        members.append(place.setdefault(text, len(place)))
    counts = [0] * len(place)
    for member in members:
        counts[member] += 1
    return list(place), counts, members


def gram_rows(texts, low, high):
    """The (row, gram, count) entries of all texts, sorted by row; grams are numbered from 0."""
    import numpy as np

    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    row = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    rest = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    scalars, codes = np.unique(codes, return_inverse=True)
    numbers, places, offset, parts = codes, np.arange(len(codes)), 0, []
    for n in range(1, high + 1):
        if n > 1:
            # A gram is the one shorter that it begins with, and one scalar more.
            keep = rest[places] >= n
            places = places[keep]
            _, numbers = np.unique(
                numbers[keep] * len(scalars) + codes[places + n - 1], return_inverse=True)
        if n >= low and len(places):
            grams = int(numbers.max()) + 1
            keys, counts = np.unique(row[places] * grams + numbers, return_counts=True)
            parts.append((keys // grams, keys % grams + offset, counts))
            offset += grams
    rows, grams, counts = (np.concatenate(some) for some in zip(*parts))
    order = np.argsort(rows, kind="stable")
    return rows[order], grams[order], counts[order], offset


def write_rows(texts, path, ngrams, multiplicities=None, shared=False):
    """Writes the rows of `texts`; `multiplicities` says how many units have each text."""
    import numpy as np

    rows, grams, counts, columns = gram_rows(texts, *ngrams)
    units = len(texts) if multiplicities is None else sum(multiplicities)
    weight = None if multiplicities is None else np.array(multiplicities, dtype=float)[rows]
    frequency = np.bincount(grams, weights=weight, minlength=columns)
    values = counts * (np.log((1 + units) / (1 + frequency)) + 1)[grams]
    values /= np.sqrt(np.bincount(rows, weights=values * values, minlength=len(texts)))[rows]
    if shared:
        kept = np.bincount(grams, minlength=columns) > 1
        number = np.cumsum(kept) - 1
        entries = kept[grams]
        rows, grams, values = rows[entries], number[grams[entries]], values[entries]
        columns = int(kept.sum())
    start = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=len(texts)), out=start[1:])
    with open(path, "wb") as out:
        np.array([len(texts), columns, len(rows)], dtype=np.int64).tofile(out)
        start.tofile(out)
        grams.astype(np.int32).tofile(out)
        values.astype(np.float32).tofile(out)


def read_rows(path):
    """The rows of a file as a SciPy matrix."""
    import numpy as np
    from scipy.sparse import csr_matrix

    with open(path, "rb") as file:
        rows, columns, entries = np.fromfile(file, np.int64, 3)
        start = np.fromfile(file, np.int64, rows + 1)
        grams = np.fromfile(file, np.int32, entries)
        values = np.fromfile(file, np.float32, entries)
    return csr_matrix((values, grams, start), shape=(rows, columns))


def main(corpus, path, ngrams, *flags):
    texts = read_units(corpus)[1]
    if "--lines" in flags:
        texts = [line for text in texts for line in text.split("\n") if line.strip()]
    texts, multiplicities = as_compared(texts), None
    if "--distinct" in flags:
        texts, multiplicities, _ = distinct(texts)
    low, _, high = ngrams.partition("-")
    write_rows(texts, path, (int(low), int(high or low)), multiplicities, "--shared" in flags)


if __name__ == "__main__":
    main(*sys.argv[1:])
