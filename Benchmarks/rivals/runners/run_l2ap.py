"""L2AP: exact cosines with prefix bounds, on one thread; written here from the paper, see `l2ap.c`.

The authors' program is not on PyPI and its source is not always to be had, so this one stands for it. It
is compiled into the rivals' environment with `cc -O3 -march=native`. Its rows are scikit-learn's, made by
`csr_rows.py`. The tuned variant gives it equal texts once, and leaves out grams of one row alone.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from units import main, read_units, write_pairs

PACKAGES = ["numpy"]
MEASURE = "cosine"
VERSION_OF = None
VARIANTS = {
    "default": {"says": "character n-grams, all rows as they are, one thread"},
    "tuned": {"says": "character n-grams, equal texts once, grams of two rows or more, one thread",
              "distinct": True},
}
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "l2ap.c")


def missing():
    """Why it cannot run here."""
    return None if shutil.which("cc") else "no C compiler: install one that answers to cc"


def program():
    """The program, compiled where it is missing or older than its source."""
    built = os.path.join(sys.prefix, "bin", "l2ap")
    if not os.path.exists(built) or os.path.getmtime(built) < os.path.getmtime(SOURCE):
        subprocess.run(["cc", "-O3", "-march=native", "-o", built, SOURCE, "-lm"], check=True)
    return built


def run(corpus, out_pairs, settings):
    import csr_rows

    ids, texts = read_units(corpus)
    texts = csr_rows.as_compared(texts)
    members = [[number] for number in range(len(texts))]
    multiplicities = None
    if settings.get("distinct"):
        texts, multiplicities, places = csr_rows.distinct(texts)
        members = [[] for _ in texts]
        for number, place in enumerate(places):
            members[place].append(number)
    with tempfile.TemporaryDirectory() as folder:
        rows, found = os.path.join(folder, "rows"), os.path.join(folder, "pairs")
        csr_rows.write_rows(
            texts, rows, settings["ngrams"], multiplicities, shared=bool(settings.get("distinct")))
        subprocess.run([program(), rows, repr(settings["threshold"]), found], check=True)

        def pairs():
            for alike, text in zip(members, texts):
                if len(text) >= settings["ngrams"][0]:
                    for place, a in enumerate(alike):
                        for b in alike[place + 1:]:
                            yield a, b, 1.0
            with open(found, encoding="utf-8") as lines:
                for line in lines:
                    a, b, score = line.split("\t")
                    for one in members[int(a)]:
                        for other in members[int(b)]:
                            yield one, other, float(score)

        write_pairs(out_pairs, ids, pairs())


if __name__ == "__main__":
    main(run)
