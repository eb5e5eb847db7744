"""Reading of the labelled sets. Nothing of them is ever copied into the project."""

import json
import subprocess


class DataMissing(Exception):
    """A set that cannot be read; its text says why."""


def read_records(path):
    """The records of a .jsonl file, or of a .jsonl.zst file where `zstd` is installed."""
    if path.endswith(".zst"):
        try:
            told = subprocess.run(["zstd", "-dcq", path], capture_output=True)
        except OSError:
            raise DataMissing("zstd is not installed (apt-get install zstd)") from None
        if told.returncode:
            raise DataMissing(f"{path}: {told.stderr.decode('utf-8', 'replace').strip()}")
        lines = told.stdout.decode("utf-8").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_list(path, columns=2):
    """The first columns of a TAB-separated file."""
    with open(path, encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split("\t")[:columns]) for line in lines if line.strip()]
