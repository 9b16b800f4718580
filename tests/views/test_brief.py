"""What a report tells: figures that can be counted again, sentences with their letters."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "show"))
from stories import stories

from replygraph.errors import ReplygraphError, UsageError
from replygraph.views import Ref, acts, brief, by_lineage, corpus, ties

AGENCY, REGION, PROGRAM = "青岚市生态环境局", "青岚市", "青岚市美丽河湖示范工程"


@pytest.fixture(scope="module")
def found():
    return by_lineage(corpus(stories()))


def figure(made, word):
    return next(number for number, text in made.figures if word in text.en)


def test_report_on_an_agency_counts_its_partners_and_acts(found):
    made = brief(found, AGENCY)
    assert (made.title, made.sort.zh) == (AGENCY, "机构")
    shared = acts(found)
    body = next(t.id for t in found.things.values() if t.name == AGENCY)
    assert figure(made, "partner") == sum(body in (t.a, t.b) for t in ties(found, shared))
    assert figure(made, "joint acts") == sum(body in act.agencies for act in shared)
    assert "按沿革" in made.lead.zh
    assert {"partners", "parts"} <= {table.name for table in made.tables}


def test_report_on_a_region_stays_in_the_region(found):
    made = brief(found, REGION)
    assert made.sort.zh == "地区"
    (pairs,) = (table for table in made.tables if table.name == "pairs")
    assert all(row[0].startswith(REGION) and row[1].startswith(REGION) for row in pairs.rows)
    assert figure(made, "pairs within") >= len(pairs.rows)
    assert all(node.name.startswith(REGION) for node in made.network.nodes)


def test_report_on_a_program_names_who_has_a_part(found):
    made = brief(found, PROGRAM)
    assert made.sort.zh == "项目"
    (parts,) = (table for table in made.tables if table.title.zh == "谁参与")
    assert any(row[0].endswith("局") for row in parts.rows)


@pytest.mark.parametrize("name", [AGENCY, REGION, PROGRAM, "20221022", "2022年青岚市青少年环保节"])
def test_every_sentence_and_row_leads_to_a_letter_that_is_listed(found, name):
    made = brief(found, name)
    texts = {record["id"]: record["text"] for record in stories()}
    assert made.letters
    assert made.sayings
    for saying in made.sayings:
        (number,) = saying.ref.numbers
        card = made.letters[number - 1]
        assert saying.quote.letter == card.key
        assert saying.quote.text in texts[card.id]
    refs = [cell for table in made.tables for row in table.rows for cell in row]
    used = {n for cell in refs if isinstance(cell, Ref) for n in cell.numbers}
    assert used <= set(range(1, len(made.letters) + 1))


def test_numbers_of_letters_run_as_one_reads(found):
    first = [s.ref.numbers[0] for s in brief(found, AGENCY).sayings]
    seen = list(dict.fromkeys(first))
    assert seen == sorted(seen)


def test_what_nothing_or_several_bear_is_said(found):
    with pytest.raises(ReplygraphError, match="没有的局"):
        brief(found, "没有的局")
    with pytest.raises(UsageError):
        brief(found, "市民政局")
