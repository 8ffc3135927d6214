"""A theme of its own for trustpress, whose pages show what Hugo's pages of the benchmark show, with the same frame and styles:
so that both programs write about as many pages with about as many bytes. It extends no template of a built-in theme.

A card of a trust has no vision here, and its own page no sites or partners: Hugo's list has the first, trustpress's record the
others. A strategy has a page of its own here and none there.
"""
from __future__ import annotations

from pathlib import Path

from hugo_site import CSS, FOOTER_STATIC, HEAD_STATIC, HEADER_END, HEADER_STATIC
from workload import Work, write

# What the program makes beside the pages that are compared.
WITHOUT = ["whole", "plan-on-a-page", "progress", "compare", "timeline", "updates", "search", "feeds", "calendars", "json",
           "tables", "stratml", "cards"]

PAGES = {
    "home.html": """<h1>{{ page.shell.title }}</h1>
{% if page.description_html %}<p class="lede">{{ page.description_html | safe }}</p>{% endif %}
<ul class="cards">
{%- for trust in page.trusts %}
<li class="card"><h2><a href="{{ trust.link.href }}">{{ trust.name }}</a></h2><p>{{ trust.kind }} · {{ trust.strategy.period }}</p></li>
{%- endfor %}
</ul>
""",
    "trust.html": """<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="{{ page.shell.home }}">Home</a></li><li aria-current="page">{{ page.name }}</li></ol></nav>
<h1>{{ page.name }}</h1>
<p class="meta">{{ page.places | join(sep=", ") }} · <a href="{{ page.current_link.link.href }}">{{ page.current.period }}</a></p>
{%- for statement in page.current.statements %}
<p class="vision">{{ statement.text_html | safe }}</p>
{%- endfor %}
<section aria-labelledby="values"><h2 id="values">Our values</h2>
<dl>
{%- for value in page.current.values %}
<dt>{{ value.name }}</dt><dd>{{ value.text_html | safe }}</dd>
{%- endfor %}
</dl></section>
<section aria-labelledby="goals"><h2 id="goals">Our goals</h2>
<ol class="cards">
{%- for group in page.current.groups %}{% for goal in group.items %}
<li class="card"><h3><a href="{{ goal.href }}">{{ goal.title }}</a></h3><p>{{ goal.text_html | safe }}</p><p class="owner">{{ goal.owners | join(sep=", ") }}</p>
<p>{% for topic in goal.topics %}<a class="tag" href="{{ topic.href }}">{{ topic.text }}</a> {% endfor %}</p></li>
{%- endfor %}{% endfor %}
</ol></section>
""",
    "strategy.html": """<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="{{ page.shell.home }}">Home</a></li><li><a href="{{ page.shell.trust.href }}">{{ page.shell.trust.name }}</a></li><li aria-current="page">{{ page.overview.title }}</li></ol></nav>
<h1>{{ page.overview.title }}</h1>
<p class="meta">{{ page.overview.period }}</p>
<ol class="goals">
{%- for group in page.overview.groups %}{% for goal in group.items %}
<li><a href="{{ goal.href }}">{{ goal.title }}</a></li>
{%- endfor %}{% endfor %}
</ol>
""",
    "goal.html": """{% set item = page.item %}<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="{{ page.shell.home }}">Home</a></li><li><a href="{{ page.shell.trust.href }}">{{ page.shell.trust.name }}</a></li><li aria-current="page">{{ item.title }}</li></ol></nav>
<article class="goal">
<h1>{{ item.title }}</h1>
<p class="lede">{{ item.text_html | safe }}</p>
<p class="owner">Owner: {{ item.owners | join(sep=", ") }}</p>
<p>Themes: {% for topic in item.topics %}<a class="tag" href="{{ topic.href }}">{{ topic.text }}</a> {% endfor %}</p>
<div class="narrative">
{{ item.narrative_html | safe }}
</div>
<section aria-labelledby="objectives"><h2 id="objectives">Objectives</h2>
<table class="objectives"><thead><tr><th scope="col">Objective</th><th scope="col">Status</th><th scope="col">Measure</th><th scope="col">Baseline</th><th scope="col">Target</th><th scope="col">Readings</th></tr></thead>
<tbody>
{%- for group in item.groups %}{% for objective in group.items %}
<tr id="{{ objective.anchor }}"><th scope="row">{{ objective.text_html | safe }}</th><td><span class="status status-{{ objective.status.id }}">{{ objective.status.title }}</span></td>
{%- for measure in objective.measures %}<td>{{ measure.title }} ({{ measure.unit }})</td><td>{{ measure.baseline.value }}</td><td>{{ measure.target.value }}</td>
<td><ol class="readings">{% for reading in measure.readings %}<li><time datetime="{{ reading.date }}">{{ reading.date }}</time> {{ reading.value }}</li>{% endfor %}</ol></td>{% endfor %}</tr>
{%- endfor %}{% endfor %}
</tbody></table></section>
{%- if item.links %}
<section aria-labelledby="connected"><h2 id="connected">Related goals</h2><ul>
{%- for links in item.links %}{% for link in links.links %}
<li>{{ s.links[links.kind] }} <a href="{{ link.href }}">{{ link.text }}</a></li>
{%- endfor %}{% endfor %}
</ul></section>
{%- endif %}
{%- if page.mentioned_by %}
<section aria-labelledby="backlinks"><h2 id="backlinks">Referenced by</h2><ul>
{%- for link in page.mentioned_by %}
<li><a href="{{ link.href }}">{{ link.text }}</a></li>
{%- endfor %}
</ul></section>
{%- endif %}
{%- if page.related %}
<section aria-labelledby="same-theme"><h2 id="same-theme">More on these themes</h2><ul>
{%- for link in page.related %}
<li><a href="{{ link.href }}">{{ link.title }}</a></li>
{%- endfor %}
</ul></section>
{%- endif %}
<nav class="pager" aria-label="Goals of this trust">{% if page.previous %}<a rel="prev" href="{{ page.previous.href }}">Previous: {{ page.previous.text }}</a>{% endif %}{% if page.next %}<a rel="next" href="{{ page.next.href }}">Next: {{ page.next.text }}</a>{% endif %}</nav>
</article>
""",
    "topics.html": """<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="{{ page.shell.home }}">Home</a></li><li aria-current="page">Themes</li></ol></nav>
<h1>Themes</h1>
<ul class="cards">
{%- for topic in page.topics %}
<li class="card"><h2><a href="{{ topic.link.href }}">{{ topic.link.text }}</a></h2><p>{{ topic.trusts }} trusts</p></li>
{%- endfor %}
</ul>
""",
    "topic.html": """<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="{{ page.shell.home }}">Home</a></li><li><a href="{{ page.all }}">Themes</a></li><li aria-current="page">{{ page.shell.title }}</li></ol></nav>
<h1>{{ page.shell.title }}</h1>
{% if page.description_html %}<p class="lede">{{ page.description_html | safe }}</p>{% endif %}
<ul class="goals">
{%- for trust in page.trusts %}
{%- for goal in trust.main %}
<li><a href="{{ goal.href }}">{{ goal.title }}</a> — <a href="{{ trust.link.href }}">{{ trust.link.text }}</a></li>
{%- endfor %}
{%- for goal in trust.part %}
<li><a href="{{ goal.href }}">{{ goal.title }}</a> — <a href="{{ trust.link.href }}">{{ trust.link.text }}</a></li>
{%- endfor %}
{%- endfor %}
</ul>
{%- if page.spread %}
<ul>{% for other in page.spread.pages %}<li><a href="{{ other.href }}">{{ other.first }} to {{ other.last }}</a></li>{% endfor %}</ul>
{%- endif %}
""",
    "site-map.html": """<h1>Site map</h1>
<ul>
{%- for branch in page.trusts %}
<li><a href="{{ branch.link.href }}">{{ branch.link.text }}</a></li>
{%- endfor %}
</ul>
""",
    "404.html": """<h1>Page not found</h1>
<p><a href="{{ page.shell.home }}">Home</a></p>
""",
}

HEAD = """
<title>{{ page.shell.tab }}</title>
<meta name="description" content="{{ page.shell.description or page.shell.site_title }}">
<link rel="canonical" href="{{ page.shell.canonical }}">
<meta property="og:type" content="website">
<meta property="og:title" content="{{ page.shell.tab }}">
<meta property="og:description" content="{{ page.shell.description or page.shell.site_title }}">
<meta property="og:url" content="{{ page.shell.canonical }}">
"""


def frame(work: Work) -> str:
    """Hugo's frame of a page. Its list of themes is written in, as Hugo too makes it once."""
    topics = "".join(f'        <li><a href="/topics/{t["slug"]}/index.html">{t["title"]}</a></li>\n'
                     for t in sorted(work.themes, key=lambda t: t["title"]))
    head = HEAD_STATIC.replace("/css/site.css", '/{{ assets["site.css"] }}')
    text = ('<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n' + head + HEAD + "</head>\n<body class=\"kind-{{ page.shell.kind }}\">\n"
            + HEADER_STATIC + topics + HEADER_END
            + '<main id="main"><div class="wrap">\n{% block main %}{% endblock main %}\n</div></main>\n' + FOOTER_STATIC + "</body>\n</html>\n")
    return text.replace('href="/themes/"', 'href="/topics/index.html"').replace('href="/', 'href="{{ page.shell.root }}').replace(
        'href="{{ page.shell.root }}"', 'href="{{ page.shell.home }}"')


def emit(work: Work, themes: Path) -> None:
    """Writes the theme `equal` into a site's folder `themes`."""
    templates = themes / "equal/templates"
    write(templates / "frame.html", frame(work))
    for name, text in PAGES.items():
        write(templates / name, '{% extends "frame.html" %}\n{% block main %}\n' + text + "{% endblock main %}\n")
    write(themes / "equal/assets/site.css", CSS)
