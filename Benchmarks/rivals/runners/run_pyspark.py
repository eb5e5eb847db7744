"""Spark's own MinHash (MLlib: approxSimilarityJoin), on this machine alone. Needs a Java runtime."""

import os
import shutil

from units import jaccard_of_cosine, main, read_units, shingles, write_pairs

PACKAGES = ["numpy", "pyspark"]
MEASURE = "Jaccard (estimate)"
VARIANTS = {
    "default": {"says": "words between white space, 5 hash tables"},
    "tuned": {"says": "sets of the longest n-grams, 20 hash tables, all threads", "shingles": True},
}


def missing():
    """Why the rival cannot run here, or None."""
    return None if shutil.which("java") else "no Java runtime (apt-get install openjdk-17-jre-headless)"


def run(corpus, out_pairs, settings):
    from pyspark.ml.feature import HashingTF, MinHashLSH
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import col

    ids, texts = read_units(corpus)
    threads = settings["threads"] if settings.get("shingles") else "*"
    # Its temporary files lie beside the answer.
    spark = (
        SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "6g").config("spark.driver.host", "127.0.0.1")
        .config("spark.local.dir", os.path.dirname(os.path.abspath(out_pairs)))
        .config("spark.sql.shuffle.partitions", "8").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    if settings.get("shingles"):
        least = jaccard_of_cosine(settings["threshold"])
        cut = [shingles(text, settings["ngrams"][1]) for text in texts]
    else:
        least = settings["threshold"]
        cut = [text.split() for text in texts]
    # A unit without a gram has no MinHash.
    rows = spark.createDataFrame(
        [(row, grams) for row, grams in enumerate(cut) if grams], ["row", "grams"])
    counted = HashingTF(inputCol="grams", outputCol="set", binary=True, numFeatures=1 << 20)
    rows = counted.transform(rows).select("row", "set").cache()
    model = MinHashLSH(
        inputCol="set", outputCol="hashes", seed=1,
        numHashTables=20 if settings.get("shingles") else 5).fit(rows)
    joined = model.approxSimilarityJoin(rows, rows, 1.0 - least + 1e-12, "distance")
    found = joined.select(
        col("datasetA.row").alias("a"), col("datasetB.row").alias("b"), "distance"
    ).where("a < b").collect()
    write_pairs(out_pairs, ids, sorted((one.a, one.b, 1.0 - one.distance) for one in found))
    spark.stop()


if __name__ == "__main__":
    main(run)
