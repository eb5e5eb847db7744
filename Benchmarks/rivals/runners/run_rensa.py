"""rensa: MinHash and locality-sensitive hashing, in Rust; tokens come from Python."""

from units import jaccard_of_cosine, main, read_units, shingles, write_pairs

PACKAGES = ["rensa"]
MEASURE = "Jaccard (estimate)"
VARIANTS = {
    "default": {"says": "words between white space, 128 permutations, 16 bands, no verification"},
    "tuned": {"says": "sets of the longest n-grams, 128 permutations, 32 bands, checked by estimate",
              "shingles": True, "bands": 32},
}


def run(corpus, out_pairs, settings):
    from rensa import RMinHash, RMinHashLSH

    ids, texts = read_units(corpus)
    if settings.get("shingles"):
        least = jaccard_of_cosine(settings["threshold"])
        tokens = (shingles(text, settings["ngrams"][1]) for text in texts)
    else:
        least = settings["threshold"]
        tokens = (text.split() for text in texts)
    sketches = RMinHash.from_token_sets(tokens, 128, 42)
    index = RMinHashLSH(threshold=least, num_perm=128, num_bands=settings.get("bands", 16))
    index.insert_many(sketches)

    def pairs():
        for a, found in enumerate(index.query_all(sketches)):
            for b in sorted(set(found)):
                if a < b:
                    score = sketches[a].jaccard(sketches[b])
                    if not settings.get("shingles") or score >= least:
                        yield a, b, score

    write_pairs(out_pairs, ids, pairs())


if __name__ == "__main__":
    main(run)
