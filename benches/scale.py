"""Large sites: what a page takes on sites of several sizes. If that stays, the time and the memory of a site are straight lines."""
from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import equal_work
import timing

# The sites that grow: with all that the program makes, and with what Hugo's pages have.
NAMES = ["trustpress-csv", "trustpress-equal"]


def measure(sizes: list[int], programs: Callable[[int], list[timing.Program]], rounds: int, quiet: float, patience: float) -> str:
    """Runs each program on each size `rounds` times; medians, in all and for each page, and the latter as shares of the first size."""
    middle = statistics.median
    first: dict[str, tuple[float, float]] = {}
    lines = ["| trusts | | pages | wall s | CPU s | peak MiB | CPU ms a page | peak KiB a page | CPU a page / first | peak a page / first |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    place = Path(tempfile.mkdtemp(prefix="trustpress-bench-"))
    try:
        for n in sizes:
            for p in programs(n):
                runs = []
                for i in range(rounds):
                    out = place / f"{n}-{p.name}-{i}".replace(" ", "-")
                    timing.wait_until_quiet(quiet, patience)
                    runs.append(timing.run(p.folder, [word.replace("{out}", str(out)) for word in p.command]))
                pages = equal_work.output(out).pages
                wall, cpu, peak = (middle(getattr(r, what) for r in runs) for what in ("wall", "cpu", "peak"))
                each = (cpu / pages * 1e3, peak / pages * 1024)
                base = first.setdefault(p.name, each)
                lines.append(f"| {n} | {p.name} | {pages} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {each[0]:.3f} | {each[1]:.1f} | "
                             f"{each[0] / base[0]:.2f} | {each[1] / base[1]:.2f} |")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return "\n".join(lines)
