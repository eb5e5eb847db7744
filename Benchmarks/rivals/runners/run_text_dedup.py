"""text-dedup: MinHash over word n-grams, united into clusters; the answer is every pair of a cluster.

It cuts words at what is no letter, so the tuned variant writes a space between the characters first.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile

from units import jaccard_of_cosine, main, read_units, write_pairs

PACKAGES = ["text-dedup"]
MEASURE = "Jaccard (estimate), chained"
VARIANTS = {
    "default": {"says": "5 words, 250 permutations, threshold .7 (its default)"},
    "tuned": {"says": "as many characters as the longest n-gram, 250 permutations, all threads",
              "shingles": True},
}


def run(corpus, out_pairs, settings):
    ids, texts = read_units(corpus)
    tuned = settings.get("shingles")
    least = jaccard_of_cosine(settings["threshold"]) if tuned else 0.7
    length = settings["ngrams"][1] if tuned else 5
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(out_pairs))) as folder:
        path = os.path.join(folder, "corpus.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for row, text in enumerate(texts):
                shown = " ".join(text.replace(" ", "")) if tuned else text
                out.write(json.dumps({"row": row, "text": shown}, ensure_ascii=False) + "\n")
        told = os.path.join(folder, "out")
        subprocess.run(
            [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", path,
             "--split", "train", "--cache_dir", os.path.join(folder, "cache"), "--column", "text",
             "--idx_column", "row", "--output", told, "--threshold", str(least),
             "--ngram", str(length), "--num_proc", str(settings["threads"]), "--debug"],
            check=True, cwd=folder, env=dict(os.environ, HF_HUB_OFFLINE="1", HF_HOME=folder))
        with open(os.path.join(told, "uf.pkl"), "rb") as dumped:
            union = pickle.load(dumped)
        clusters = {}
        for row in range(len(ids)):
            if row in union.parent:
                clusters.setdefault(union.find(row), []).append(row)
        write_pairs(
            out_pairs, ids,
            ((a, b, None) for members in clusters.values()
             for i, a in enumerate(members) for b in members[i + 1:]))


if __name__ == "__main__":
    main(run)
