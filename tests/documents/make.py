#!/usr/bin/env python3
"""Makes the Word files of this folder from `content/`: each strategy in the layout of its source, as LibreOffice saves it.

Needs PyYAML and LibreOffice (Debian: libreoffice-writer-nogui). Each file shows other things: styles or plain bold words as
headings, typed bullets, tables with merged cells, notes, pictures. `cases/hill.fodt` becomes a Word file too.
"""
import base64, html, pathlib, re, struct, subprocess, sys, tempfile, zlib

import yaml

HERE = pathlib.Path(__file__).resolve().parent
CONTENT = HERE.parent.parent / "content"


def inline(text):
    text = html.escape(re.sub(r"\s+", " ", str(text)).strip(), quote=False)
    text = re.sub(r"\[\[[^|\]]*\|([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[\[([^\]]*)\]\]", lambda m: m[1].split("/")[-1].replace("-", " "), text)
    text = re.sub(r"\[([^\]]*)\]\((https?://[^)]*)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)


def prose(path, level):
    """Markdown of our own narratives: paragraphs, lists, tables, headings."""
    out = []
    for block in re.split(r"\n\s*\n", path.read_text() if path.exists() else ""):
        lines = [line for line in block.strip().split("\n") if line.strip()]
        if not lines or lines[0].startswith(("<!--", "![", "[^", ">")):
            continue
        if lines[0].startswith("#"):
            out.append(f"<h{level}>{inline(lines[0].lstrip('# '))}</h{level}>")
            lines = lines[1:]
        if not lines:
            continue
        if lines[0].startswith("|"):
            rows = [[inline(cell) for cell in line.strip().strip("|").split("|")] for line in lines if "---" not in line]
            out.append(table(rows))
        elif re.match(r"[-*] |\d+\. ", lines[0]):
            kind = "ol" if lines[0][0].isdigit() else "ul"
            items = re.split(r"\n(?=[-*] |\d+\. )", "\n".join(lines))
            out.append(f"<{kind}>" + "".join(f"<li>{inline(re.sub(r'^([-*]|[0-9]+[.]) ', '', i))}</li>" for i in items) + f"</{kind}>")
        else:
            out.append(f"<p>{inline(' '.join(lines))}</p>")
    return "".join(out)


def table(rows):
    cells = lambda row, tag: "<tr>" + "".join(f"<{tag}><p>{cell}</p></{tag}>" for cell in row) + "</tr>"
    return "<table border=1>" + cells(rows[0], "th") + "".join(cells(row, "td") for row in rows[1:]) + "</table>"


def words(item):
    return " – ".join(inline(item[key]) for key in ("title", "text", "this_year") if item.get(key))


def picture():
    """A small square, as PNG."""
    raw = b"".join(b"\0" + b"\x00\x5e\xb8" * 24 for _ in range(24))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(png).decode()


def note(number, text):
    mark = f'<a class="sdfootnoteanc" name="sdfootnote{number}anc" href="#sdfootnote{number}sym"><sup>{number}</sup></a>'
    return mark, f'<div id="sdfootnote{number}"><p><a name="sdfootnote{number}sym" href="#sdfootnote{number}anc"></a>{text}</p></div>'


def statements(strategy, heading):
    out = ""
    for statement in strategy.get("statements", []):
        kind = statement["kind"]
        out += heading("Our " + (kind if isinstance(kind, str) else kind[0])) + f"<p>{inline(statement['text'])}</p>"
    values = strategy.get("values", [])
    if values:
        label = lambda v: " – ".join(([f"<b>{inline(v['name'])}</b>"] if v.get("name") else []) + ([inline(v["text"])] if v.get("text") else []))
        out += heading("Our values") + "<ul>" + "".join(f"<li>{label(v)}</li>" for v in values) + "</ul>"
    return out


def styled(folder, strategy):
    """Headings by styles, lists by styles, a table of objectives and initiatives, a note and pictures."""
    h2 = lambda words: f"<h2>{words}</h2>"
    mark, foot = note(1, "The source does not say when it was published.")
    out = f"<h1>{inline(strategy['title'])}</h1>" + prose(folder / "index.md", 2).replace("</p>", mark + "</p>", 1)
    out += statements(strategy, h2)
    for number, goal in enumerate(strategy["goals"], 1):
        out += h2(f"Strategic goal {number}: {inline(goal['title'])}") + f"<p>{inline(goal['text'])}</p>" + prose(folder / f"{goal['id']}.md", 3)
        for key in ("changes", "objectives"):
            if goal.get(key):
                out += f"<h3>{strategy['levels'][key]['many']}</h3><ul>" + "".join(f"<li>{words(i)}</li>" for i in goal[key]) + "</ul>"
        if goal.get("initiatives"):
            rows = [["Initiative", "What it is"]] + [[inline(i["title"]), inline(i.get("text", "–"))] for i in goal["initiatives"]]
            out += "<h3>The year’s work</h3>" + table(rows)
    out += f'<h2>Pictures</h2><p><img src="{picture()}" alt="A blue square"></p><p><img src="{picture()}"></p>' + foot
    return out


def by_hand(folder, strategy):
    """No styles at all: bold words as headings, typed bullets, no-break spaces, soft hyphens."""
    out = f"<p><b>{inline(strategy['title'])}</b></p>" + prose(folder / "index.md", 2)
    out = re.sub(r"<h2>(.*?)</h2>", r"<p><b>\1</b></p>", out)
    out += "<p><b>Our strategic objectives</b></p>"
    for goal in strategy["goals"]:
        out += f"<p>{inline(goal['title'])}: {inline(goal['text']).replace(' ', '&nbsp;', 2)}</p>"
        for at, item in enumerate(goal.get("objectives", [])):
            out += f"<p>{'•' if at % 2 else '·'}&nbsp;&nbsp;{words(item).replace('tion', 'tion&shy;', 1)}</p>"
    return out


def numbered(folder, strategy):
    """Numbers typed before headings; sections in two parts; what is announced."""
    out = f"<h1>{inline(strategy['title'])}</h1>" + prose(folder / "index.md", 2)
    for part in strategy.get("parts", []) or [{"title": "Our goals", "goals": strategy.get("goals", [])}]:
        out += f"<h2>{inline(part.get('title', 'Transformational themes'))}</h2>" + (f"<p>{inline(part['text'])}</p>" if part.get("text") else "")
        for number, goal in enumerate(part.get("goals", []), 1):
            out += f"<h3>{number}. {inline(goal['title'])}</h3>" + (f"<p>{inline(goal['text'])}</p>" if goal.get("text") else "")
            out += prose(folder / f"{goal['id']}.md", 4)
            if goal.get("objectives"):
                out += "<p>Our objectives are:</p><ol>" + "".join(f"<li>{words(i)}</li>" for i in goal["objectives"]) + "</ol>"
    return out


def on_a_page(folder, strategy):
    """A plan on a page: a wide table with merged cells and lists in cells."""
    out = f"<h1>{inline(strategy['title'])}</h1>" + prose(folder / "index.md", 2)
    out += statements(strategy, lambda words: f"<h2>{words}</h2>") + "<h2>Our strategic aims</h2>"
    for goal in strategy["goals"]:
        out += f"<h3>{inline(goal['title'])}</h3><p>{inline(goal['text'])}</p>" + prose(folder / f"{goal['id']}.md", 4)
    out += "<h2>Plan on a page</h2><table border=1><tr><th>Strategic aim</th><th>Plan aim</th><th>Key objectives</th></tr>"
    for goal in strategy["goals"]:
        aims = goal.get("plan_aims", [])
        for at, aim in enumerate(aims):
            first = f"<td rowspan={len(aims)}><p>{inline(goal['title'])}</p></td>" if at == 0 else ""
            items = "".join(f"<li>{words(i)}</li>" for i in aim.get("objectives", []))
            out += f"<tr>{first}<td><p>{inline(aim['title'])}</p></td><td><ul>{items}</ul></td></tr>"
    return out + "</table>"


def told(folder, strategy):
    """A report in prose: priorities as a numbered list, what people said as quotations."""
    out = f"<h1>{inline(strategy['title'])}</h1>" + prose(folder / "index.md", 2) + "<h2>Five strategic priorities</h2><ol>"
    out += "".join(f"<li>{inline(goal['title'])}</li>" for goal in strategy["goals"]) + "</ol>"
    for goal in strategy["goals"]:
        out += f"<h2>{inline(goal['title'])}</h2>" + (f"<p>{inline(goal['text'])}</p>" if goal.get("text") else "")
        out += prose(folder / f"{goal['id']}.md", 3)
    out += "<h2>What people said</h2>" + "".join(f"<blockquote>{inline(q['text'])}</blockquote>" for q in strategy.get("quotations", []))
    return out


LAYOUTS = {"imperial/2019-2029": styled, "homerton/2021-22": by_hand, "south-tees/plans-for-the-future": numbered,
           "east-north-herts/2017-19": on_a_page, "west-london/five-year-strategy": told}

def convert(source, kind, folder, work, *options):
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", kind, *options,
                    "--outdir", str(folder), str(source)], check=True, stdout=sys.stderr)


for name, layout in LAYOUTS.items():
    folder = CONTENT / name
    body = layout(folder, yaml.safe_load((folder / "strategy.yaml").read_text()))
    with tempfile.TemporaryDirectory() as work:
        page = pathlib.Path(work) / f"{name.split('/')[0]}.html"
        page.write_text(f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"></head><body>{body}</body></html>')
        convert(page, "odt:writer8", work, work, "--infilter=HTML (StarWriter)")
        convert(page.with_suffix(".odt"), "docx:MS Word 2007 XML", HERE, work)

with tempfile.TemporaryDirectory() as work:
    convert(HERE / "cases/hill.fodt", "docx:MS Word 2007 XML", HERE / "cases", work)
