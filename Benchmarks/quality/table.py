"""Rows of the quality table, and how they are printed."""

from halves import EVEN, ODD


class Row:
    """One measure of one set: the plain peer's figure, the goal, and Cento's on each half.

    `values` has a figure for ODD, EVEN and None (all units); a row without figures has a `reason`.
    """

    def __init__(self, group, data, measure, values=None, peer=None, goal=None, note="", reason=None):
        self.group, self.data, self.measure = group, data, measure
        self.values = values or {}
        self.peer, self.goal, self.note, self.reason = peer, goal, note, reason
        self.seconds = None

    def as_json(self):
        return {
            "group": self.group, "set": self.data, "measure": self.measure, "peer": self.peer,
            "goal": self.goal, "reported_half": self.values.get(ODD),
            "tuning_half": self.values.get(EVEN), "all": self.values.get(None),
            "seconds": self.seconds, "note": self.note, "reason": self.reason}


def figure(value):
    """Three decimals without the leading zero; counts as they are; a dash for nothing."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0.") else text


def markdown(rows, name):
    """The table; the reported half is the one that counts."""
    lines = [
        f"| set | measure | plain peer | goal | {name}, reported half | tuning half | all | s | |",
        "|---|---|---:|---:|---:|---:|---:|---:|---|"]
    for row in rows:
        seconds = "–" if row.seconds is None else f"{row.seconds:.1f}"
        if row.reason:
            lines.append(
                f"| {row.data} | {row.measure} | {figure(row.peer)} | {row.goal or '–'} "
                f"| – | – | – | {seconds} | {row.reason.replace('|', '/')} |")
            continue
        lines.append(
            f"| {row.data} | {row.measure} | {figure(row.peer)} | {row.goal or '–'} "
            f"| {figure(row.values.get(ODD))} | {figure(row.values.get(EVEN))} "
            f"| {figure(row.values.get(None))} | {seconds} | {row.note} |")
    return "\n".join(lines)
