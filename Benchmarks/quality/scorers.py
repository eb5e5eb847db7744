"""Finds the scorers that lie beside the labelled data."""

import importlib.util
import os

NAMES = ("score_plagdet", "score_pairs", "score_clusters", "score_retrieval")


class ScorersMissing(Exception):
    """A scorer that is not there; its text says where it was looked for."""


def load(folder):
    """Name -> module of every scorer in `folder`."""
    modules = {}
    for name in NAMES:
        path = os.path.join(folder, name + ".py")
        if not os.path.isfile(path):
            raise ScorersMissing(f"no {name}.py in {folder}")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        modules[name] = module
    return modules
