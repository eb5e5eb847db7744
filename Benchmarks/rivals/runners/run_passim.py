"""passim: passages that texts share, found by n-gram seeds and alignment on Spark.

It is not on PyPI: the package of that name there checks passwords. Whoever has it says so with
CENTO_PASSIM=/path/to/bin/passim. Its question is about passages, not whole units; two units are taken
for an answer when they share any passage, so its precision here means little.
"""

import glob
import json
import os
import subprocess
import tempfile

from units import main, read_units, write_pairs

PACKAGES = ["numpy", "pyspark"]
# Its version is that of the checkout, which nobody can ask it for.
VERSION_OF = None
MEASURE = "shared passages"
VARIANTS = {
    "default": {"says": "its defaults: 25-grams from the beginnings of words", "more": []},
    "tuned": {"says": "8-grams from anywhere", "more": ["--floating-ngrams", "-n", "8"]},
}


def missing():
    """Why the rival cannot run here, or None."""
    program = os.environ.get("CENTO_PASSIM")
    if not program:
        return "not on PyPI; set CENTO_PASSIM to its program"
    return None if os.access(program, os.X_OK) else "CENTO_PASSIM names no program"


def run(corpus, out_pairs, settings):
    ids, texts = read_units(corpus)
    place = {name: row for row, name in enumerate(ids)}
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(out_pairs))) as folder:
        path = os.path.join(folder, "corpus.json")
        with open(path, "w", encoding="utf-8") as out:
            for name, text in zip(ids, texts):
                out.write(json.dumps(
                    {"id": name, "series": name, "text": text}, ensure_ascii=False) + "\n")
        told = os.path.join(folder, "out")
        subprocess.run(
            [os.environ["CENTO_PASSIM"], *settings["more"], path, told], check=True,
            env=dict(os.environ, SPARK_SUBMIT_ARGS=f"--master local[{settings['threads']}] "
                     "--driver-memory 6g " + os.environ.get("SPARK_SUBMIT_ARGS", "")))
        clusters = {}
        for part in glob.glob(os.path.join(told, "out.json", "part-*")):
            with open(part, encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    clusters.setdefault(record["cluster"], set()).add(place[record["id"]])
    pairs = {
        (a, b) for members in clusters.values() for a in members for b in members if a < b}
    write_pairs(out_pairs, ids, ((a, b, None) for a, b in sorted(pairs)))


if __name__ == "__main__":
    main(run)
