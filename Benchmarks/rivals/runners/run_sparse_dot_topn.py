"""sparse_dot_topn: scikit-learn's rows, its own sparse product that keeps the best of every row.

Ten neighbours a row is what its manual shows; with families larger than that it loses pairs. The tuned
variant keeps up to a thousand and uses the threads that it is given. Asked for `neighbours` it writes the
nearest of every row, each direction by itself; see nearest.py.
"""

from units import main, read_units, write_pairs
from run_scikit_learn import vectors

PACKAGES = ["scikit-learn", "sparse_dot_topn"]
MEASURE = "cosine"
VARIANTS = {
    "default": {"says": "character n-grams by scikit-learn, the 10 best of a row, one thread",
                "analyzer": "char", "top": 10},
    "tuned": {"says": "character n-grams by scikit-learn, the 1,000 best of a row, all threads",
              "analyzer": "char", "top": 1000},
}


def nearest(best, wanted):
    """The neighbours of every row but itself, of a matrix that has the best of each in order."""
    for row in range(best.shape[0]):
        start, end = best.indptr[row], best.indptr[row + 1]
        found = [
            (int(other), float(score))
            for other, score in zip(best.indices[start:end], best.data[start:end]) if other != row]
        for other, score in found[:wanted]:
            yield row, other, score


def run(corpus, out_pairs, settings):
    from sparse_dot_topn import sp_matmul_topn

    ids, texts = read_units(corpus)
    if "neighbours" in settings:
        # Cento's units neither begin nor end in white space, which moves a frequency here and there.
        texts = [text.strip() for text in texts]
    rows = vectors(texts, settings)
    if "neighbours" in settings:
        # One more than is asked for, since a row is its own nearest.
        best = sp_matmul_topn(
            rows, rows.T.tocsr(), top_n=settings["neighbours"] + 1, sort=True,
            n_threads=settings["threads"])
        write_pairs(out_pairs, ids, nearest(best, settings["neighbours"]))
        return
    threads = settings["threads"] if settings["top"] > 10 else None
    best = sp_matmul_topn(
        rows, rows.T.tocsr(), top_n=min(settings["top"], len(ids)),
        threshold=settings["threshold"] - 1e-9, n_threads=threads,
    ).tocoo()
    found = {}
    for a, b, score in zip(best.row.tolist(), best.col.tolist(), best.data.tolist()):
        if a != b and score >= settings["threshold"]:
            found[(a, b) if a < b else (b, a)] = score
    write_pairs(out_pairs, ids, ((a, b, score) for (a, b), score in sorted(found.items())))


if __name__ == "__main__":
    main(run)
