"""The table of a comparison, as Markdown."""


def seconds(value):
    """Two digits below ten seconds, one below a hundred, none above."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def share(value):
    """A share with three decimals, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def line(row):
    """One row of the table; a row that failed says why in place of its figures."""
    name = f"{row['tool']}, {row['variant']}"
    if row.get("reason"):
        return f"| {name} | – | – | – | – | – | – | – | {row['version']} | {row['reason']} |"
    threads = f"{row['processor'] / max(row['wall'], 1e-9):.1f} of {row['threads']}"
    return (
        f"| {name} | {seconds(row['wall'])} | {seconds(row['processor'])} | {threads} "
        f"| {row['peak_bytes'] / 1e6:,.0f} | {row['pairs']:,} | {share(row['recall'])} "
        f"| {share(row['precision'])} | {row['version']} | {row['says']} |")


def markdown(result):
    """The whole page: what was asked, where, the table, what to know when reading it."""
    corpus, machine, asked = result["corpus"], result["machine"], result["parameters"]
    low, high = asked["ngrams"]
    head = [
        f"# All pairs with cosine ≥ {asked['threshold']:g}, character {low}–{high}-grams",
        "",
        f"{corpus['name']}: {corpus['units']:,} units, {corpus['bytes'] / 1e6:.1f} MB, "
        f"SHA-256 `{corpus['sha256']}`.",
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['kernel']}, Python {machine['python']}; {machine['busy']} cores busy before.",
        f"{result['date']}, commit `{result['commit']}`.",
        "",
        "| tool | wall s | processor s | threads | memory MB | pairs | recall | precision | version | asked |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|---|",
    ]
    return "\n".join(head + [line(row) for row in result["rows"]] + ["", *notes(result)]) + "\n"


def notes(result):
    """What a reader must know to read the table rightly."""
    asked = result["parameters"]
    least = asked["threshold"] / (2 - asked["threshold"])
    said = [
        "Each figure is of a whole process, from the corpus file to a file of pairs, interpreter and "
        "reading included. Threads: cores kept busy on average, of the most threads seen alive. "
        + (f"Medians of up to {asked['repeat']} runs." if asked["repeat"] > 1 else "Single runs."),
        result["exact"],
        "MinHash estimates the Jaccard share of two sets, not the cosine of two weighted rows: its "
        f"recall and precision are against another question than its own. Tuned, it is asked for "
        f"Jaccard ≥ {least:.3f}, which is cosine {asked['threshold']:g} for two sets of one size. "
        "Untuned, most rivals cut words at white space, and a Chinese paragraph is one word.",
        "`--fold none` is the same question as scikit-learn's; Cento's default folds case, width and "
        "punctuation first, and so answers a somewhat different one.",
    ]
    machine = result["machine"]
    if machine["busy"] > 0.2:
        said.append(
            f"Other programs kept {machine['busy']} of {machine['cores']} cores busy before: wall times "
            "say little here, processor times are nearer the truth.")
    return [f"- {sentence}" for sentence in said] + losses(result)


def losses(result):
    """Every finished rival that used less wall time, processor time or memory than Cento."""
    rows = [row for row in result["rows"] if not row.get("reason")]
    mine = next((row for row in rows if row["tool"] == "Cento"), None)
    if mine is None:
        return ["- Cento gave no row: there is nothing to compare."]
    said = []
    for row in rows:
        if row["tool"] == "Cento":
            continue
        better = [
            f"{what} {mine[key] / max(row[key], 1e-9):.1f} times"
            for key, what in (
                ("wall", "wall time"), ("processor", "processor time"), ("peak_bytes", "memory"))
            if row[key] < mine[key]]
        if better:
            said.append(
                f"{row['tool']} ({row['variant']}; recall {share(row['recall'])}): Cento took "
                + ", ".join(better))
    return ["- Losses: " + ("; ".join(said) + "." if said else "none.")]
