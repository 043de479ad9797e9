"""The tables of the page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ._columns import printable
from ._fate import fate_of
from ._tally import day_of
from ._wording import failures, number, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ._model import Report, Site
    from ._tally import Tally

_SITES_NAMED = 5
_TOOLS = """<div class="tools" id="tools" hidden>
<input id="words" type="search" placeholder="Filter: file, function, operation, error"
 aria-label="Filter call sites">
<select id="fate" aria-label="What became of the operation"><option value="">ended, retired and moved</option>
<option>ended</option><option>retired</option><option>moved</option><option>unknown</option></select>
<output id="count" class="dim" for="words fate"></output>
</div>
"""
_MORE = """<p class="more-row" hidden><button class="more" id="more" type="button">Show 1,000 more</button>
<button class="more" id="all" type="button">Show all</button></p>
"""


def escape(text: str) -> str:
    """Make text of a ledger's into HTML, without what disturbs the text around it."""
    return html.escape(printable(text))


def pressing_table(report: Report) -> str:
    """Show the operations that ended or were retired, and who calls them."""
    rows = (
        [
            _operation(operation, fate_of(operation).text),
            "".join(_named_sites(report, operation)),
            _n(tally.calls),
            _n(tally.failed),
            _d(tally),
        ]
        for operation, tally in report.pressing.items()
    )
    caption = "What AWS ended works only as long as the service answers; what it retired has no successor."
    header = ["Operation", "Call sites", "n:Calls", "n:Failed", "d:Last call"]
    return _table(header, rows, caption, name="pressing")


def operation_table(report: Report) -> str:
    """Show all operations."""
    most = max(tally.calls for tally in report.operations.values())
    rows = (
        [
            _operation(operation, fate_of(operation).text),
            f'<td class="n">{tally.calls:,}{_bar(tally.calls / most)}',
            _n(tally.failed, failures(tally)),
            _n(len(tally.sites)),
            _n(len(tally.hosts)),
            _d(tally),
        ]
        for operation, tally in report.operations.items()
    )
    header = ["Operation", "n:Calls", "n:Failed", "n:Call sites", "n:Hosts", "d:Last call"]
    caption = "What ended or was retired comes first, then what is called most."
    return _table(header, rows, caption, name="operations", sortable=True)


def site_table(report: Report) -> str:
    """Show all call sites, with a filter for when they are many."""
    rows = (
        [
            _place(site),
            f"<td>{_name(site.operation)} {_tag(site.operation)}",
            _n(tally.calls),
            _n(tally.failed, failures(tally)),
            _n(len(tally.hosts)),
            f'<td class="d">{day_of(tally.first)}',
            _d(tally),
        ]
        for site, tally in report.sites.items()
    )
    header = ["Call site", "Operation", "n:Calls", "n:Failed", "n:Hosts", "d:First call", "d:Last call"]
    caption = f"{number(len(report.sites), 'line')} of code that called a legacy operation."
    return f"{_TOOLS}{_table(header, rows, caption, name='sites', sortable=True)}{_MORE}"


def host_table(report: Report) -> str:
    """Show where calls were made."""
    rows = (
        [
            f'<th scope="row">{escape(host)}{_small(report.remark_on(life))}',
            _n(calls.calls),
            _n(len(calls.sites)),
            _n(life.began),
            _n(life.ended),
            f'<td class="d">{life.first}',
            f'<td class="d">{life.last}',
        ]
        for host, (calls, life) in report.hosts.items()
    )
    header = ["Host", "n:Calls", "n:Call sites", "n:Processes", "n:Clean ends", "d:First sign", "d:Last sign"]
    caption = "Machines, containers and Lambda functions that kept a ledger."
    return _table(header, rows, caption, name="hosts", sortable=True)


def comparison_table(report: Report) -> str:
    """Show what comparing old and new gave."""
    rows = (
        [
            _place(site),
            f"<td>{_name(site.operation)}",
            _n(tally.outcomes["mismatch"]),
            _n(tally.calls),
            f"<td>{escape(outcomes(tally.outcomes))}",
            _d(tally),
        ]
        for site, tally in report.comparisons.items()
    )
    header = ["Call site", "Operation", "n:Mismatches", "n:Compared", "Outcomes", "d:Last"]
    caption = "Replies of the old endpoint and of the successor, side by side."
    return _table(header, rows, caption, name="comparisons", sortable=True)


def time_table(report: Report) -> str:
    """Show what the drawing shows."""
    rows = (
        [f'<th scope="row" class="d">{it.day}', _n(it.calls), _n(it.pressing), _n(it.sites)]
        for it in report.periods
    )
    header = ["d:From", "n:Calls", "n:Of what ended or was retired", "n:Call sites"]
    return _table(header, rows, "Calls over time.", name="periods")


def _table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    *,
    name: str,
    sortable: bool = False,
) -> str:
    """Lay out cells; a header may begin with "n:" (numbers) or "d:" (days).

    The style has the headers again, by ``name``, for where there is no room for columns.
    """
    heads = "".join(_head(*text.rpartition(":")[::2]) for text in header)
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    attributes = f' id="{name}" class="{name}{" sortable" * sortable}"'
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table{attributes}>'
        f"<caption><span>{escape(caption)}</span></caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>"
        "</table></div>\n"
    )


def _head(kind: str, text: str) -> str:
    return f'<th scope="col" class="{kind or "t"}">{text}</th>'


def _operation(operation: str, text: str) -> str:
    return f'<th scope="row">{_name(operation)} {_tag(operation)}<small>{escape(text)}</small>'


def _name(operation: str) -> str:
    return f"<code>{_by_words(operation)}</code>"


def _by_words(name: str) -> str:
    # Long names break where a word begins.
    return re.sub("(?<=[a-z])(?=[A-Z])", "<wbr>", escape(name))


def _tag(operation: str) -> str:
    kind = fate_of(operation).kind
    return f'<span class="tag {kind}">{kind}</span>'


def _place(site: Site) -> str:
    return f'<th scope="row">{_path(site)}<small>{escape(site.function)}</small>'


def _path(site: Site) -> str:
    # Long paths break before a directory, a file and a line.
    return f"<code>{re.sub('(?<=[/])|(?=[:])', '<wbr>', escape(site.place))}</code>"


def _named_sites(report: Report, operation: str) -> Iterator[str]:
    yield "<td>"
    sites = [site for site in report.sites if site.operation == operation]
    yield "<br>".join(_path(site) for site in sites[:_SITES_NAMED])
    if len(sites) > _SITES_NAMED:
        yield f"<small>and {len(sites) - _SITES_NAMED:,} more below</small>"


def _n(value: int, text: str = "") -> str:
    return f'<td class="n">{value:,}{f"<small>{_by_words(text)}</small>" if text else ""}'


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _d(tally: Tally) -> str:
    return f'<td class="d">{tally.last_day if tally.calls else ""}'


def _bar(share: float) -> str:
    return f'<svg class="bar" aria-hidden="true"><rect width="{share * 100:.1f}%" height="100%"/></svg>'
