import pytest

from material import ROOT
from records import issue, survey
from replygraph.errors import ReplygraphError
from replygraph.evaluate.identity import b_cubed, identified, read_identity, score_identity


def test_perfect_groups_score_one_whatever_they_are_called():
    gold = {("a", 0, 1): "x", ("b", 0, 1): "x", ("b", 3, 4): "y"}
    assert b_cubed({("a", 0, 1): 7, ("b", 0, 1): 7, ("b", 3, 4): 8}, gold) == (1.0, 1.0, 1.0)


def test_a_mention_that_was_not_found_costs_recall_only():
    gold = {("a", 0, 1): "x", ("b", 0, 1): "x"}
    precision, recall, _ = b_cubed({("a", 0, 1): 1}, gold)
    assert (precision, recall) == (1.0, 0.5)


def test_a_bad_line_is_named(tmp_path):
    path = tmp_path / "identity.csv"
    path.write_text("letter,start,end,entity\na,1,x,y\n", encoding="utf-8")
    with pytest.raises(ReplygraphError, match="第 2 行"):
        read_identity(path)


def test_mentions_of_one_name_are_one():
    found = identified([survey("a"), issue("b")])
    places = [name for place, name in found.items() if place[0] == "a"]
    assert places


def test_the_development_letters_are_brought_together():
    from replygraph.pipeline import extract_one

    root = ROOT / "data" / "gold"
    if not (root / "identity.csv").is_file():
        pytest.skip("not here: data/gold/identity.csv")
    expected = read_identity(root / "identity.csv")
    names = sorted({place[0] for place in expected})
    records = []
    for name in names:
        data = (root / "letters" / f"{name}.txt").read_bytes()
        records += extract_one((f"{name}.txt", data)).records
    assert score_identity(records, expected)[2] >= 0.9
