"""Whether the text of a page can be read on its ground."""

from __future__ import annotations

import json

# The contrast that WCAG 2.1 asks of text, level AA.
CONTRAST = 4.5

_TEXT = "h1,h2,p,li,b,th,td,small,caption,code,.tag,summary,button"
_FOUND = """
(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const node of document.querySelectorAll(SELECTOR)) {
    if (!node.getClientRects().length) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const name = node.tagName.toLowerCase() + (node.className ? "." + node.className : "");
    found[name] = Math.min(found[name] || 99, (a + 0.05) / (b + 0.05));
  }
  return found;
})()
"""


def contrasts(browser, selector=_TEXT):
    """Return the least contrast of each kind of element that is shown."""
    return browser.value_of(_FOUND.replace("SELECTOR", json.dumps(selector)))
