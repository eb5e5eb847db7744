#!/usr/bin/env python3
"""How time and memory of `cento pairs` and `cento reuse` grow with the corpus, on made and on real text.

    Benchmarks/growth/growth.py                          10,000 to 200,000 made records, and laws if they are there
    Benchmarks/growth/growth.py --sizes 50000,1000000    other sizes
    Benchmarks/growth/growth.py --ngrams 2-3             other grams
    Benchmarks/growth/growth.py --max-memory 1G          within a budget
    Benchmarks/growth/growth.py --pieces 2               shorter records: each one made is cut into two
    Benchmarks/growth/growth.py --reuse paragraph        `cento reuse` on the first 1 to 60 MB of the laws, by paragraph
    Benchmarks/growth/growth.py --reuse document         the same, laws being compared whole

Made text is `cento bench make` over the seeds. Real text is the paragraphs of the labelled set `laws`, read where
CENTO_DATA points: the first so many lines of all its records. Every run is a whole process, reading and writing
included; the exponent is that of processor time from one row to the next, and told from the first to the last.
"""

import argparse
import json
import math
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Benchmarks", "quality"))

import data  # noqa: E402  the reader of labelled data


def measure(command):
    """Wall and processor seconds, peak memory in MB and the summary's number of results."""
    with tempfile.TemporaryFile() as answer:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=answer)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{' '.join(command)}: ended with {os.waitstatus_to_exitcode(status)}")
        answer.seek(max(0, answer.seek(0, os.SEEK_END) - 4096))
        summary = json.loads(answer.read().splitlines()[-1])
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, summary["results"]


def made(program, folder, size, pieces):
    subprocess.run(
        [program, "bench", "make", os.path.join(ROOT, "seeds"), "--records", str(-(-size // pieces)), "--seed", "1",
         "--output", folder, "--force"], check=True, stdout=subprocess.DEVNULL)
    os.remove(os.path.join(folder, "twin.jsonl"))
    whole = os.path.join(folder, "records.jsonl")
    if pieces == 1:
        return whole
    path = os.path.join(folder, "pieces.jsonl")
    count = 0
    with open(path, "w", encoding="utf-8") as out:
        for line in open(whole, encoding="utf-8"):
            text = json.loads(line)["text"]
            for piece in range(pieces):
                part = text[len(text) * piece // pieces:len(text) * (piece + 1) // pieces]
                out.write(json.dumps({"id": f"p{count}", "text": part}, ensure_ascii=False) + "\n")
                count += 1
                if count == size:
                    return path
    return path


def laws(folder, size):
    """The first `size` paragraphs of the laws, each a record; none if there are fewer."""
    path = os.path.join(folder, "laws.jsonl")
    count = 0
    with open(path, "w", encoding="utf-8") as out:
        for record in data.read_records(os.path.join(os.environ["CENTO_DATA"], "laws", "docs.jsonl.zst")):
            for paragraph in record["text"].split("\n"):
                if paragraph.strip():
                    out.write(json.dumps({"id": str(count), "text": paragraph}, ensure_ascii=False) + "\n")
                    count += 1
                    if count == size:
                        return path
    return None


def first_laws(folder, megabytes):
    """The first laws that make so many megabytes of records; all of them if there are fewer."""
    path = os.path.join(folder, "first.jsonl")
    with open(path, "wb") as out:
        for record in data.read_records(os.path.join(os.environ["CENTO_DATA"], "laws", "docs.jsonl.zst")):
            line = json.dumps({"id": record["id"], "text": record["text"]}, ensure_ascii=False).encode() + b"\n"
            if out.tell() + len(line) > megabytes * 1e6:
                break
            out.write(line)
    return path


def apart(make, *arguments):
    """What a function returns, run in a process of its own: the peak memory of a program counts that of the process
    which started it."""
    with multiprocessing.Pool(1) as pool:
        return pool.apply(make, arguments)


def table(title, sizes, corpus, command, results="pairs"):
    print(f"\n| {title} | bytes | wall s | processor s | MB | {results} | exponent |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    rows = []
    for size in sizes:
        path = corpus(size)
        if path is None:
            break
        wall, processor, memory, pairs = measure(command + [path])
        rows.append((size, processor))
        exponent = f"{growth(*rows[-2:]):.2f}" if len(rows) > 1 else ""
        print(f"| {size:,} | {os.path.getsize(path):,} | {wall:.2f} | {processor:.2f} | {memory:,.0f} | {pairs:,} "
              f"| {exponent} |", flush=True)
    if len(rows) > 2:
        print(f"\nFrom the first row to the last the exponent is {growth(rows[0], rows[-1]):.2f}.")


def growth(before, after):
    """The exponent of time between two pairs of size and time."""
    return math.log(after[1] / before[1]) / math.log(after[0] / before[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(ROOT, ".build", "release", "cento"))
    parser.add_argument("--sizes")
    parser.add_argument("--ngrams", default="3-5")
    parser.add_argument("--threshold", default=".8")
    parser.add_argument("--max-memory")
    parser.add_argument("--pieces", type=int, default=1)
    parser.add_argument("--reuse", choices=["paragraph", "document"])
    options = parser.parse_args()
    default = "1,3,10,30,60" if options.reuse else "10000,20000,50000,100000,200000"
    sizes = [int(size) for size in (options.sizes or default).split(",")]
    if options.reuse:
        if "CENTO_DATA" not in os.environ:
            sys.exit("CENTO_DATA is not set: the laws are read there.")
        command = [options.program, "reuse", "--format", "jsonl", "--unit", options.reuse]
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            table("MB of laws", sizes, lambda size: apart(first_laws, folder, size), command, "passages")
        return
    command = [options.program, "pairs", "--format", "jsonl", "--threshold", options.threshold,
               "--ngrams", options.ngrams]
    if options.max_memory:
        command += ["--max-memory", options.max_memory]
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        table("made records", sizes, lambda size: apart(made, options.program, folder, size, options.pieces), command)
        if "CENTO_DATA" in os.environ:
            table("paragraphs of laws", sizes, lambda size: apart(laws, folder, size), command)
        else:
            print("\nCENTO_DATA is not set: no real text is measured.")


if __name__ == "__main__":
    main()
