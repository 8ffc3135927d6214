"""The workload as a Hugo site, written as somebody who knows Hugo would: sections, its own taxonomies, `site.GetPage` for the
titles of related goals, header and footer cached. Backlinks, which it would have to search for, are worked out for it.
"""
from __future__ import annotations

import json
from pathlib import Path

from words import REL_LABEL, STATUS_LABEL
from workload import Work, resolve_links, scalar, write, yaml

CSS = """:root{--ink:#212b32;--brand:#005eb8;--pale:#e8edee;--ok:#007f3b;--warn:#b25b00;--bad:#b3131b}
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.55 Frutiger,Arial,sans-serif;color:var(--ink);background:#f0f4f5}
a{color:var(--brand)}a:focus-visible{outline:3px solid #ffeb3b;outline-offset:2px}
.wrap{max-width:68rem;margin:0 auto;padding:0 1rem}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
.site-header{background:var(--brand);color:#fff}.site-header a{color:#fff}
.site-header .wrap{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;padding-block:.75rem}
.site-nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
main{background:#fff;padding-block:1.5rem}
.crumbs ol{display:flex;flex-wrap:wrap;list-style:none;padding:0;gap:.5rem}.crumbs li+li::before{content:"\\203a";padding-right:.5rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:1rem;list-style:none;padding:0}
.card{border:1px solid var(--pale);border-left:4px solid var(--brand);padding:1rem}
.tag{display:inline-block;background:var(--pale);padding:.1rem .5rem;margin-right:.25rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid var(--pale);padding:.5rem;text-align:left;vertical-align:top}
.status{font-weight:700}.status-on-track,.status-complete{color:var(--ok)}.status-at-risk{color:var(--warn)}.status-off-track{color:var(--bad)}
.readings{list-style:none;margin:0;padding:0;font-size:.875rem}
blockquote{border-left:4px solid var(--brand);margin:1rem 0;padding:.25rem 1rem;background:#f0f4f5}
.anchor{margin-left:.35rem;text-decoration:none;opacity:.4}.anchor:hover{opacity:1}
.pager{display:flex;justify-content:space-between;gap:1rem;border-top:1px solid var(--pale);padding-top:1rem}
.site-footer{background:var(--ink);color:#fff;padding-block:1.5rem;font-size:.9375rem}.site-footer a{color:#fff}
@media print{.site-header,.site-footer,.pager{display:none}}
"""

HEAD_STATIC = """<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#005eb8">
<meta name="referrer" content="strict-origin-when-cross-origin">
<link rel="stylesheet" href="/css/site.css">
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23005eb8' d='M0 0h16v16H0z'/%3E%3C/svg%3E">"""

HEADER_STATIC = """<a class="skip" href="#main">Skip to main content</a>
<header class="site-header">
  <div class="wrap">
    <a class="brand" href="/">
      <svg width="120" height="36" viewBox="0 0 120 36" role="img" aria-labelledby="logo-title"><title id="logo-title">Strategy Library, home</title><path fill="#fff" d="M4 4h28v28H4zM10 10v16h4v-9l8 9h4V10h-4v9l-8-9z"/><path fill="#fff" d="M40 10h4v16h-4zM48 10h12v4h-8v2h8v10H48v-4h8v-2h-8zM64 10h12v4h-4v12h-4V14h-4zM80 10h4v6h6v-6h4v16h-4v-6h-6v6h-4z"/></svg>
    </a>
    <nav class="site-nav" aria-label="Main">
      <ul>
        <li><a href="/">All trusts</a></li>
        <li><a href="/themes/">All themes</a></li>
"""

HEADER_END = """      </ul>
    </nav>
  </div>
</header>
"""

FOOTER_STATIC = """<footer class="site-footer">
  <div class="wrap">
    <section aria-labelledby="about-this">
      <h2 id="about-this">About this library</h2>
      <p>The Strategy Library brings together the published strategies of every trust in one place, so that boards, colleagues and the public can see what has been promised, what has been measured and what has changed.</p>
      <p>All trusts, people, figures and quotations shown here are invented for testing. Nothing on this site describes a real organisation.</p>
    </section>
    <nav aria-label="Footer">
      <ul>
        <li><a href="/">All trusts</a></li>
        <li><a href="/themes/">Themes</a></li>
        <li><a href="/sitemap.xml">Sitemap</a></li>
        <li><a href="https://guidance.example/accessibility" rel="external">Accessibility statement</a></li>
        <li><a href="https://guidance.example/privacy" rel="external">Privacy and cookies</a></li>
      </ul>
    </nav>
    <p><small>Text is available under an open licence unless stated otherwise. Measures are as reported by each trust on the date shown and are not official statistics.</small></p>
  </div>
</footer>
"""


CONFIG = """baseURL = "{base}/"
locale = "en-GB"
title = "{title}"
disableKinds = ["rss", "404"]
enableRobotsTXT = false
capitalizeListTitles = false
[params]
description = "{desc}"
[taxonomies]
theme = "themes"
[page]
nextPrevInSectionSortOrder = "asc"
[markup.highlight]
codeFences = false
[markup.goldmark.renderer]
unsafe = true
"""

LAYOUTS = {
    "baseof.html": """<!DOCTYPE html>
<html lang="en-GB">
<head>
{{ partial "head.html" . }}
</head>
<body class="kind-{{ .Kind }}">
{{ partialCached "header.html" . }}
<main id="main"><div class="wrap">
{{ block "main" . }}{{ end }}
</div></main>
{{ partialCached "footer.html" . }}
</body>
</html>
""",
    "_partials/head.html": HEAD_STATIC + """
{{- $desc := or .Description .Params.summary .Params.vision site.Params.description }}
{{- $title := cond .IsHome site.Title (printf "%s | %s" .Title site.Title) }}
<title>{{ $title }}</title>
<meta name="description" content="{{ $desc }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:type" content="website">
<meta property="og:title" content="{{ $title }}">
<meta property="og:description" content="{{ $desc }}">
<meta property="og:url" content="{{ .Permalink }}">
""",
    "_partials/header.html": HEADER_STATIC + """{{- range site.Taxonomies.themes.Alphabetical }}
        <li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a></li>
{{- end }}
""" + HEADER_END,
    "_partials/footer.html": FOOTER_STATIC,
    "_markup/render-heading.html": """<h{{ .Level }} id="{{ .Anchor }}">{{ .Text }}<a class="anchor" href="#{{ .Anchor }}" aria-label="Link to this section">#</a></h{{ .Level }}>
""",
    "home.html": """{{ define "main" }}
<h1>{{ site.Title }}</h1>
<p class="lede">{{ site.Params.description }}</p>
<ul class="cards">
{{- range (site.GetPage "/trusts").Sections }}
<li class="card"><h2><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></h2><p>{{ .Params.region }} · {{ .Params.period }}</p><p>{{ .Params.vision }}</p></li>
{{- end }}
</ul>
{{ end }}
""",
    "section.html": """{{ define "main" }}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li aria-current="page">{{ .Title }}</li></ol></nav>
<h1>{{ .Title }}</h1>
<p class="meta">{{ .Params.region }} · {{ .Params.period }}</p>
<p class="vision">{{ .Params.vision }}</p>
<section aria-labelledby="values"><h2 id="values">Our values</h2>
<dl>
{{- range .Params.values }}
<dt>{{ .title }}</dt><dd>{{ .text }}</dd>
{{- end }}
</dl></section>
<section aria-labelledby="goals"><h2 id="goals">Our goals</h2>
<ol class="cards">
{{- range .RegularPages }}
<li class="card"><h3><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></h3><p>{{ .Params.summary }}</p><p class="owner">{{ .Params.owner }}</p>
<p>{{ range .GetTerms "themes" }}<a class="tag" href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p></li>
{{- end }}
</ol></section>
{{ end }}
""",
    "page.html": """{{ define "main" }}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li>{{ with .Parent }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}<li aria-current="page">{{ .Title }}</li></ol></nav>
<article class="goal">
<h1>{{ .Title }}</h1>
<p class="lede">{{ .Params.summary }}</p>
<p class="owner">Owner: {{ .Params.owner }}</p>
{{- $themes := .GetTerms "themes" }}
<p>Themes: {{ range $themes }}<a class="tag" href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p>
<div class="narrative">
{{ .Content }}
</div>
<section aria-labelledby="objectives"><h2 id="objectives">Objectives</h2>
<table class="objectives"><thead><tr><th scope="col">Objective</th><th scope="col">Status</th><th scope="col">Measure</th><th scope="col">Baseline</th><th scope="col">Target</th><th scope="col">Readings</th></tr></thead>
<tbody>
{{- range .Params.objectives }}
<tr><th scope="row">{{ .text }}</th><td><span class="status status-{{ .status }}">{{ index hugo.Data.labels.status .status }}</span></td>
{{- with .measure }}<td>{{ .name }} ({{ .unit }})</td><td>{{ .baseline }}</td><td>{{ .target }}</td>
<td><ol class="readings">{{ range .readings }}<li><time datetime="{{ .date }}">{{ .date }}</time> {{ .value }}</li>{{ end }}</ol></td>{{ end }}</tr>
{{- end }}
</tbody></table></section>
{{- with .Params.relations }}
<section aria-labelledby="related"><h2 id="related">Related goals</h2><ul>
{{- range . }}{{ $kind := .kind }}{{ with site.GetPage .ref }}
<li>{{ index hugo.Data.labels.relation $kind }} <a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{- end }}{{ end }}
</ul></section>
{{- end }}
{{- with .Params.referenced_by }}
<section aria-labelledby="backlinks"><h2 id="backlinks">Referenced by</h2><ul>
{{- range . }}{{ with site.GetPage . }}
<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{- end }}{{ end }}
</ul></section>
{{- end }}
{{- $pool := slice }}
{{- range $themes }}{{ $pool = $pool | append (first 7 .Pages) }}{{ end }}
{{- $self := . }}
{{- $others := slice }}
{{- range uniq $pool }}{{ if ne . $self }}{{ $others = $others | append . }}{{ end }}{{ end }}
{{- with first 6 $others }}
<section aria-labelledby="same-theme"><h2 id="same-theme">More on these themes</h2><ul>
{{- range . }}
<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{- end }}
</ul></section>
{{- end }}
<nav class="pager" aria-label="Goals of this trust">{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">Previous: {{ .LinkTitle }}</a>{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">Next: {{ .LinkTitle }}</a>{{ end }}</nav>
</article>
{{ end }}
""",
    "taxonomy.html": """{{ define "main" }}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li aria-current="page">Themes</li></ol></nav>
<h1>Themes</h1>
<ul class="cards">
{{- range .Data.Terms.Alphabetical }}
<li class="card"><h2><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a></h2><p>{{ .Page.Description }}</p><p>{{ .Count }} goals</p></li>
{{- end }}
</ul>
{{ end }}
""",
    "term.html": """{{ define "main" }}
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/themes/">Themes</a></li><li aria-current="page">{{ .Title }}</li></ol></nav>
<h1>{{ .Title }}</h1>
<p class="lede">{{ .Description }}</p>
<ul class="goals">
{{- range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> — {{ with .Parent }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}, {{ .Params.owner }}</li>
{{- end }}
</ul>
{{ end }}
""",
}


def goal_url(trust: str, goal: str) -> str:
    return f"/trusts/{trust}/{goal}/"


def theme_url(theme: str) -> str:
    return f"/themes/{theme}/"


def toml_value(v) -> str:
    if isinstance(v, dict):
        return "{ " + ", ".join(f"{k} = {toml_value(x)}" for k, x in v.items()) + " }"
    if isinstance(v, list):
        return "[" + ", ".join(toml_value(x) for x in v) + "]"
    return scalar(v)


def toml(d: dict) -> str:
    """Front matter in TOML: Hugo's default, and its fastest."""
    return "+++\n" + "".join(f"{k} = {toml_value(v)}\n" for k, v in d.items()) + "+++\n"


def yaml_front(d: dict) -> str:
    return "---\n" + yaml(d) + "---\n"


def emit(work: Work, dest: Path, front) -> None:
    s = work.site
    write(dest / "hugo.toml", CONFIG.format(base=s["base_url"], title=s["title"], desc=s["description"]))
    for name, text in LAYOUTS.items():
        write(dest / "layouts" / name, text)
    write(dest / "static/css/site.css", CSS)
    write(dest / "data/labels.json", json.dumps({"status": STATUS_LABEL, "relation": REL_LABEL}))
    c = dest / "content"
    write(c / "_index.md", front({"title": s["title"]}))
    write(c / "themes/_index.md", front({"title": "Themes"}))
    for t in work.themes:
        write(c / "themes" / t["slug"] / "_index.md", front({"title": t["title"], "description": t["description"]}))
    write(c / "trusts/_index.md", front({"title": "Trusts", "build": {"render": "never"}}))
    for i, t in enumerate(work.trusts):
        d = c / "trusts" / t["slug"]
        write(d / "_index.md", front({"title": t["name"], "weight": i + 1, "region": t["region"], "period": t["period"],
                                      "vision": t["vision"], "values": t["values"]}))
        for j, g in enumerate(t["goals"]):
            head = {"title": g["title"], "weight": i * 8 + j + 1, "summary": g["summary"], "owner": g["owner"],
                    "themes": g["themes"], "objectives": g["objectives"],
                    "relations": [{"kind": x["kind"], "ref": f"/trusts/{x['trust']}/{x['goal']}"} for x in g["relations"]],
                    "referenced_by": [f"/trusts/{trust}/{goal}" for trust, goal in work.backlinks.get((t["slug"], g["slug"]), [])]}
            write(d / f"{g['slug']}.md", front(head) + "\n" + resolve_links(g["narrative"], goal_url, theme_url))


EMITTERS = {
    "hugo": lambda work, dest: emit(work, dest, toml),
    "hugo-yaml": lambda work, dest: emit(work, dest, yaml_front),
}
