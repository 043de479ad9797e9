"""The matrix as Markdown, and as a page for a browser."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from chime_shim.cli.matrix import KINDS, changes, destination, headline, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["html", "markdown"]

_STYLE = """
:root { color-scheme: light dark; --line: #d9d9e0; --dim: #62636c; --ground: #fcfcfd; --raised: #f0f0f3;
  --identical: #218358; --translated: #0d74ce; --composed: #8145b5; --retired: #ab6400; --wrong: #ce2c31; }
@media (prefers-color-scheme: dark) {
  :root { --line: #363a3f; --dim: #b0b4ba; --ground: #111113; --raised: #212225;
    --identical: #3dd68c; --translated: #70b8ff; --composed: #d19dff; --retired: #ffca16;
    --wrong: #ff9592; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
  background: var(--ground); }
h1 { line-height: 1.2; margin-bottom: 0; }
p, small { color: var(--dim); }
ul.kinds { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; }
ul.kinds li { background: var(--raised); border-radius: .5rem; padding: .75rem 1rem; flex: 1 1 12rem; }
ul.kinds b { display: block; font-size: 1.75rem; line-height: 1.2; }
ul.kinds small { display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); }
td small { display: block; }
td:nth-child(2) { white-space: nowrap; }
code { font-size: .875em; }
a { color: inherit; }
.identical { color: var(--identical); } .translated { color: var(--translated); }
.composed { color: var(--composed); } .retired { color: var(--retired); } .wrong { color: var(--wrong); }
ol li { margin: .25rem 0; } li:target { background: var(--raised); }
"""


def markdown(found: Mapping[str, Any]) -> str:
    """Return a section of a page in Markdown."""
    lines = ["## Operation by operation", "", f"{headline(found)}.", ""]
    lines += [f"- {kind}: {found['counts'][kind]}, {meaning}" for kind, meaning in KINDS.items()]
    lines += ["", "| Operation | Goes to | Kind | What is different there, and the number of a note |"]
    lines += ["| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(_row(facts, found['notes']))} |" for facts in found["operations"]]
    lines += ["", "Notes: what becomes of the differences.", ""]
    lines += [f"{number}. {note}" for number, note in enumerate(found["notes"], 1)]
    return "\n".join(lines) + "\n"


def _row(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    service, name = destination(facts)
    yield f"`{facts['operation']}`" + (f"<br>ended {facts['ended']}" if facts["ended"] else "")
    yield (service if " " in service else f"`{service}`") + (f"<br>`{name}`" if name else "")
    yield facts["kind"] + ("<br>by setting" if facts["kept"] else "")
    yield "<br>".join([*(f"**{each}**" for each in problems_of(facts)), *_texts(facts, notes)])


def _texts(facts: Mapping[str, Any], notes: list[str]) -> Iterator[str]:
    for members, change, note in changes(facts, notes):
        # What is special in a pattern is special in Markdown, too.
        text = re.sub(r"(?<=must match )(.+)", r"`\1`", change.replace("|", r"\|"))
        yield f"`{members}` {text} ({note})" if members else f"{text} ({note})"


def html(found: Mapping[str, Any]) -> str:
    """Return a whole page, for a browser, that needs no other file."""
    counts = "".join(
        f'<li><b class="{kind}">{found["counts"][kind]}</b>{kind}<small>{escape(meaning)}</small></li>'
        for kind, meaning in KINDS.items()
    )
    rows = "".join(_html_row(facts, found["notes"]) for facts in found["operations"])
    notes = "".join(
        f'<li id="note-{number}">{escape(note)}</li>' for number, note in enumerate(found["notes"], 1)
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>chime_shim: operation by operation</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Operation by operation</h1>
<p>{escape(headline(found))}</p>
<ul class="kinds">{counts}</ul>
<div class="scroll"><table>
<thead><tr><th>Operation<th>Goes to<th>Kind<th>What is different there, and the number of a note</tr></thead>
<tbody>{rows}</tbody>
</table></div>
<h2>Notes: what becomes of the differences</h2>
<ol>{notes}</ol>
</body>
</html>
"""


def _html_row(facts: Mapping[str, Any], notes: list[str]) -> str:
    service, name = destination(facts)
    ended = f"<small>ended {facts['ended']}</small>" if facts["ended"] else ""
    renamed = f"<small><code>{escape(name)}</code></small>" if name else ""
    kept = "<small>by setting</small>" if facts["kept"] else ""
    wrong = "".join(f'<div class="wrong">{escape(each)}</div>' for each in problems_of(facts))
    different = "".join(
        f"<div>{f'<code>{escape(members)}</code> ' if members else ''}{escape(change)} "
        f'<a href="#note-{note}">{note}</a></div>'
        for members, change, note in changes(facts, notes)
    )
    # Long names break where a word begins.
    operation = re.sub("(?<=[a-z])(?=[A-Z])", "<wbr>", facts["operation"])
    return (
        f"<tr><td><code>{operation}</code>{ended}<td>{escape(service)}{renamed}"
        f'<td><span class="{facts["kind"]}">{facts["kind"]}</span>{kept}<td>{wrong}{different}</tr>\n'
    )
