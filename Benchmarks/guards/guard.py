#!/usr/bin/env python3
"""Guards without a clock: instructions and peak memory of small fixed runs of `cento`.

    Benchmarks/guards/guard.py                        compare with figures.json
    Benchmarks/guards/guard.py --record               write figures.json anew, on purpose
    Benchmarks/guards/guard.py --only pairs-seeds     some runs only
    Benchmarks/guards/guard.py --program PATH         another binary

Seconds depend on the neighbours of a shared machine; instructions do not. They are counted by valgrind's
cachegrind without its cache (three times faster than callgrind, the same count), on one thread, with BLAS fixed to
one thread and one kernel, Swift's hash seeds fixed and an empty environment. Peak memory is what the kernel says
of runs without valgrind, the least of three: how many pages of files and of huge blocks it counts is its own affair
and moves by a megabyte or two. Instructions may move by 5 %, memory by 10 %; what moves further, in either
direction, fails: an improvement is recorded, a loss is explained or mended.

Figures belong to one compiler, one processor family and one BLAS, which figures.json names. On another
of these the comparison is made and told, but it fails only with --require.

Without valgrind, or without the program, the guards say so and end with success; --require makes that a failure.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FIGURES = os.path.join(HERE, "figures.json")
TOLERANCE = {"instructions": 0.05, "peakMemory": 0.10}
MEMORY_RUNS = 3

# Name, arguments. SEEDS is the folder of founding documents, MADE a corpus of 300 records made from them.
RUNS = [
    ("split-seeds", ["split", "SEEDS", "--format", "jsonl", "--threads", "1"]),
    ("pairs-seeds", ["pairs", "SEEDS", "--format", "jsonl", "--threads", "1"]),
    ("reuse-seeds", ["reuse", "SEEDS", "--format", "jsonl", "--threads", "1"]),
    ("cluster-seeds", ["cluster", "SEEDS", "--clusters", "8", "--format", "jsonl", "--threads", "1"]),
    ("pairs-made", ["pairs", "MADE", "--format", "jsonl", "--threads", "1"]),
    ("reuse-made", ["reuse", "MADE", "--format", "jsonl", "--threads", "1"]),
    ("cluster-made", ["cluster", "MADE", "--clusters", "8", "--format", "jsonl", "--threads", "1"]),
]
MAKE = ["bench", "make", "SEEDS", "--records", "300", "--seed", "1", "--output", "OUT"]
MADE_RECORDS = "records.jsonl"

# 0 done, 1 nothing found: both are answers.
ANSWERS = (0, 1)


def environment():
    """What decides the path through the libraries, and nothing else; the length of the rest would count too."""
    fixed = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "OPENBLAS_CORETYPE": "Haswell",  # valgrind knows no AVX-512
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "SWIFT_DETERMINISTIC_HASHING": "1",
        "SWIFT_BACKTRACE": "enable=no",
        "MALLOC_ARENA_MAX": "1",
    }
    if "LD_LIBRARY_PATH" in os.environ:
        fixed["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return fixed


def first_line(command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "absent"
    lines = (run.stdout + run.stderr).splitlines()
    return lines[0].strip() if lines else "silent"


def processor_family():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            found = dict(
                (part.strip() for part in line.split(":", 1)) for line in lines if ":" in line)
    except OSError:
        return platform.machine()
    return " ".join(
        [platform.machine(), found.get("vendor_id", ""), "family", found.get("cpu family", "?"),
         "model", found.get("model", "?")])


def blas(program):
    """The BLAS that the loader gives the program, by its real name: the reference or another."""
    lines = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    found = re.search(r"libblas\S* => (\S+)", lines)
    return os.path.basename(os.path.dirname(os.path.realpath(found.group(1)))) if found else "none"


def conditions(program):
    return {
        "swift": first_line(["swift", "--version"]),
        "processor": processor_family(),
        "blas": blas(program),
        "libc": " ".join(platform.libc_ver()),
        "valgrind": first_line(["valgrind", "--version"]),
    }


def places(arguments, values):
    return [values.get(argument, argument) for argument in arguments]


def peak_memory(command):
    """Bytes of resident memory at the highest, by the kernel's account of this one child."""
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment())
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_maxrss * 1024


def instructions(command):
    """Instructions executed, and the exit status; None if valgrind told none."""
    wrapped = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    if shutil.which("setarch"):
        wrapped = ["setarch", "-R"] + wrapped
    run = subprocess.run(
        wrapped + command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(),
        text=True, errors="replace", check=False)
    found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    return run.returncode, int(found.group(1).replace(",", "")) if found else None


def measure(command):
    peaks = []
    for _ in range(MEMORY_RUNS):
        status, peak = peak_memory(command)
        if status not in ANSWERS:
            raise RuntimeError(f"ended with status {status}: {' '.join(command)}")
        peaks.append(peak)
    status, count = instructions(command)
    if status not in ANSWERS or count is None:
        raise RuntimeError(f"under valgrind ended with status {status}: {' '.join(command)}")
    return {"instructions": count, "peakMemory": min(peaks)}


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def absent(message, require):
    print(f"guards: NOT RUN: {message}", file=sys.stderr)
    return 2 if require else 0


def compare(name, measured, recorded):
    """One line for each figure; whether all stayed within the tolerance."""
    good = True
    for key, value in measured.items():
        before = recorded.get(name, {}).get(key)
        if before is None:
            print(f"{name:16} {key:13} {value:>16,}  not recorded")
            good = False
            continue
        change = value / before - 1
        verdict = "" if abs(change) <= TOLERANCE[key] else "  OUT OF BOUNDS"
        good = good and not verdict
        print(f"{name:16} {key:13} {value:>16,}  {change:+8.2%}{verdict}")
    return good


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n", maxsplit=1)[0],
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(ROOT, ".build", "release", "cento"))
    parser.add_argument("--figures", default=FIGURES)
    parser.add_argument("--seeds", default=os.path.join(ROOT, "seeds"))
    parser.add_argument("--only", nargs="+", choices=[name for name, _ in RUNS], metavar="RUN")
    parser.add_argument("--record", action="store_true", help="write the figures anew")
    parser.add_argument(
        "--require", action="store_true", help="fail where valgrind or the program is missing")
    return parser.parse_args()


def main():
    options = arguments()
    if not shutil.which("valgrind"):
        return absent("valgrind is not installed. apt-get install valgrind", options.require)
    if not os.access(options.program, os.X_OK):
        return absent(
            f"{options.program} is not there. Build it: swift build -c release", options.require)
    known = {"runs": {}}
    if os.path.exists(options.figures):
        with open(options.figures, encoding="utf-8") as file:
            known = json.load(file)
    elif not options.record:
        return absent(
            f"{options.figures} is not there. Write it with --record.", options.require)

    here = conditions(options.program)
    recorded, measured, failed, good = known["runs"], {}, [], True
    with tempfile.TemporaryDirectory(prefix="cento-guards-") as folder:
        corpus = os.path.join(folder, "made")
        values = {
            "SEEDS": options.seeds, "OUT": corpus, "MADE": os.path.join(corpus, MADE_RECORDS)}
        # Valgrind 3.19 gives up on the debug information that clang writes for C.
        program = os.path.join(folder, "cento")
        subprocess.run(["strip", "-g", "-o", program, options.program], check=True)
        made = subprocess.run(
            [program] + places(MAKE, values), env=environment(), capture_output=True,
            text=True, errors="replace", check=False)
        if made.returncode == 0:
            here["made"] = sha256(values["MADE"])
        else:
            print(f"guards: the corpus was not made: {made.stderr.strip()}", file=sys.stderr)
        for name, run in RUNS:
            if options.only and name not in options.only:
                continue
            try:
                measured[name] = measure([program] + places(run, values))
            except RuntimeError as error:
                print(f"{name:16} {error}")
                failed.append(name)
                continue
            good = compare(name, measured[name], recorded) and good

    if failed:
        print(f"guards: {len(failed)} runs did not end: {', '.join(failed)}", file=sys.stderr)
        return 1
    if options.record:
        with open(options.figures, "w", encoding="utf-8") as file:
            json.dump({"conditions": here, "runs": {**recorded, **measured}}, file, indent=2)
            file.write("\n")
        print(f"guards: recorded in {options.figures}")
        return 0
    if good:
        return 0
    before = known.get("conditions", {})
    others = [key for key in sorted(here) if before.get(key) != here[key]]
    if others and not options.require:
        for key in others:
            print(f"guards: {key} was {before.get(key)}, is {here[key]}", file=sys.stderr)
        print("guards: the figures belong to other conditions; not counted as a failure.",
              file=sys.stderr)
        return 0
    print("guards: out of bounds. If that is meant, record it: guard.py --record", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
