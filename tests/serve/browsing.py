"""A browser for tests of pages: what went wrong on them, what is too wide, what axe finds."""

from contextlib import contextmanager
from urllib.parse import quote

import pytest

#: elements that scroll in their own box: what stands in them may be wider than the page
BOXES = ".scroll, .go, .here, .columns ol, .stack ol"


@contextmanager
def opened(browser, site, path, *, width=1280, theme="light", **more):
    """Open a page that can reach nothing but the service; fail on errors and requests beyond."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": 860}, color_scheme=theme, **more
    )
    tab = context.new_page()
    wrong, beyond = [], []
    own = f"http://127.0.0.1:{site.port}/"
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    tab.on("dialog", lambda d: (wrong.append("dialog"), d.dismiss()))
    tab.on("request", lambda r: None if r.url.startswith(own) else beyond.append(r.url))
    tab.goto(own.rstrip("/") + quote(path, safe="/%?&=+:#,;@!$'()*~"))
    yield tab
    assert wrong == []
    assert beyond == []
    context.close()


def too_wide(tab):
    """Return what reaches beyond the page to the right, which makes it scroll sideways."""
    return tab.evaluate(
        """boxes => document.documentElement.scrollWidth <= innerWidth ? [] :
        ['page ' + document.documentElement.scrollWidth,
         ...[...document.querySelectorAll('main *, header *, footer *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(boxes))
          .slice(0, 5).map(e => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`)]""",
        BOXES,
    )


def faults(tab):
    """Return the serious and critical faults that axe-core finds, one line each."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    found = axe.Axe().run(tab).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
