"""The virtual environments of the rivals, and the machine they run on.

Rivals live outside the tree: `${XDG_CACHE_HOME:-~/.cache}/cento-rivals`. The light ones share one
environment; each of the heavy ones, which pin much of the world, has its own.
"""

import os
import re
import subprocess
import sys
import time


def default_home():
    """Where the environments lie unless the caller says otherwise."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "cento-rivals")


class Environment:
    """One virtual environment under `home`; made when it is first asked for."""

    def __init__(self, home, name, may_install=True):
        self.folder = os.path.join(home, name)
        self.python = os.path.join(self.folder, "bin", "python")
        self.may_install = may_install

    def install(self, packages, time_limit=600):
        """Installs what is missing; returns why that failed, or None."""
        if not os.path.exists(self.python):
            if not self.may_install:
                return "not installed, and --no-install was given"
            made = subprocess.run(
                [sys.executable, "-m", "venv", self.folder], capture_output=True, text=True)
            if made.returncode:
                return "no virtual environment: " + last_line(made.stderr or made.stdout)
        missing = [package for package in packages if package not in self.versions(packages)]
        if not missing:
            return None
        if not self.may_install:
            return f"{', '.join(missing)} not installed, and --no-install was given"
        print(f"installing {' '.join(missing)}", file=sys.stderr)
        try:
            made = subprocess.run(
                [self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *missing],
                capture_output=True, text=True, timeout=time_limit)
        except subprocess.TimeoutExpired:
            return f"installing {', '.join(missing)} took longer than {time_limit} s"
        if made.returncode:
            return f"{', '.join(missing)} does not install: {last_line(made.stderr)}"
        return None

    def versions(self, packages):
        """Package -> version, of those that are installed."""
        code = (
            "import sys\n"
            "from importlib.metadata import version, PackageNotFoundError\n"
            "for name in sys.argv[1:]:\n"
            "    try: print(name, version(name))\n"
            "    except PackageNotFoundError: pass\n")
        if not os.path.exists(self.python):
            return {}
        told = subprocess.run([self.python, "-c", code, *packages], capture_output=True, text=True)
        return dict(line.split(" ", 1) for line in told.stdout.splitlines())


def last_line(text):
    """The last line that is not blank, cut to what a table can hold."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:160] if lines else "no message"


def busy_cores(seconds=2.0):
    """How many cores other programs keep busy, looked at for so long before anything is measured."""
    def spent():
        try:
            with open("/proc/stat", encoding="utf-8") as stat:
                user, nice, system = map(int, stat.readline().split()[1:4])
        except (OSError, ValueError):
            return 0
        return (user + nice + system) / os.sysconf("SC_CLK_TCK")
    before = spent()
    time.sleep(seconds)
    return round((spent() - before) / seconds, 2)


def machine():
    """Processor, cores, memory, kernel and Python of this machine, and what else runs on it."""
    cpu = memory = ""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            lines = info.read().split("\n\n")[0].splitlines()
        told = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        cpu = told.get("model name", "")
        if "cpu family" in told and "model" in told:
            cpu += f" (family {told['cpu family']}, model {told['model']})"
        with open("/proc/meminfo", encoding="utf-8") as info:
            memory = next((line.split()[1] for line in info if line.startswith("MemTotal")), "0")
    except OSError:
        pass
    return {
        "cpu": cpu or os.uname().machine,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(memory or 0) / 2**20, 1),
        "kernel": f"{os.uname().sysname} {os.uname().release}",
        "python": sys.version.split()[0],
        "busy": busy_cores(),
    }


def machine_slug(facts):
    """A folder name for a machine: its processor in lower case and the number of its cores."""
    words = re.sub(r"\(.*?\)|@.*|\bcpu\b|\bprocessor\b", " ", facts["cpu"].lower())
    return "-".join(re.findall(r"[a-z0-9]+", words)) + f"-{facts['cores']}c"


def commit(folder):
    """The commit that is checked out in `folder`, with a mark when files differ from it."""
    def git(*words):
        try:
            return subprocess.run(
                ["git", "-C", folder, *words], capture_output=True, text=True).stdout.strip()
        except OSError:
            return ""
    head = git("rev-parse", "HEAD")
    if not head:
        return "unknown"
    return head + (" with changes" if git("status", "--porcelain") else "")
