"""Whether two programs do the same work: how many pages and bytes they write of the same content."""
from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import timing

# How far the pages and the bytes of the one may be from those of the other.
APART = 0.15


@dataclass
class Output:
    pages: int
    files: int
    bytes: int


def output(folder: Path) -> Output:
    """What was written. The list of all files, which trustpress makes to know its own, is no part of the site."""
    files = [f for f in folder.rglob("*") if f.is_file() and f.name != "manifest.json"]
    return Output(sum(f.suffix == ".html" for f in files), len(files), sum(f.stat().st_size for f in files))


def outputs(programs: list[timing.Program]) -> dict[str, Output]:
    """Runs each program once, and counts."""
    place = Path(tempfile.mkdtemp(prefix="trustpress-bench-"))
    try:
        made = {}
        for i, p in enumerate(programs):
            timing.run(p.folder, [word.replace("{out}", str(place / str(i))) for word in p.command])
            made[p.name] = output(place / str(i))
        return made
    finally:
        shutil.rmtree(place, ignore_errors=True)


def table(made: dict[str, Output]) -> str:
    """What each writes, and as a share of the last."""
    last = list(made.values())[-1]
    lines = [f"| | pages | files | bytes | pages / {list(made)[-1]} | bytes / {list(made)[-1]} |", "|---|---|---|---|---|---|"]
    lines += [f"| {name} | {o.pages} | {o.files} | {o.bytes:,} | {o.pages / last.pages:.2f} | {o.bytes / last.bytes:.2f} |" for name, o in made.items()]
    return "\n".join(lines)


def hold(made: dict[str, Output], ours: str, theirs: str) -> None:
    """Ends the run if what is called equal work is not."""
    for what in ("pages", "bytes"):
        ratio = getattr(made[ours], what) / getattr(made[theirs], what)
        if abs(ratio - 1) > APART:
            raise SystemExit(f"{ours} writes {ratio:.2f} times the {what} of {theirs}: that is no equal work (at most {APART:.0%} apart)")
