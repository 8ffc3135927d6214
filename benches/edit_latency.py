"""From the saving of a file to the moment that a preview serves it: pages are asked for over one kept connection, all the time.

Only the server that was started here is ended, and every edited file is put back.
"""
from __future__ import annotations

import http.client
import os
import random
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from timing import busy

POLL = 0.0015


@dataclass
class Edit:
    """An edit: `old` in `file`, which is found there once, becomes `new` with a word that was never there before."""
    name: str
    file: Path
    old: str
    new: str  # `{}` in it is that word
    urls: list[str]  # the pages that show it; the first is asked for first


@dataclass
class Seen:
    ready: float
    peak: float = 0.0  # MiB
    others: float = 0.0  # the share of all cores that neither the server nor this program took
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)  # (edit, url) -> ms; missing means never


class Client:
    def __init__(self, port: int):
        self.port, self.connection = port, None

    def get(self, url: str) -> tuple[int, bytes]:
        for _ in (1, 2):  # a kept connection may have been closed
            try:
                self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.connection.request("GET", url)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
        return 0, b""


def peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def worked(pid: int) -> float:
    """Seconds that a process has worked so far."""
    f = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(f[11]) + int(f[12])) / os.sysconf("SC_CLK_TCK")


def measure(folder: Path, command: list[str], port: int, edits: list[Edit], times: int, settle: float, patience: float = 60.0) -> Seen:
    client = Client(port)
    if client.get("/")[0]:
        raise SystemExit(f"something answers on port {port} already")
    start = time.perf_counter()
    server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, start_new_session=True)
    chance = random.Random(1)
    kept = {e.file: e.file.read_text("utf-8") for e in edits}
    try:
        while client.get(edits[0].urls[0])[0] != 200:
            if server.poll() is not None or time.perf_counter() - start > patience:
                raise SystemExit(f"{command[0]} does not answer")
            time.sleep(0.002)
        seen = Seen(ready=time.perf_counter() - start)
        time.sleep(settle + 1)
        before, own, start = busy(), worked(server.pid) + time.process_time(), time.perf_counter()
        for edit in edits:
            text = kept[edit.file]
            if text.count(edit.old) != 1:
                raise SystemExit(f"{edit.file} has {edit.old!r} {text.count(edit.old)} times")
            for i in range(times + 1):  # the first does not count
                word = f"Edit{chance.getrandbits(60):015x}"
                began = time.perf_counter()
                edit.file.write_text(text.replace(edit.old, edit.new.format(word)), encoding="utf-8")
                for url in edit.urls:
                    while word.encode() not in client.get(url)[1]:
                        if time.perf_counter() - began > patience or server.poll() is not None:
                            raise SystemExit(f"{' '.join(command)} never showed an edit of the {edit.name} on {url}")
                        time.sleep(POLL)
                    if i:
                        seen.times.setdefault((edit.name, url), []).append((time.perf_counter() - began) * 1000)
                # for a time that varies, so that the edits do not fall into step with the server's own waiting
                time.sleep(settle + chance.random() * 0.4)
            edit.file.write_text(text, encoding="utf-8")
            time.sleep(settle)
        own = worked(server.pid) + time.process_time() - own
        seen.others = max(0.0, busy() - before - own) / ((time.perf_counter() - start) * (os.cpu_count() or 1))
        seen.peak = peak(server.pid)
        return seen
    finally:
        for file, text in kept.items():
            file.write_text(text, encoding="utf-8")
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def table(of: dict[str, Seen]) -> str:
    lines = ["| | first page s | peak MiB | others | edit | pages, in the order of asking: median ms (most) |", "|---|---|---|---|---|---|"]
    for name, seen in of.items():
        for edit in dict.fromkeys(e for e, _ in seen.times):
            pages = [f"`{url}` {statistics.median(ms):.0f} ({max(ms):.0f})" for (e, url), ms in seen.times.items() if e == edit]
            lines.append(f"| {name} | {seen.ready:.2f} | {seen.peak:.0f} | {seen.others:.0%} | {edit} | {', '.join(pages)} |")
    return "\n".join(lines)
