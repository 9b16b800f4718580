"""The user's language: Chinese unless the environment clearly asks for another."""

from __future__ import annotations

import os
from functools import cache

from replygraph.errors import Note


@cache
def language() -> str:
    """Return ``zh`` or ``en``: ``REPLYGRAPH_LANG``, else English where the locale names English."""
    asked = os.environ.get("REPLYGRAPH_LANG", "")[:2].lower()
    if asked in ("zh", "en"):
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def told(warning: str) -> str:
    """Return a warning about a file in the user's language, where it has both."""
    return warning.tell(language()) if isinstance(warning, Note) else warning


def say(zh: str, en: str) -> str:
    """Return the wording in the user's language."""
    return en if language() == "en" else zh
