"""The design system: one colour for a kind everywhere, nothing that the policy forbids."""

import re
from pathlib import Path

import pytest

from replygraph.serve import app
from replygraph.show.words import COLOURS

HERE = Path(app.__file__).parent
CSS = (HERE / "static" / "site.css").read_text(encoding="utf-8")
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


def block(start):
    return CSS[CSS.index(start) :].split("}", 1)[0]


def test_colours_of_kinds_are_those_of_show_in_light_and_dark():
    light, chosen = block(":root {"), block(':root[data-theme="dark"] {')
    system = block(":root:not([data-theme]) {")
    for kind, (bright, dim) in COLOURS.items():
        assert f"--k-{kind}: {bright};" in light
        assert f"--k-{kind}: {dim};" in chosen
        assert f"--k-{kind}: {dim};" in system
        assert f".k-{kind} {{ --c: var(--k-{kind}); }}" in CSS


def test_both_dark_blocks_say_the_same():
    def names(text):
        return re.findall(r"(--[\w-]+): ([^;]+);", text)

    assert names(block(':root[data-theme="dark"] {')) == names(block(":root:not([data-theme]) {"))


def test_every_property_used_is_defined():
    used = set(re.findall(r"var\((--[\w-]+)[,)]", CSS))
    assert used - set(re.findall(r"(--[\w-]+):", CSS)) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style|https?://", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert 'src="/static/' in script or 'type="application/json"' in script
    assert "|safe" not in text
