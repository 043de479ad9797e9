"""The report as one page for a browser, which needs no other file and no network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING

from chime_shim._version import __version__

from ._burn_down import burn_down
from ._html_tables import (
    comparison_table,
    escape,
    host_table,
    operation_table,
    pressing_table,
    site_table,
    time_table,
)
from ._wording import exit_line, grounds, scope, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._model import Report

_LEDGERS_NAMED = 10
_NO_FORMS = "base-uri 'none'; form-action 'none'"
_SAFE = '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/>'
_WAIT = '<circle cx="12" cy="12" r="10"/><path d="M12 6.5v6.5M12 16.5v.5"/>'
_LEGEND = (
    ("moved-bar", "calls of operations that moved"),
    ("pressing-bar", "of operations that ended or were retired"),
)


def html(report: Report) -> str:
    """Show a report as a page.

    The page allows itself its own style and its own script, by their hashes, and nothing else: whatever a
    ledger has in it, nothing of it is run or fetched.
    """
    style, script = (files(__package__).joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; {_NO_FORMS}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Legacy Chime calls, {report.today}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title(report)}</h1>
<p class="dim">{escape(scope(report))}</p>
</header>
<main>
{"".join(_sections(report))}</main>
<footer>
<p>Made on {report.today} by chime_shim {__version__} from {escape(_named(report.names))}.
Days are those of UTC.</p>
<p>It knows what was called while a ledger was kept.
Code that did not run is found by <code>chime-shim scan</code>.</p>
</footer>
<script>{script}</script>
</body>
</html>
"""


def _named(names: Sequence[str]) -> str:
    rest = [f"{len(names) - _LEDGERS_NAMED:,} more"] if len(names) > _LEDGERS_NAMED else []
    return ", ".join([*names[:_LEDGERS_NAMED], *rest])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sections(report: Report) -> Iterator[str]:
    yield _verdict(report)
    if report.calls:
        yield _figures(report)
        yield _time(report)
        if report.pressing:
            yield f"<h2>Look at these first</h2>\n{pressing_table(report)}"
        yield f"<h2>By operation</h2>\n{operation_table(report)}"
        yield f"<h2>By call site</h2>\n{site_table(report)}"
    if report.comparisons:
        yield f"<h2>Comparisons</h2>\n{comparison_table(report)}"
    if report.hosts:
        yield f"<h2>By host</h2>\n{host_table(report)}"
    yield '<h2>What this rests on</h2>\n<ul class="grounds">'
    yield from (f"<li>{escape(ground)}</li>\n" for ground in grounds(report))
    yield "</ul>\n"


def _verdict(report: Report) -> str:
    safe = report.verdict.safe
    return (
        f'<p class="verdict{" safe" if safe else ""}"><svg viewBox="0 0 24 24" aria-hidden="true">'
        f"{_SAFE if safe else _WAIT}</svg><span>{escape(exit_line(report))}</span></p>\n"
    )


def _figures(report: Report) -> str:
    pressing = sum(tally.calls for tally in report.pressing.values())
    figures = [
        (report.total.calls, "legacy calls", False),
        (len(report.operations), "operations", False),
        (len(report.sites), "call sites", False),
        (pressing, "calls of what ended or was retired", pressing > 0),
        (report.total.failed, "calls failed", report.total.failed > 0),
    ]
    if report.comparisons:
        figures.append((report.mismatches, "replies differed when compared", report.mismatches > 0))
    items = "".join(
        f'<li class="{"alarm" if alarm else "calm"}"><b>{value:,}</b>{text}</li>'
        for value, text, alarm in figures
    )
    return f'<ul class="figures">{items}</ul>\n'


def _time(report: Report) -> str:
    legend = "".join(
        f'<li><svg aria-hidden="true"><rect class="{name}" width="100%" height="100%"/></svg>{text}</li>'
        for name, text in _LEGEND
    )
    return (
        f'<h2>Over time</h2>\n<figure><ul class="legend">{legend}</ul>{burn_down(report.periods)}</figure>\n'
        f"<details><summary>The same as a table</summary>{time_table(report)}</details>\n"
    )
