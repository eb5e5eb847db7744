"""What every runner shares: units in, pairs out, one call in between.

A runner is a file `run_NAME.py` with these names:

    PACKAGES   what pip installs for it
    MEASURE    what it scores: "cosine", or "Jaccard (estimate)"
    VARIANTS   name -> settings; settings["says"] is one line for the table
    run(corpus, out_pairs, settings)

and, where they are needed, `missing()` (why it cannot run on this machine, or None) and `VERSION_OF`
(the package whose version is printed, if not the last of PACKAGES).

Nothing of a third party is imported at the top of a runner, so that the driver can read these names
with a bare Python. Run as a program it takes CORPUS OUT_PAIRS SETTINGS_JSON.
"""

import json
import sys


def read_units(corpus):
    """Ids and texts of a JSON Lines file, in the order of its lines."""
    ids, texts = [], []
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                ids.append(str(record["id"]))
                texts.append(record["text"])
    return ids, texts


def write_pairs(out_pairs, ids, triples):
    """One line a pair, `a TAB b TAB score`; a triple holds two row numbers and a score or None."""
    with open(out_pairs, "w", encoding="utf-8") as out:
        for a, b, score in triples:
            if score is None:
                out.write(f"{ids[a]}\t{ids[b]}\n")
            else:
                out.write(f"{ids[a]}\t{ids[b]}\t{score!r}\n")


def shingles(text, n):
    """The character n-grams of a text, in order, as the MinHash rivals are given them.

    One length, the longest asked for: on 10,000 made Chinese paragraphs held against the cosine of
    3-5-grams at .8, sets of 5-grams gave F1 .93 (rensa), sets of 3-, 4- or 3-5-grams .63 to .88.
    """
    return [text[i:i + n] for i in range(len(text) - n + 1)]


def jaccard_of_cosine(cosine):
    """The Jaccard share of two equally large sets whose cosine is given: c / (2 − c)."""
    return cosine / (2 - cosine)


def main(run):
    """Runs a runner as a program."""
    run(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
