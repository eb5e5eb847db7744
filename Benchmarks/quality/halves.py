"""The two halves of a labelled set: one to tune on, one to report."""

import hashlib

EVEN = "tuning half"
ODD = "reported half"


def is_odd(name):
    """Whether a unit belongs to the half that is reported, and never tuned on.

    The last hexadecimal digit of the SHA-256 of its id is odd. A pair goes by the id of its suspicious,
    later or first-named side.
    """
    return int(hashlib.sha256(name.encode("utf-8")).hexdigest()[-1], 16) % 2 == 1


def in_half(half, name):
    """Whether a unit belongs to `half`: ODD, EVEN, or None for all."""
    return half is None or is_odd(name) == (half == ODD)


HALVES = (ODD, EVEN, None)
