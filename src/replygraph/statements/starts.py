"""With which characters a pattern of this step can begin: lets the scanner skip the others."""

from __future__ import annotations

from functools import cache


def _closing(pattern: str, place: int) -> int:
    """Return the place of the bracket that closes the group at ``place``."""
    depth, index = 0, place
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 1
        elif char == "[":
            index = pattern.index("]", index + 2)
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return index
        index += 1
    raise ValueError(f"no closing bracket: {pattern[place:]}")


def _alternatives(pattern: str) -> list[str]:
    parts, start, index = [], 0, 0
    while index < len(pattern):
        char = pattern[index]
        if char == "(":
            index = _closing(pattern, index)
        elif char == "[":
            index = pattern.index("]", index + 2)
        elif char == "|":
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]


def _first(branch: str) -> tuple[str, bool]:
    """Return what characters an alternative can begin with, and whether it can match nothing."""
    found, index = "", 0
    while index < len(branch):
        char = branch[index]
        if char == "^":
            index += 1
            continue
        if char == "(":
            end = _closing(branch, index)
            if branch.startswith(("(?=", "(?!", "(?<"), index):
                index = end + 1
                continue
            inner = [_first(each) for each in _alternatives(branch[index:][3 : end - index])]
            found += "".join(chars for chars, _ in inner)
            if any(empty for _, empty in inner):
                index = end + 1 + (branch[end + 1 : end + 2] in ("?", "*"))
                continue
        elif char == "[":
            end = branch.index("]", index + 2)
            if branch[index + 1] == "^":
                raise ValueError(f"a pattern begins with what is not: {branch}")
            found += branch[index + 1 : end]
        else:
            end = index
            found += char
        if branch[end + 1 : end + 2] not in ("?", "*"):
            return found, False
        index = end + 2
    return found, True


@cache
def starts(pattern: str) -> str:
    """Return the inside of a character class: with what ``pattern`` can begin.

    Knows what the cue patterns use: alternatives, groups, classes, look-arounds, ``?`` and ``*``.
    Raises `ValueError` for a pattern that can match nothing or begins with a negated class.

    >>> starts("(?<!现)将|(?:被)?(?:评|命名)为|[一二]是")
    '将被评命一二'
    """
    branches = [_first(branch) for branch in _alternatives(pattern)]
    if any(empty for _, empty in branches):
        raise ValueError(f"a pattern may match nothing: {pattern}")
    return "".join(chars for chars, _ in branches)
