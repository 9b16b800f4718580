"""Letters in the shapes that publishers and agencies of every level give them.

`variants.txt` has whole letters, `heads.txt` heads, `habits.txt` what offices of each kind do
with the fields of head and sign-off, `look_alikes.txt` what offices publish beside
their replies. A block of a file is ``=== name``, the fields that are expected, ``---`` and the
text. ``-`` is None or nothing, the reason ``any`` is open to doubt, names are joined with 、, a
point is ``suggestion => first…last of the answer``.
"""

from pathlib import Path

import pytest
from written import read_text

TRUTH = {"yes": True, "no": False, "-": None}


def _cases(file):
    source = Path(__file__).with_name(file).read_text(encoding="utf-8")
    for block in source.split("=== ")[1:]:
        head, text = block.split("\n---\n", 1)
        name, *fields = head.split("\n")
        yield name, [field.split(": ", 1) for field in fields], text.rstrip("\n")


FILES = ("variants.txt", "heads.txt", "habits.txt", "look_alikes.txt")
CASES = [case for file in FILES for case in _cases(file)]


def _found(letter, name):
    value = getattr(letter, name)
    if name == "addressees":
        return "、".join(value) or "-"
    if name == "contact":
        return f"{value.name}|{value.phone}" if value else "-"
    if name == "feedback":
        return f"{value.contacted}|{value.opinion}" if value else "-"
    return value


def _points(letter):
    return [(p.suggestion.of(letter.text), p.answer.of(letter.text)) for p in letter.points]


def _same_point(found, wanted):
    suggestion, answer = found
    first, _, last = wanted[1].partition("…")
    return suggestion == wanted[0] and answer.startswith(first) and answer.endswith(last)


@pytest.mark.parametrize(("fields", "text"), [x[1:] for x in CASES], ids=[x[0] for x in CASES])
def test_letter_is_read_right(fields, text):
    letter = read_text(text)
    if any(key == "reason" for key, _ in fields):
        assert not letter.is_reply
        assert dict(fields)["reason"] in (letter.reason, "any")
        return
    assert letter.is_reply, letter.reason
    expected = {k: TRUTH.get(v, v) if k != "addressees" else v for k, v in fields if k != "point"}
    expected = {
        k: "-" if v is None and k in ("contact", "feedback") else v for k, v in expected.items()
    }
    assert {key: _found(letter, key) for key in expected} == expected
    points = [tuple(v.split(" => ")) for k, v in fields if k == "point"]
    if points:
        found = _points(letter)
        assert len(found) == len(points), found
        assert all(_same_point(a, b) for a, b in zip(found, points, strict=True)), found
