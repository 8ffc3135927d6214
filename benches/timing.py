"""Runs of whole programs in turn, and what they took: A B C A B C, so that a slow minute of the machine hits all alike.

On a file system such as ext4, writing thousands of files takes many times longer in the minutes after others were deleted. So
every run writes into a new folder, and all are deleted when everything has been measured.
"""
from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Program:
    name: str
    folder: Path
    command: list[str]  # `{out}` in it is a folder that is not there yet
    again: bool = False  # measured is the second run into the same folder
    own_clock: bool = False  # it prints the seconds that count, on the clock and of all cores


@dataclass
class Run:
    wall: float
    cpu: float
    peak: float  # MiB
    others: float  # the share of all cores that other processes took meanwhile


def busy() -> float:
    """Seconds that all cores together have worked so far."""
    f = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    return (sum(f[:3]) + sum(f[5:8])) / os.sysconf("SC_CLK_TCK")


def wait_until_quiet(limit: float, patience: float) -> None:
    end, cores = time.monotonic() + patience, os.cpu_count() or 1
    while limit and time.monotonic() < end:
        before, start = busy(), time.monotonic()
        time.sleep(0.4)
        if (busy() - before) / ((time.monotonic() - start) * cores) < limit:
            return


def run(folder: Path, command: list[str], own_clock: bool = False) -> Run:
    says, to = os.pipe()
    before, start = busy(), time.perf_counter()
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(folder)
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(to if own_clock and fd == 1 else null, fd)
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    os.close(to)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    with os.fdopen(says) as f:
        said = f.read().split()
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    cpu = used.ru_utime + used.ru_stime
    # The system's clock is too coarse to say anything of a very short run.
    others = max(0.0, busy() - before - cpu) / (wall * (os.cpu_count() or 1)) if wall > 0.3 else 0.0
    if own_clock:
        wall, cpu = map(float, said)
    return Run(wall, cpu, used.ru_maxrss / 1024, others)


def measure(programs: list[Program], rounds: int, quiet: float, patience: float) -> dict[str, list[Run]]:
    """Runs each program `rounds` times after one that does not count. With `quiet`, each run waits for a quiet machine."""
    runs: dict[str, list[Run]] = {p.name: [] for p in programs}
    place = Path(tempfile.mkdtemp(prefix="trustpress-bench-"))
    try:
        for i in range(rounds + 1):
            for p in programs:
                out = place / f"{p.name}-{i}".replace(" ", "-")
                command = [word.replace("{out}", str(out)) for word in p.command]
                if p.again:
                    run(p.folder, command)
                os.sync()
                wait_until_quiet(quiet, patience)
                got = run(p.folder, command, p.own_clock)
                if i:
                    runs[p.name].append(got)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return runs


def table(runs: dict[str, list[Run]]) -> str:
    """Medians, and the median of each round's ratio to the last program."""
    middle = statistics.median
    base = list(runs)[-1]
    lines = [f"| | wall s (least, most) | CPU s | peak MiB | wall / {base} | CPU / {base} | peak / {base} | others |",
             "|---|---|---|---|---|---|---|---|"]
    for name, of in runs.items():
        ratio = lambda what: middle(getattr(x, what) / getattr(y, what) for x, y in zip(of, runs[base]))
        wall = [x.wall for x in of]
        lines.append(f"| {name} | {middle(wall):.3f} ({min(wall):.3f}, {max(wall):.3f}) | {middle(x.cpu for x in of):.2f} | "
                     f"{middle(x.peak for x in of):.0f} | {ratio('wall'):.2f} | {ratio('cpu'):.2f} | {ratio('peak'):.2f} | "
                     f"{middle(x.others for x in of):.0%} |")
    return "\n".join(lines)
