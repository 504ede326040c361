"""Bars as SVG, without a library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

ROW, LEFT, WIDTH = 26, 130, 300


def bars(groups: Mapping[str, Mapping[str, float]]) -> str:
    """One group of bars below the other, each with its own scale."""
    shapes, y = list[str](), 10
    for title, values in groups.items():
        shapes.append(f'<text x="10" y="{y + 16}" font-weight="bold">{escape(title)}</text>')
        y += ROW
        shapes += drawn(values, y)
        y += ROW * len(values) + 10
    size = f'width="{LEFT + WIDTH + 90}" height="{y}"'
    style = 'font-family="sans-serif" font-size="13" fill="#333"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(shapes) + "\n</svg>\n"


def drawn(values: Mapping[str, float], y: int) -> Iterator[str]:
    most = max(values.values(), default=0) or 1
    for number, (name, value) in enumerate(values.items()):
        top = y + ROW * number
        length = WIDTH * value / most
        yield f'<text x="20" y="{top + 16}">{escape(name)}</text>'
        yield f'<rect x="{LEFT}" y="{top + 3}" width="{length:.1f}" height="17" fill="#4a7ba6"/>'
        yield f'<text x="{LEFT + length + 6:.1f}" y="{top + 16}">{value:.0f}</text>'
