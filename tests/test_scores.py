"""The scores on the annotated letters do not fall below their floors."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from replygraph.cli import group
from replygraph.evaluate import Counts, score

GOLD = Path(__file__).resolve().parents[1] / "data" / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


def digest(folder):
    """Return the SHA-256 of the annotated letters, so that floors name what they hold on."""
    total = hashlib.sha256()
    for path in sorted([*(folder / "letters").glob("*.txt"), *(folder / "gold").glob("*.json")]):
        total.update(path.name.encode("utf-8") + b"\0" + path.read_bytes())
    return total.hexdigest()


def test_the_floors_are_those_of_these_letters():
    assert FLOORS["digest"] == digest(GOLD), "the gold changed: measure again, then pin the floors"


def test_no_score_falls_below_its_floor():
    result = CliRunner().invoke(
        group, ["evaluate", str(GOLD), "--floors", str(GOLD / "floors.json")]
    )
    assert result.exit_code == 0, result.output


def record(**changes):
    base = {
        "id": "a",
        "is_reply": True,
        "kind": "proposal",
        "number": "7",
        "points": [{"suggestion": [0, 2], "answer": [3, 9]}],
        "mentions": [
            {"start": 0, "end": 2, "text": "我局", "type": "AGENCY", "canonical": "青岚市水利局"}
        ],
        "relations": [
            {
                "subject": "青岚市水利局",
                "predicate": "cooperatesWith",
                "object": "青岚市财政局",
                "date": None,
                "modality": "done",
                "evidence": [[0, 9]],
            }
        ],
        "commitments": [],
    }
    return base | changes


def test_a_record_scored_against_itself_is_perfect():
    counts = score([(record(), record())]).counts
    assert {name: c.f1 for name, c in counts.items() if name != "wrong agency links"} == {
        name: 1.0 for name in counts if name != "wrong agency links"
    }


def test_cooperation_has_no_direction_and_a_wrong_type_is_no_hit():
    turned = record()
    turned["relations"] = [
        dict(turned["relations"][0], subject="青岚市财政局", object="青岚市水利局")
    ]
    turned["mentions"] = [dict(turned["mentions"][0], type="ORG")]
    counts = score([(turned, record())]).counts
    assert counts["statements"].f1 == 1
    assert counts["mentions"].f1 == 0


@pytest.mark.parametrize(("right", "predicted", "expected", "f1"), [(0, 0, 0, 1.0), (3, 4, 6, 0.6)])
def test_f1(right, predicted, expected, f1):
    assert Counts(right, predicted, expected).f1 == f1
