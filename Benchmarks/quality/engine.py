"""Runs Cento and reads its records."""

import json
import os
import shlex
import subprocess
import tempfile
import time


class EngineError(Exception):
    """A run that gave no answer; its text says why, in one line."""


class Engine:
    """A program that speaks Cento's contract: `cento` itself, or the plain peer of peer.py."""

    def __init__(self, command, scratch, time_limit, peer=False):
        self.command = shlex.split(command)
        self.scratch = scratch
        self.time_limit = time_limit
        self.peer = peer
        self.seconds = 0.0

    def records(self, *words):
        """The records of one run, as a list of dictionaries.

        Status 1 is an answer too: nothing was found. Anything else is an EngineError.
        """
        handle, output = tempfile.mkstemp(dir=self.scratch, suffix=".jsonl")
        start = time.monotonic()
        try:
            with os.fdopen(handle, "w") as out:
                done = subprocess.run(
                    [*self.command, *words, "--format", "jsonl"], stdout=out, stderr=subprocess.PIPE,
                    stdin=subprocess.DEVNULL, timeout=self.time_limit)
            self.seconds = time.monotonic() - start
            message = done.stderr.decode("utf-8", "replace").strip().splitlines()
            if done.returncode not in (0, 1):
                raise EngineError(
                    f"status {done.returncode}: {message[-1][:200] if message else 'no message'}")
            with open(output, encoding="utf-8") as lines:
                records = [json.loads(line) for line in lines]
        except subprocess.TimeoutExpired:
            raise EngineError(f"stopped after {self.time_limit:.0f} s") from None
        except OSError as error:
            raise EngineError(f"{self.command[0]}: {error.strerror}") from None
        except ValueError as error:
            raise EngineError(f"a line of its output is no JSON: {error}") from None
        finally:
            os.unlink(output)
        if not any(record.get("type") == "summary" for record in records):
            raise EngineError(
                "its output has no summary record" + (f": {message[-1][:200]}" if message else ""))
        return records

    def write(self, name, records):
        """Writes records as a JSON Lines file of the scratch folder; returns its path."""
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as out:
            for record in records:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        return path

    def write_pairs(self, name, pairs):
        """Writes a list of pairs for `--pairs`; returns its path."""
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(f"{a}\t{b}\n" for a, b in pairs)
        return path
