"""datasketch: MinHash and its locality-sensitive hashing, in Python and NumPy."""

from units import jaccard_of_cosine, main, read_units, shingles, write_pairs

PACKAGES = ["datasketch"]
MEASURE = "Jaccard (estimate)"
VARIANTS = {
    "default": {"says": "words between white space, 128 permutations, candidates as they come"},
    "tuned": {"says": "sets of the longest n-grams, 128 permutations, checked by estimate",
              "shingles": True},
}


def run(corpus, out_pairs, settings):
    from datasketch import MinHash, MinHashLSH

    ids, texts = read_units(corpus)
    if settings.get("shingles"):
        least = jaccard_of_cosine(settings["threshold"])
        sets = (set(shingles(text, settings["ngrams"][1])) for text in texts)
    else:
        least = settings["threshold"]
        sets = (set(text.split()) for text in texts)
    sketches = list(
        MinHash.generator(([gram.encode() for gram in one] for one in sets), num_perm=128))
    # The bands are laid for a somewhat lower threshold: what the bands miss, no check brings back.
    index = MinHashLSH(threshold=least - 0.1 if settings.get("shingles") else least, num_perm=128)

    def pairs():
        for b, sketch in enumerate(sketches):
            for a in sorted(index.query(sketch)):
                score = sketches[a].jaccard(sketch)
                if not settings.get("shingles") or score >= least:
                    yield a, b, float(score)
            index.insert(b, sketch)

    write_pairs(out_pairs, ids, pairs())


if __name__ == "__main__":
    main(run)
