"""gaoya: MinHash with banding, in Rust; indexes and asks in parallel."""

from units import jaccard_of_cosine, main, read_units, write_pairs

PACKAGES = ["gaoya"]
MEASURE = "Jaccard (estimate)"
VARIANTS = {
    "default": {"says": "words, 20 bands of 5 (threshold as asked)"},
    "tuned": {"says": "sets of the longest n-grams, 42 bands of 3, all threads", "shingles": True},
}


def run(corpus, out_pairs, settings):
    from gaoya.minhash import MinHashStringIndex

    ids, texts = read_units(corpus)
    if settings.get("shingles"):
        least = jaccard_of_cosine(settings["threshold"])
        n = settings["ngrams"][1]
        index = MinHashStringIndex(
            hash_size=32, jaccard_threshold=least, num_bands=42, band_size=3, analyzer="char",
            ngram_range=(n, n), id_container="vec")
    else:
        index = MinHashStringIndex(jaccard_threshold=settings["threshold"])
    rows = list(range(len(texts)))
    index.par_bulk_insert_docs(rows, texts)
    answers = index.par_bulk_query(texts)
    write_pairs(
        out_pairs, ids,
        ((a, b, None) for a, found in enumerate(answers) for b in sorted(found) if a < b))


if __name__ == "__main__":
    main(run)
