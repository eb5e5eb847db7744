#!/usr/bin/env python3
"""Runs one command and tells what it cost, seen from outside.

    measure.py REPORT.json OUTPUT ERRORS TIME_LIMIT COMMAND…

Wall time; user and system time and peak memory from the kernel (`wait4`); the most threads seen alive,
by looking ten times a second at every process of the command's session. Where the command starts
processes of its own that it does not wait for (Spark's virtual machine), the sums seen while looking
are taken when they are larger.

This is a program of its own and a small one, because Linux counts the memory of the starting process
into the peak of the started one: a driver that holds millions of pairs would be measured with them.
"""

import json
import os
import signal
import sys
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def session_totals(leader):
    """Threads, processor seconds and resident bytes of all processes of a session, and how many they are."""
    threads = processes = resident = 0
    seconds = 0.0
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as stat:
                fields = stat.read().rsplit(b")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[3]) != leader:
            continue
        processes += 1
        threads += int(fields[17])
        seconds += (int(fields[11]) + int(fields[12])) / TICKS
        resident += int(fields[21]) * PAGE
    return threads, seconds, resident, processes


def measure(command, output, errors, time_limit):
    """Runs `command` and returns what it cost as a dictionary."""
    seen = {"threads": 0, "seconds": 0.0, "resident": 0, "processes": 0}
    done = threading.Event()
    out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    err = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    start = time.monotonic()
    leader = os.posix_spawnp(
        command[0], command, os.environ, setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, err, 2),
        ])
    stopped = []

    def look():
        pause = 0.005
        while not done.wait(pause):
            for name, value in zip(seen, session_totals(leader)):
                seen[name] = max(seen[name], value)
            if time.monotonic() - start > time_limit and not stopped:
                stopped.append(True)
                os.killpg(leader, signal.SIGKILL)
            pause = min(0.1, pause * 2)

    watcher = threading.Thread(target=look)
    watcher.start()
    _, status, usage = os.wait4(leader, 0)
    wall = time.monotonic() - start
    done.set()
    watcher.join()
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass
    processor = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * 1024
    if seen["processes"] > 1:
        processor, peak = max(processor, seen["seconds"]), max(peak, seen["resident"])
    return {
        "wall": wall, "processor": processor, "peak_bytes": peak, "threads": max(1, seen["threads"]),
        "status": os.waitstatus_to_exitcode(status), "timed_out": bool(stopped),
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as report:
        json.dump(measure(sys.argv[5:], sys.argv[2], sys.argv[3], float(sys.argv[4])), report)
