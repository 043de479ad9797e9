"""The burn-down: calls over time, and the call sites that made them, as a drawing in SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._model import Period

_HEIGHT, _SITES_HEIGHT = 180, 70
_TOP, _GAP = 16, 34
_STEPS = (1, 2, 5)


def burn_down(periods: Sequence[Period]) -> str:
    """Draw the time line: as wide as there is room, with text that keeps its size.

    Lengths along the time are percentages for that reason, and heights are pixels. The values of the lines
    are in a drawing of their own beside it, where no bar covers them.
    """
    sites_top = _TOP + _HEIGHT + _GAP
    bottom = sites_top + _SITES_HEIGHT
    scales = [
        (max(period.calls for period in periods), _TOP, _HEIGHT),
        (max(period.sites for period in periods), sites_top, _SITES_HEIGHT),
    ]
    return (
        f'<div class="drawing"><svg role="img" aria-labelledby="drawn" height="{bottom + 22}">'
        f'<title id="drawn">{_summary(periods)}</title>'
        f"{''.join(_lines(*scale) for scale in scales)}"
        f'<text x="0" y="{sites_top - 8}">call sites that made them</text>'
        f"{''.join(_bars(periods, sites_top))}{_days(periods, bottom)}</svg>"
        f'<svg class="scale" aria-hidden="true" height="{bottom + 22}">'
        f"{''.join(_values(*scale) for scale in scales)}</svg></div>"
    )


def _summary(periods: Sequence[Period]) -> str:
    first, last = periods[0], periods[-1]
    return "; ".join(
        f"{number(it.calls, 'call')} from {number(it.sites, 'call site')} {when}, {it.day}"
        for it, when in ((first, "at first"), (last, "at last"))
    )


def _bars(periods: Sequence[Period], sites_top: int) -> Iterator[str]:
    step = 100 / len(periods)
    most_calls = max(period.calls for period in periods)
    most_sites = max(period.sites for period in periods)
    for index, period in enumerate(periods):
        place = f'x="{index * step + step * 0.1:.3f}%" width="{step * 0.8:.3f}%"'
        moved = _length(period.moved, most_calls, _HEIGHT)
        pressing = _length(period.pressing, most_calls, _HEIGHT)
        sites = _length(period.sites, most_sites, _SITES_HEIGHT)
        base, sites_base = _TOP + _HEIGHT, sites_top + _SITES_HEIGHT
        yield (
            f'<g class="period"><title>{period.day}: {number(period.calls, "call")}, '
            f"{period.pressing:,} of them ended or retired; {number(period.sites, 'call site')}</title>"
            f'<rect class="target" x="{index * step:.3f}%" width="{step:.3f}%" y="{_TOP}" '
            f'height="{sites_base - _TOP}"/>'
            f'<rect class="pressing-bar" {place} y="{base - pressing:.1f}" height="{pressing:.1f}"/>'
            f'<rect class="moved-bar" {place} y="{base - pressing - moved:.1f}" height="{moved:.1f}"/>'
            f'<rect class="sites-bar" {place} y="{sites_base - sites:.1f}" height="{sites:.1f}"/></g>'
        )


def _length(value: int, most: int, height: int) -> float:
    # What is not nothing is seen.
    return max(1.5, value / most * height) if value else 0


def _lines(most: int, top: int, height: int) -> str:
    return "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        for _, y in [*_places(most, top, height), (0, top + height)]
    )


def _values(most: int, top: int, height: int) -> str:
    return "".join(
        f'<text x="100%" y="{y + 4:.1f}" text-anchor="end">{_short(tick)}</text>'
        for tick, y in _places(most, top, height)
    )


def _places(most: int, top: int, height: int) -> list[tuple[int, float]]:
    """Give the values that have a line, and where."""
    return [(tick, top + height - tick / most * height) for tick in _ticks(most, height)]


def _ticks(most: int, height: int) -> list[int]:
    """Choose up to three round values, none above ``most``, that are far enough apart for their texts."""
    wanted = 3 if height >= _HEIGHT else 2
    magnitude = 1
    while True:
        for factor in _STEPS:
            step = factor * magnitude
            if most // step <= wanted:
                return list(range(step, most + 1, step))
        magnitude *= 10


def _short(value: int) -> str:
    for limit, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= limit:
            return f"{value / limit:g}{letter}"
    return str(value)


def _days(periods: Sequence[Period], bottom: int) -> str:
    shown = [(0, "start"), (len(periods) // 2, "middle"), (len(periods) - 1, "end")]
    shown = shown if len(periods) > len(shown) else shown[:1]
    places = {"start": "0", "middle": f"{(len(periods) // 2 + 0.5) * 100 / len(periods):.3f}%", "end": "100%"}
    return "".join(
        f'<text x="{places[anchor]}" y="{bottom + 18}" text-anchor="{anchor}">{periods[index].day}</text>'
        for index, anchor in shown
    )
