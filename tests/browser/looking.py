"""What must hold of every page as it is seen: nothing for axe to find, nothing too wide, too small or without focus."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LEAST_TARGET = 24  # CSS pixels, WCAG 2.2's 2.5.8

AXE = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
  const found = await axe.run({runOnly: tags, resultTypes: ['violations'], elementRef: false, selectors: false});
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${v.help}: ${node.html}`));
}"""

WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > room + 0.5);
  return wide.map((e) => e.outerHTML.slice(0, 120));
}"""

# Lines are compared by their middles, for tight ones may touch; what sticks to the screen lies over others on purpose.
PRINTED_OVER = """() => {
  const lines = [];
  const sticks = (e) => e && (getComputedStyle(e).position === 'sticky' || sticks(e.parentElement));
  const shut = (e) => e.closest('details:not([open])') && !e.closest('summary');
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, inside = node.parentElement;
    if (!node.data.trim() || inside.closest('.vh, svg, select, template') || shut(inside) || sticks(inside)
      || !inside.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const middle = box.height * 0.3;
      if (box.width > 2) lines.push([box.left + 1, box.right - 1, box.top + middle, box.bottom - middle, node]);
    }
  }
  const over = (a, b) => a[4] !== b[4] && a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3];
  const said = (line) => line[4].data.trim();
  return lines.flatMap((a, n) => lines.slice(n + 1).filter((b) => over(a, b)).map((b) => `“${said(a)}” over “${said(b)}”`));
}"""

# A link within a sentence may be as high as its line.
SMALL = """(least) => {
  const within = (e) => getComputedStyle(e).display === 'inline'
    && e.parentElement.textContent.trim() !== e.textContent.trim();
  const area = (e) => (e.closest('label') ?? e).getBoundingClientRect();
  const small = (e) => Math.min(area(e).width, area(e).height) < least - 0.01;
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')];
  return targets.filter((e) => e.checkVisibility({visibilityProperty: true}) && !within(e) && small(e))
    .map((e) => `${Math.round(area(e).width)} by ${Math.round(area(e).height)}: ${e.outerHTML.slice(0, 120)}`);
}"""

HEADINGS = "() => [...document.querySelectorAll('h1')].filter((e) => e.checkVisibility()).map((e) => e.textContent)"

# An option's ring is drawn by its label, because its input is invisible.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const ring = (e) => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  const top = points.map(([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
  const seen = top.some((e) => e && (at.contains(e) || e.contains(at) && !e.matches('body, html')));
  const ringed = ring(at) || (at.closest('label') && ring(at.closest('label')));
  return {html: at.outerHTML.slice(0, 120), seen, ringed: Boolean(ringed), first: at.matches('.skip')};
}"""


def refuse(found: list[str]) -> None:
    """Fail with what was found, one a line."""
    assert not found, "\n" + "\n".join(found)


def accessible(page: Page) -> None:
    """Axe finds nothing against WCAG 2.2 A and AA or against good practice."""
    if page.evaluate("typeof window.axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    refuse(page.evaluate(AXE))


def fits(page: Page) -> None:
    """The page does not scroll sideways, and no words stand on others; what is too wide or printed over is named."""
    refuse(page.evaluate(WIDE))
    refuse(page.evaluate(PRINTED_OVER))


def tappable(page: Page) -> None:
    """No target is smaller than a finger can hit."""
    refuse(page.evaluate(SMALL, LEAST_TARGET))


def headed(page: Page) -> None:
    """One first heading."""
    headings = page.evaluate(HEADINGS)
    assert len(headings) == 1, headings


def focusable(page: Page, most: int = 80) -> None:
    """The Tab key goes round the page, and what has the focus is ringed and not hidden behind anything."""
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    met: list[str] = []
    while len(met) < most:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None or (at["first"] and met):
            break
        assert at["ringed"], f"no ring: {at['html']}"
        assert at["seen"], f"hidden: {at['html']}"
        met.append(at["html"])
    assert met, "nothing takes the focus"
