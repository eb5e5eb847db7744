#!/usr/bin/env python3
"""A plain peer that speaks Cento's contract, to prove the ruler and to have a figure to beat.

    peer.py reuse FILE.jsonl --pairs LIST.tsv [--k 25 --gap 50 --least 100]
    peer.py pairs FILE.jsonl [--against OTHER.jsonl] [--pairs LIST.tsv] [--top-k K] [--threshold T]
    peer.py cluster FILE.jsonl --clusters K --seed S [--features characters|words]

`reuse`: exact runs of at least k letters and digits, from grams that stand at most five times in the
source; linked when the gap between them is at most `gap` on both sides, kept from `least` letters and
digits. `pairs`: cosine of TF-IDF over character n-grams.
`cluster`: character 2-4-grams or words, 100 latent dimensions, k-means. The last two need scikit-learn
(words of Chinese need jieba): run them with the Python of the rivals' environment.
"""

import argparse
import heapq
import json
import sys


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_list(path):
    with open(path, encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split("\t")[:2]) for line in lines if line.strip()]


def say(record):
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


# MARK: reuse


def folded(text):
    """Letters and digits in lower case, and the place of each in the text."""
    kept, places = [], []
    for place, character in enumerate(text):
        if character.isalnum():
            for lower in character.lower():
                kept.append(lower)
                places.append(place)
    return "".join(kept), places


def runs(one, other, index, k):
    """Maximal exact runs of at least k characters, as (start here, start there, length)."""
    found, open_runs = [], {}
    for i in range(len(one) - k + 1):
        continued = {}
        for j in index.get(one[i:i + k], ()):
            start = open_runs.pop(j - i, None)
            continued[j - i] = i if start is None else start
        found.extend((start, start + d, i - 1 + k - start) for d, start in open_runs.items())
        open_runs = continued
    last = len(one) - k
    found.extend((start, start + d, last + k - start) for d, start in open_runs.items())
    return sorted(found)


def linked(found, gap):
    """Single linkage of runs whose gaps on both sides are at most `gap`; bounding boxes."""
    parent = list(range(len(found)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    active = []
    for i, (a, b, length) in enumerate(found):
        active = [j for j in active if found[j][0] + found[j][2] + gap >= a]
        for j in active:
            c, d, other = found[j]
            if max(b, d) - min(b + length, d + other) <= gap:
                parent[root(i)] = root(j)
        active.append(i)
    boxes = {}
    for i, (a, b, length) in enumerate(found):
        box = boxes.setdefault(root(i), [a, a + length, b, b + length])
        box[0], box[1] = min(box[0], a), max(box[1], a + length)
        box[2], box[3] = min(box[2], b), max(box[3], b + length)
    return sorted(boxes.values())


def reuse(options):
    records = read(options.file)
    order = {str(record["id"]): i for i, record in enumerate(records)}
    texts = {name: records[i]["text"] for name, i in order.items()}
    shapes, indices = {}, {}
    k = options.k

    def shape(name):
        if name not in shapes:
            shapes[name] = folded(texts[name])
        return shapes[name]

    def index(name):
        if name not in indices:
            places = {}
            text = shape(name)[0]
            for i in range(len(text) - k + 1):
                places.setdefault(text[i:i + k], []).append(i)
            indices[name] = {gram: at for gram, at in places.items() if len(at) <= 5}
        return indices[name]

    count = 0
    for pair in sorted(read_list(options.pairs), key=lambda pair: pair[1]):
        if len(indices) > 200:
            indices.clear()
        one, other = pair
        found = runs(shape(one)[0], shape(other)[0], index(other), k)
        for a, b, c, d in linked(found, options.gap):
            if min(b - a, d - c) < options.least:
                continue
            here, there = shape(one)[1], shape(other)[1]
            sides = [
                {"document": one, "unit": one, "scalars": [here[a], here[b - 1] + 1]},
                {"document": other, "unit": other, "scalars": [there[c], there[d - 1] + 1]}]
            sides.sort(key=lambda side: order[side["document"]])
            for side in sides:
                start, end = side["scalars"]
                side["text"] = texts[side["document"]][start:end]
            say({"type": "reuse", "a": sides[0], "b": sides[1], "relation": "near",
                 "similarity": 1.0, "tier": "passage"})
            count += 1
    return count


# MARK: pairs and cluster


def pairs(options):
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    mine = read(options.file)
    others = read(options.against) if options.against else mine
    low, high = map(int, options.ngrams.split("-"))
    model = TfidfVectorizer(analyzer="char", ngram_range=(low, high), dtype=numpy.float32)
    texts = [record["text"] for record in mine]
    if options.against:
        model.fit(texts + [record["text"] for record in others])
        rows, columns = model.transform(texts), model.transform([r["text"] for r in others])
    else:
        rows = columns = model.fit_transform(texts)
    names, others = [str(r["id"]) for r in mine], [str(r["id"]) for r in others]
    count = 0

    def tell(a, b, cosine):
        say({"type": "pair", "a": a, "b": b, "cosine": round(float(cosine), 6)})

    if options.pairs:
        place = {name: i for i, name in enumerate(names)}
        for a, b in read_list(options.pairs):
            cosine = rows[place[a]].multiply(rows[place[b]]).sum()
            if cosine >= options.threshold:
                tell(a, b, cosine)
                count += 1
        return count
    columns = columns.T.tocsr()
    for start in range(0, rows.shape[0], 200):
        block = (rows[start:start + 200] @ columns).tocsr()
        for at in range(block.shape[0]):
            row = start + at
            line = block[at]
            found = [
                (cosine, j) for j, cosine in zip(line.indices.tolist(), line.data.tolist())
                if cosine >= options.threshold and (options.against or j != row)]
            if options.top_k:
                found = heapq.nsmallest(
                    options.top_k, found, key=lambda one: (-one[0], one[1]))
            elif not options.against:
                found = [one for one in found if one[1] > row]
            for cosine, j in found:
                tell(names[row], others[j], cosine)
            count += len(found)
    return count


def cluster(options):
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    records = read(options.file)
    texts = [record["text"] for record in records]
    if options.features == "words":
        import jieba
        jieba.setLogLevel(60)
        model = TfidfVectorizer(
            tokenizer=lambda text: [w for w in jieba.lcut(text.lower()) if w[0].isalnum()],
            token_pattern=None)
    else:
        model = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 4))
    rows = model.fit_transform(texts)
    space = normalize(TruncatedSVD(100, random_state=options.seed).fit_transform(rows))
    labels = KMeans(int(options.clusters), n_init=10, random_state=options.seed).fit_predict(space)
    for record, label in zip(records, labels.tolist()):
        say({"type": "member", "id": str(record["id"]), "cluster": label + 1,
             "confidence": 1.0, "second": None})
    return len(records)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["reuse", "pairs", "cluster"])
    parser.add_argument("file")
    parser.add_argument("--format")
    parser.add_argument("--tier")
    parser.add_argument("--pairs")
    parser.add_argument("--against")
    parser.add_argument("--top-k", type=int)
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--ngrams", default="2-3")
    parser.add_argument("--clusters")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--features", default="characters")
    parser.add_argument("--k", type=int, default=25)
    parser.add_argument("--gap", type=int, default=50)
    parser.add_argument("--least", type=int, default=100)
    options = parser.parse_args()
    if options.command == "reuse" and not options.pairs:
        sys.exit("the peer's reuse needs --pairs")
    if options.command == "cluster" and options.clusters == "auto":
        sys.exit("the peer finds no number of clusters")
    say({"type": "cento", "schema": 1, "version": "peer", "command": options.command})
    count = {"reuse": reuse, "pairs": pairs, "cluster": cluster}[options.command](options)
    say({"type": "summary", "results": count})


if __name__ == "__main__":
    main()
