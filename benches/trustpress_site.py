"""The workload as a project of trustpress. Nothing is worked out for it: links, backlinks and numbers are its own task."""
from __future__ import annotations

import re
from pathlib import Path

import equal_theme
from words import STATUS_LABEL
from workload import Work, resolve_links, write, yaml

TONES = {"on-track": "good", "at-risk": "warning", "off-track": "bad", "complete": "done", "not-started": "neutral"}

# Two of the workload's relations have no word of their own here: to contribute is to support, and what shares a measure is
# related. So is a link that would close a ring, which is an error here.
LINKS = {"supports": "supports", "contributes-to": "supports", "depends-on": "depends_on", "shares-a-measure-with": "related"}

Goal = tuple[str, str]

MONTHS = {"March": 3, "June": 6, "September": 9}


def strategy_folder(trust: dict) -> str:
    """`2023-2028` for the period `2023–2028`."""
    return trust["period"].replace("\u2013", "-")


def due(objective: str) -> str:
    """The month that an objective's text ends with."""
    month, year = re.search(r" by (\w+) (\d{4})$", objective).groups()
    return f"{year}-{MONTHS[month]:02}"


def links_of(work: Work) -> dict[Goal, list[tuple[str, Goal]]]:
    """Every goal's links: the field, and the goal that it names."""
    known: dict[str, dict[Goal, list[Goal]]] = {"supports": {}, "depends_on": {}, "related": {}}
    out: dict[Goal, list[tuple[str, Goal]]] = {}
    for t in work.trusts:
        for g in t["goals"]:
            here = (t["slug"], g["slug"])
            for r in g["relations"]:
                there = (r["trust"], r["goal"])
                field = LINKS[r["kind"]]
                if field != "related" and leads_to(known[field], there, here):
                    field = "related"
                known[field].setdefault(here, []).append(there)
                out.setdefault(here, []).append((field, there))
    return out


def leads_to(links: dict[Goal, list[Goal]], start: Goal, end: Goal) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        for g in links.get(ahead.pop(), ()):
            if g == end:
                return True
            if g not in seen:
                seen.add(g)
                ahead.append(g)
    return False


def emit(work: Work, dest: Path, csv: bool, equal: bool = False) -> None:
    content, site, links = dest / "content", work.site, links_of(work)
    write(content / "site.yaml", yaml({
        "format": 1, "title": site["title"], "description": site["description"], "base_url": site["base_url"],
        "language": "en", "theme": "equal" if equal else "nhs", **({"without": equal_theme.WITHOUT} if equal else {}),
        "statuses": [{"id": i, "title": t, "tone": TONES[i]} for i, t in STATUS_LABEL.items()],
        # the figures end at a fixed day, and the benchmark is run on any
        "checks": {"severity": {"stale-readings": "advice"}}}))
    if equal:
        equal_theme.emit(work, dest / "themes")
    write(content / "topics.yaml", yaml({"topics": [
        {"id": t["slug"], "title": t["title"], "description": t["description"]} for t in work.themes]}))
    for trust in work.trusts:
        folder = content / trust["slug"]
        write(folder / "trust.yaml", yaml({"name": trust["name"], "short_name": trust["name"].replace(" NHS Foundation Trust", ""),
                                           "kind": "NHS foundation trust", "places": [trust["region"]]}))
        emit_strategy(work, links, trust, folder / strategy_folder(trust), csv)


def emit_strategy(work: Work, links: dict, trust: dict, folder: Path, csv: bool) -> None:
    readings = ["measure,date,value,note\n"]
    goals = []
    for i, g in enumerate(trust["goals"], 1):
        goals.append(goal(links, trust, g, i, with_readings=not csv))
        for j, o in enumerate(g["objectives"], 1):
            readings += [f"measure-{i}-{j},{r['date']},{r['value']},\n" for r in o["measure"]["readings"]]
        text = resolve_links(g["narrative"], lambda t, x: narrative_path(work, trust, t, x), lambda t: f"topics/{t}")
        # a topic is named by its address, in double brackets; a goal by the path of its file
        write(folder / f"{g['slug']}.md", re.sub(r"\[([^\]]+)\]\((topics/[^)]+)\)", r"[[\2|\1]]", text))
    write(folder / "strategy.yaml", yaml({
        "title": f"Strategy {trust['period']}", "period": trust["period"],
        "statements": [{"kind": "vision", "text": trust["vision"]}],
        "values": [{"name": v["title"], "text": v["text"]} for v in trust["values"]],
        "goals": goals}))
    if csv:
        write(folder / "readings.csv", "".join(readings))


def goal(links: dict, trust: dict, g: dict, i: int, with_readings: bool) -> dict:
    item = {"id": g["slug"], "number": str(i), "title": g["title"], "text": g["summary"],
            "topics": {t: "part" if n else "main" for n, t in enumerate(g["themes"])}, "owner": g["owner"]}
    for field, (of, name) in links[trust["slug"], g["slug"]]:
        item.setdefault(field, []).append(name if of == trust["slug"] else f"{of}/{name}")
    item["objectives"] = []
    for j, o in enumerate(g["objectives"], 1):
        m = o["measure"]
        measure = {"id": f"measure-{i}-{j}", "title": m["name"], "unit": m["unit"],
                   "baseline": {"value": m["baseline"]}, "target": {"value": m["target"], "by": due(o["text"])}}
        if with_readings:
            measure["readings"] = m["readings"]
        item["objectives"].append({"id": f"objective-{i}-{j}", "text": o["text"], "status": {"value": o["status"]}, "measures": [measure]})
    return item


def narrative_path(work: Work, here: dict, trust: str, goal: str) -> str:
    if trust == here["slug"]:
        return f"{goal}.md"
    return f"../../{trust}/{strategy_folder(work.trust[trust])}/{goal}.md"


EMITTERS = {
    "trustpress": lambda work, dest: emit(work, dest, csv=False),
    "trustpress-csv": lambda work, dest: emit(work, dest, csv=True),
    "trustpress-equal": lambda work, dest: emit(work, dest, csv=True, equal=True),
}
