#!/usr/bin/env python3
"""Cento beside its rivals: one corpus, one question, one table.

    compare.py --corpus corpus.jsonl --threshold .8 --ngrams 3-5

Every tool is a process of its own, measured from outside; see measure.py. The exact answer is
scikit-learn's where the corpus is small enough, else Cento's own, checked by brute force on sampled
rows; the table says which. A rival that does not install, fails or exceeds its time gives a row with
the reason. Standard library only; the rivals are installed from PyPI outside the tree.
"""

import argparse
import datetime
import hashlib
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "runners"))

import answers  # noqa: E402
import report  # noqa: E402
from environment import Environment, commit, default_home, last_line, machine, machine_slug  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
LIGHT = [
    "scikit-learn", "l2ap", "rensa", "gaoya", "datasketch", "sparse_dot_topn", "string_grouper"]
HEAVY = ["pyspark", "text-dedup", "passim"]


def runner(name):
    """The runner of a rival and the path of its file."""
    path = os.path.join(HERE, "runners", f"run_{name.replace('-', '_')}.py")
    spec = importlib.util.spec_from_file_location(f"run_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, path


class Comparison:
    """One run of the table: what was asked, and how long there is left for it."""

    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.started = time.monotonic()
        self.settings = {
            "threshold": options.threshold, "ngrams": list(options.ngrams),
            "threads": options.threads, "margin": answers.MARGIN}
        self.rows = answers.numbering(options.corpus)

    def left(self):
        """Seconds that are left for the whole table."""
        return self.options.budget - (time.monotonic() - self.started)

    def measured(self, command, output):
        """Runs a command up to `repeat` times; the median run, or a reason why there is none."""
        runs = []
        for _ in range(self.options.repeat):
            limit = min(self.options.time_limit, self.left())
            if limit <= 0:
                if runs:
                    break
                return {"reason": f"not run: the {self.options.budget:.0f} s for the table were used up"}
            paths = [os.path.join(self.scratch, name) for name in ("report.json", "errors.txt")]
            subprocess.run(
                [sys.executable, os.path.join(HERE, "measure.py"), paths[0], output, paths[1],
                 str(limit), *command],
                env=dict(os.environ, **dict.fromkeys(
                    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"),
                    str(self.options.threads)), TOKENIZERS_PARALLELISM="false", PYTHONUTF8="1"))
            try:
                with open(paths[0], encoding="utf-8") as told:
                    run = json.load(told)
            except (OSError, ValueError):
                return {"reason": "could not be started"}
            with open(paths[1], encoding="utf-8", errors="replace") as told:
                message = last_line(told.read())
            if run["timed_out"]:
                return {"reason": f"stopped after {run['wall']:.0f} s"}
            if run["status"] not in (0, 1) or (run["status"] == 1 and command[0] != self.cento[0]):
                return {"reason": f"status {run['status']}: {message}".replace("|", "/")}
            runs.append(run)
            if run["wall"] > 30:
                break
        middle = sorted(runs, key=lambda run: run["wall"])[(len(runs) - 1) // 2]
        row = dict(middle, wall=statistics.median(run["wall"] for run in runs),
                   processor=statistics.median(run["processor"] for run in runs))
        return {**row, "runs": runs}

    @property
    def cento(self):
        """The program as the beginning of a command line."""
        return [self.options.cento]

    def cento_row(self, variant, says, more):
        """A row of Cento itself, and its answer."""
        low, high = self.options.ngrams
        output = os.path.join(self.scratch, f"cento-{variant}.jsonl")
        row = {"tool": "Cento", "variant": variant, "says": says, "version": self.cento_version()}
        if not os.access(self.options.cento, os.X_OK):
            return dict(row, reason="no program there: build it, or name it with --cento"), {}
        print(f"Cento, {variant}", file=sys.stderr)
        row.update(self.measured(
            [*self.cento, "pairs", self.options.corpus, "--format", "jsonl",
             "--threshold", repr(self.options.threshold), "--ngrams", f"{low}-{high}",
             "--threads", str(self.options.threads), *more], output))
        if row.get("reason"):
            return row, {}
        found, summary = answers.read_cento_pairs(output, self.rows)
        if not summary:
            return dict(row, reason="its output has no summary record"), {}
        return dict(row, pairs=len(found)), found

    def cento_version(self):
        """What `cento --version` says, or why there is no answer."""
        try:
            told = subprocess.run(
                [*self.cento, "--version"], capture_output=True, text=True, timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            return "–"
        return last_line(told.stdout) if told.returncode == 0 else "–"

    def rival_rows(self, name):
        """The rows of one rival, each with its answer."""
        module, path = runner(name)
        environment = Environment(
            self.options.home, "core" if name in LIGHT else f"full-{name}", not self.options.no_install)
        # What no package brings (Java, a program of the user's own) is asked for before installing.
        reason = module.missing() if hasattr(module, "missing") else None
        reason = reason or environment.install(module.PACKAGES)
        if name == "scikit-learn" and len(self.rows) > self.options.exact_limit:
            reason = f"left out above {self.options.exact_limit:,} units (--exact-limit)"
        named = getattr(module, "VERSION_OF", module.PACKAGES[-1])
        versions = environment.versions([named]) if named else {}
        for variant, settings in module.VARIANTS.items():
            if variant not in self.options.variants:
                continue
            row = {"tool": name, "variant": variant, "says": f"{module.MEASURE}: {settings['says']}",
                   "version": next(iter(versions.values()), "–")}
            if reason:
                yield dict(row, reason=reason), {}
                continue
            print(f"{name}, {variant}", file=sys.stderr)
            output = os.path.join(self.scratch, f"{name}-{variant}.tsv")
            row.update(self.measured(
                [environment.python, path, self.options.corpus, output,
                 json.dumps(dict(self.settings, **settings))],
                os.path.join(self.scratch, "told.txt")))
            if row.get("reason"):
                yield row, {}
                continue
            found = answers.read_pairs(output, self.rows)
            yield dict(row, pairs=len(found)), found

    def check_sample(self, found):
        """Cento's answer against brute force on sampled rows, in a sentence."""
        environment = Environment(self.options.home, "core", not self.options.no_install)
        reason = environment.install(["scikit-learn"])
        if reason:
            return f"unchecked: {reason}"
        names = list(self.rows)
        path = os.path.join(self.scratch, "cento.tsv")
        with open(path, "w", encoding="utf-8") as out:
            for key in found:
                a, b = divmod(key, len(names))
                out.write(f"{names[a]}\t{names[b]}\n")
        settings = dict(self.settings, sample=self.options.sample, seed=0)
        try:
            told = subprocess.run(
                [environment.python, os.path.join(HERE, "sample_check.py"), self.options.corpus, path,
                 json.dumps(settings)], capture_output=True, text=True,
                timeout=max(1.0, self.left()))
        except subprocess.TimeoutExpired:
            return "unchecked: no time was left"
        if told.returncode:
            return f"unchecked: {last_line(told.stderr)}"
        counts = json.loads(told.stdout)
        return (
            f"checked by brute force on {counts['rows']:,} sampled rows: of {counts['exact']:,} pairs "
            f"{counts['missing']:,} are missing, {counts['extra']:,} are too many")

    def run(self):
        """All rows, with recall and precision, and the sentence on the exact answer."""
        pairs = [self.cento_row("same question", "cosine: `--fold none`", ["--fold", "none"])]
        pairs.append(self.cento_row("default", "cosine: default folding", []))
        for name in self.options.rivals:
            try:
                pairs.extend(self.rival_rows(name))
            except (OSError, ValueError, KeyError) as error:
                pairs.append(({"tool": name, "variant": "–", "version": "–", "says": "",
                               "reason": f"{type(error).__name__}: {error}"}, {}))
        exact, sentence = self.exact_answer(pairs)
        rows = []
        for row, found in pairs:
            if not row.get("reason"):
                strict = {
                    key for key, score in found.items()
                    if score is None or row["tool"] != "scikit-learn"
                    or score >= self.options.threshold}
                row["pairs"] = len(strict)
                row["recall"] = exact.recall(strict) if exact else None
                row["precision"] = exact.precision(strict) if exact else None
            rows.append(row)
        return rows, sentence

    def exact_answer(self, pairs):
        """The answer that the rows are held against, and where it comes from."""
        answered = [(row, found) for row, found in pairs if not row.get("reason")]
        for row, found in answered:
            if row["tool"] == "scikit-learn" and row["variant"] == "tuned":
                return (
                    answers.ExactAnswer(found, self.options.threshold),
                    "The exact answer is that of scikit-learn, tuned, in this run; pairs within "
                    f"{answers.MARGIN:g} of the threshold count for and against nobody.")
        for row, found in answered:
            if row["tool"] == "Cento" and row["variant"] == "same question":
                return (
                    answers.ExactAnswer(found, self.options.threshold),
                    f"The exact answer is Cento's own (`--fold none`), {self.check_sample(found)}.")
        return None, "There is no exact answer: neither scikit-learn nor Cento gave one."


def ngram_range(text):
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True, help="a .jsonl file of records with id and text")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--ngrams", type=ngram_range, default=(3, 5))
    parser.add_argument("--rivals", help="a list with commas; 'none' for Cento alone")
    parser.add_argument("--variants", default="default,tuned")
    parser.add_argument("--full", action="store_true", help=f"also {', '.join(HEAVY)}")
    parser.add_argument("--out", help="default: Benchmarks/Results/<date>-<machine>/")
    parser.add_argument("--cento", default=os.path.join(ROOT, ".build", "release", "cento"))
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--time-limit", type=float, default=900, help="seconds for one process")
    parser.add_argument("--budget", type=float, default=36000, help="seconds for the whole table")
    parser.add_argument("--repeat", type=int, default=1, help="runs of what takes under 30 s")
    parser.add_argument("--exact-limit", type=int, default=60000,
                        help="units up to which scikit-learn multiplies everything out")
    parser.add_argument("--sample", type=int, default=500, help="rows of the brute-force check")
    parser.add_argument("--home", default=default_home(), help="where the rivals are installed")
    parser.add_argument("--no-install", action="store_true")
    options = parser.parse_args()
    known = LIGHT + HEAVY
    if options.rivals:
        options.rivals = [] if options.rivals == "none" else options.rivals.split(",")
    else:
        options.rivals = LIGHT + (HEAVY if options.full else [])
    for name in options.rivals:
        if name not in known:
            parser.error(f"'{name}' is no known rival. Choose from {', '.join(known)}.")
    options.variants = options.variants.split(",")
    if not os.path.isfile(options.corpus):
        parser.error(f"{options.corpus}: no such file.")
    return options


def main():
    options = parse()
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="cento-rivals-") as scratch:
        comparison = Comparison(options, scratch)
        rows, sentence = comparison.run()
    digest = hashlib.sha256()
    with open(options.corpus, "rb") as corpus:
        for block in iter(lambda: corpus.read(1 << 20), b""):
            digest.update(block)
    result = {
        "date": datetime.date.today().isoformat(), "machine": facts, "commit": commit(ROOT),
        "corpus": {"name": os.path.basename(options.corpus), "units": len(comparison.rows),
                   "bytes": os.path.getsize(options.corpus), "sha256": digest.hexdigest()},
        "parameters": {"threshold": options.threshold, "ngrams": list(options.ngrams),
                       "threads": options.threads, "repeat": options.repeat},
        "exact": sentence, "rows": rows,
    }
    folder = options.out or os.path.join(
        ROOT, "Benchmarks", "Results", f"{result['date']}-{machine_slug(facts)}")
    os.makedirs(folder, exist_ok=True)
    low, high = options.ngrams
    name = f"pairs-{os.path.splitext(os.path.basename(options.corpus))[0]}" \
        f"-{len(comparison.rows)}-t{options.threshold:g}-n{low}-{high}"
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as out:
        json.dump(result, out, ensure_ascii=False, indent=1)
        out.write("\n")
    page = report.markdown(result)
    with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as out:
        out.write(page)
    print(page)


if __name__ == "__main__":
    main()
