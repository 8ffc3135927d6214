#!/usr/bin/env python3
"""Makes the workload of the benchmarks: N invented trusts and their strategies, as a site for trustpress or for Hugo.

    workload.py -n 100 --emit trustpress-csv=SITE --emit hugo=OTHER

The same seed and number give the same bytes. Every trust, goal and word is invented. Standard library only.

`generate` makes a neutral description of plain JSON types; an emitter writes it as one generator wants it:

    {"schema": 1, "seed": 1, "site": {"title", "base_url", "description"},
     "themes": [{"slug", "title", "description"}],                         # 12
     "trusts": [{"slug", "name", "region", "period", "vision",
                 "values": [{"title", "text"}],                            # 4
                 "goals": [{"slug", "title", "summary", "themes": [slug],  # 8; 1 to 3 themes
                            "owner",
                            "objectives": [{"text", "status",              # 5
                                "measure": {"name", "unit", "baseline", "target",
                                            "readings": [{"date", "value"}]}}],   # 6
                            "relations": [{"kind", "trust", "goal"}],      # 2
                            "narrative": "markdown"}]}]}

Links inside a narrative are neutral too: [text](goal:TRUST/GOAL#milestones) and [text](theme:THEME).
"""
from __future__ import annotations

import argparse
import json
import random
import re
import sys
from pathlib import Path

from words import (BULLET, EXTRA, FIRST, G_OBJ, G_TAIL, G_VERB, H_HOW, H_NEXT, H_WHAT, H_WHY, LAST, MEASURES, MILE,
                   O_OBJ, O_VERB, OBJ, P_A, P_B, P_KIND, PERIODS, QUAL, QUOTE, REGIONS, REL_KINDS, ROLES, SITE,
                   STATUSES, SUBJ, THEMES, VALUE, VERB)


def slugify(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _sentence(r: random.Random) -> str:
    return f"{r.choice(SUBJ)} {r.choice(VERB)} {r.choice(OBJ)} {r.choice(QUAL)}."


def _para(r: random.Random, n: int) -> str:
    out = []
    for i in range(n):
        s = _sentence(r)
        if i == 0:  # one bold phrase a paragraph
            w = s.split(" ")
            k = min(len(w) - 3, 4)
            w[k] = "**" + w[k]
            w[k + 1] += "**"
            s = " ".join(w)
        out.append(s)
        if i == 1:
            out.append(r.choice(EXTRA))
    return " ".join(out)


def _narrative(r: random.Random, title: str, goal_link: str, theme: tuple[str, str]) -> str:
    why, what, how, nxt = r.choice(H_WHY), r.choice(H_WHAT), r.choice(H_HOW), r.choice(H_NEXT)
    b = r.sample(BULLET, 6)
    miles = r.sample(MILE, 4)
    year = r.choice([2025, 2026, 2027])
    rows = "\n".join(
        f"| {m} | {r.choice(ROLES)} | {r.choice(['Q1', 'Q2', 'Q3', 'Q4'])} {year + i // 2} |"
        for i, m in enumerate(miles))
    return (
        f"{_para(r, 2)}\n\n"
        f"## {why}\n\n{_para(r, 2)}\n\n"
        f"> {r.choice(QUOTE)}\n\n"
        f"## {what}\n\n"
        f"Our work here is tied to *{theme[1].lower()}* \u2014 see [everything under that theme](theme:{theme[0]}) "
        f"and the [milestones of a goal this one leans on]({goal_link}#milestones).\n\n"
        f"- {b[0]}\n- {b[1]}\n- {b[2]}\n- **First priority:** {b[3][0].lower()}{b[3][1:]}\n\n"
        f"### Milestones\n\n"
        f"| Milestone | Lead | Due |\n|---|---|---|\n{rows}\n\n"
        f"## {how}\n\n{_para(r, 2)}\n\n"
        f"1. {b[4]}\n2. {b[5]}\n3. Report to the board using `measure-{r.randint(10, 99)}` definitions.\n\n"
        f"### {nxt}\n\n{_para(r, 1)} The method follows [published guidance]"
        f"(https://guidance.example/improvement/{slugify(title)}).\n"
    )


def _objective(r: random.Random) -> dict:
    name, unit, base, target = r.choice(MEASURES)
    status = r.choices(STATUSES, weights=[40, 22, 12, 14, 12])[0]
    b = round(base * r.uniform(0.85, 1.2), 1)
    t = round(target * r.uniform(0.85, 1.2), 1)
    t = t if t != b else round(t * 0.9, 1)  # nobody aims at where they are
    y, q, readings = r.choice([2023, 2024]), r.randint(0, 3), []
    for i in range(6):
        m = (q + i) % 4 * 3 + 3
        yy = y + (q + i) // 4
        v = round(b + (t - b) * (i + 1) / 8 * r.uniform(0.5, 1.3), 1)
        readings.append({"date": f"{yy}-{m:02d}-{30 if m in (6, 9) else 31}", "value": v})
    return {"text": f"{r.choice(O_VERB)} {r.choice(O_OBJ)} by {r.choice(['March', 'June', 'September'])} {y + 3}",
            "status": status,
            "measure": {"name": name, "unit": unit, "baseline": b, "target": t, "readings": readings}}


def generate(n: int, seed: int = 1) -> dict:
    themes = [{"slug": slugify(t), "title": t, "description": d} for t, d in THEMES]
    names: list[tuple[str, str]] = []
    seen: set[str] = set()
    r0 = random.Random(f"{seed}:names")
    while len(names) < n:
        nm = f"{r0.choice(P_A)}{r0.choice(P_B)} {r0.choice(P_KIND)} NHS Foundation Trust"
        if len(seen) > 4000 or r0.random() < 0.25:
            nm = f"{r0.choice(P_A)}{r0.choice(P_B)} and {nm}"
        s = slugify(nm.replace(" NHS Foundation Trust", "").replace("'", ""))
        if s not in seen:
            seen.add(s)
            names.append((nm, s))
    # pass 1: titles, slugs and themes, which relations need
    trusts = []
    for i, (name, slug) in enumerate(names):
        r = random.Random(f"{seed}:trust:{i}")
        goals, used = [], set()
        while len(goals) < 8:
            title = f"{r.choice(G_VERB)} {r.choice(G_OBJ)}{r.choice(G_TAIL)}"
            gs = slugify(title)
            if gs in used:
                continue
            used.add(gs)
            goals.append({
                "slug": gs, "title": title,
                "summary": f"{r.choice(SUBJ)} {r.choice(VERB)} {r.choice(OBJ)} {r.choice(QUAL)}.",
                "themes": [themes[k]["slug"] for k in sorted(r.sample(range(12), r.choice([1, 2, 2, 3])))],
                "owner": f"{r.choice(FIRST)} {r.choice(LAST)}, {r.choice(ROLES)}",
            })
        trusts.append({
            "slug": slug, "name": name, "region": r.choice(REGIONS), "period": r.choice(PERIODS),
            "vision": f"To be the health partner that {r.choice(['every neighbourhood', 'each family', 'our whole community'])} "
                      f"trusts \u2014 {r.choice(['kind', 'timely', 'fair'])}, {r.choice(['open', 'joined-up', 'curious'])} & "
                      f"{r.choice(['excellent', 'always learning', 'close to home'])}.",
            "values": [{"title": a, "text": b} for a, b in r.sample(VALUE, 4)],
            "goals": goals,
        })
    # pass 2: relations (half inside the trust), objectives, narratives
    tt = {t["slug"]: t["title"] for t in themes}
    for i, t in enumerate(trusts):
        for j, g in enumerate(t["goals"]):
            r = random.Random(f"{seed}:goal:{i}:{j}")
            rels: list[dict] = []
            while len(rels) < 2:
                oi = i if r.random() < 0.5 else r.randrange(n)
                oj = r.randrange(8)
                key = (trusts[oi]["slug"], trusts[oi]["goals"][oj]["slug"])
                if (oi, oj) == (i, j) or any((x["trust"], x["goal"]) == key for x in rels):
                    continue
                rels.append({"kind": r.choice(REL_KINDS), "trust": key[0], "goal": key[1]})
            g["objectives"] = [_objective(r) for _ in range(5)]
            g["relations"] = rels
            th = r.choice(g["themes"])
            g["narrative"] = _narrative(r, g["title"], f"goal:{rels[0]['trust']}/{rels[0]['goal']}", (th, tt[th]))
    return {"schema": 1, "seed": seed, "site": dict(SITE), "themes": themes, "trusts": trusts}


class Work:
    """The neutral description with the look-up tables that emitters need."""

    def __init__(self, data: dict):
        self.data = data
        self.site, self.themes, self.trusts = data["site"], data["themes"], data["trusts"]
        self.trust = {t["slug"]: t for t in self.trusts}
        self.backlinks: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for t in self.trusts:
            for g in t["goals"]:
                for rel in g["relations"]:
                    self.backlinks.setdefault((rel["trust"], rel["goal"]), []).append((t["slug"], g["slug"]))


LINK = re.compile(r"\]\((goal|theme):([^)#\s]+)(#[^)\s]*)?\)")


def resolve_links(markdown: str, goal, theme) -> str:
    """The narrative with its links as an emitter wants them: `goal(trust, goal)` and `theme(theme)` give addresses."""
    def one(m: re.Match) -> str:
        kind, ref, part = m.group(1), m.group(2), m.group(3) or ""
        return f"]({goal(*ref.split('/')) if kind == 'goal' else theme(ref)}{part})"
    return LINK.sub(one, markdown)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def scalar(v) -> str:
    """A string in double quotes, as JSON, YAML and TOML all read it, or a number."""
    return json.dumps(v, ensure_ascii=False) if isinstance(v, (str, bool)) else repr(v)


def yaml(value, depth: int = 0) -> str:
    """YAML in block style."""
    pad, out = "  " * depth, []
    if isinstance(value, dict):
        for k, v in value.items():
            inner = isinstance(v, (dict, list)) and v
            out.append(f"{pad}{k}:\n{yaml(v, depth + 1)}" if inner else f"{pad}{k}: {scalar(v) if v not in ([], {}) else v}\n")
    else:
        for v in value:
            body = yaml(v, depth + 1)[len(pad) + 2:] if isinstance(v, (dict, list)) else scalar(v) + "\n"
            out.append(f"{pad}- {body}")
    return "".join(out)


def main(argv: list[str] | None = None) -> int:
    import hugo_site
    import trustpress_site
    emitters = trustpress_site.EMITTERS | hugo_site.EMITTERS
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-n", "--trusts", type=int, required=True, help="how many trusts; each has 8 goals")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--json", type=Path, help="write the neutral description here")
    ap.add_argument("--emit", action="append", default=[], metavar="NAME=DIR",
                    help="write a site into a new folder; repeatable; one of " + ", ".join(emitters))
    a = ap.parse_args(argv)
    work = Work(generate(a.trusts, a.seed))
    if a.json:
        write(a.json, json.dumps(work.data, ensure_ascii=False))
    for spec in a.emit:
        name, _, folder = spec.partition("=")
        if name not in emitters or not folder:
            ap.error(f"--emit {spec}: expected one of {', '.join(emitters)}, then =DIR")
        dest = Path(folder)
        if dest.exists() and any(dest.iterdir()):
            ap.error(f"{dest} is not empty")
        emitters[name](work, dest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
