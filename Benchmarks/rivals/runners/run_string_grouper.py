"""string_grouper: TF-IDF on character n-grams of one length and a sparse product, behind one call.

Its n-grams have a single length, so the nearest question takes the middle of the lengths asked for.
"""

from units import main, read_units, write_pairs

PACKAGES = ["string_grouper"]
MEASURE = "cosine"
VARIANTS = {
    "default": {"says": "3-grams, lower case, ASCII only, the 20 best of a row"},
    "tuned": {"says": "n-grams of the middle length, text as it is, the 1,000 best of a row",
              "tuned": True},
}


def run(corpus, out_pairs, settings):
    import pandas
    from string_grouper import match_strings

    ids, texts = read_units(corpus)
    options = {"min_similarity": settings["threshold"]}
    if settings.get("tuned"):
        options.update(
            ngram_size=sum(settings["ngrams"]) // 2, regex="", ignore_case=False, normalize_to_ascii=False,
            max_n_matches=min(1000, len(ids)), number_of_processes=settings["threads"])
    rows = pandas.Series(range(len(ids)))
    found = match_strings(pandas.Series(texts), master_id=rows, **options)
    left, right = found["left_id"].tolist(), found["right_id"].tolist()
    scores = found["similarity"].tolist()
    write_pairs(
        out_pairs, ids,
        ((a, b, float(score)) for a, b, score in zip(left, right, scores) if a < b))


if __name__ == "__main__":
    main(run)
