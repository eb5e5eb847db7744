"""scikit-learn: TfidfVectorizer, then the product of a block of rows with all rows.

The tuned variant answers Cento's own question to the last pair, so its answer is the exact answer that
the other rows are held against. It also writes the pairs that lie within `margin` below the threshold:
whether they are answers is a matter of rounding, and they count for and against nobody.
"""

from units import main, read_units, write_pairs

PACKAGES = ["scikit-learn"]
MEASURE = "cosine"
VARIANTS = {
    "default": {"says": "words (runs of two or more word characters), lower case", "block": 500},
    "tuned": {"says": "character n-grams, blocks of 500 rows", "analyzer": "char", "block": 500},
}


def vectors(texts, settings):
    """TF-IDF rows; without an analyzer, scikit-learn's own defaults."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if "analyzer" not in settings:
        return TfidfVectorizer().fit_transform(texts)
    return TfidfVectorizer(
        analyzer="char", ngram_range=tuple(settings["ngrams"]), lowercase=False
    ).fit_transform(texts)


def run(corpus, out_pairs, settings):
    ids, texts = read_units(corpus)
    rows = vectors(texts, settings)
    columns = rows.T.tocsr()
    least = settings["threshold"] - settings.get("margin", 0.0)

    def pairs():
        for start in range(0, rows.shape[0], settings["block"]):
            product = (rows[start:start + settings["block"]] @ columns).tocoo()
            keep = product.data >= least
            for a, b, score in zip(
                (product.row[keep] + start).tolist(), product.col[keep].tolist(),
                product.data[keep].tolist(),
            ):
                if a < b:
                    yield a, b, score

    write_pairs(out_pairs, ids, pairs())


if __name__ == "__main__":
    main(run)
