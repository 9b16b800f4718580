"""Promises of the development letters, with the annotated mentions; the figure may not fall."""

import json
import re

from material import shared
from replygraph.evaluate import Counts
from replygraph.evaluate.oracle import gold_mentions, gold_resolution
from replygraph.evaluate.scoring import normal_name
from replygraph.letter import letters
from replygraph.model import Document
from replygraph.resolve import resolve
from replygraph.statements import commitments

#: the guide's decided case 7 puts the label outside; part of the letters has it inside
LABEL = re.compile(r"[一二三四五六]是|[（(][一二三四五]）|\d\.(?=\d{4}年|\D)")


def test_commitments_labels_aside():
    counts, due = Counts(), Counts()
    folder = shared("gold")
    for path in sorted((folder / "letters").glob("*.txt")):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if not gold["is_reply"]:
            continue
        text = path.read_text(encoding="utf-8")
        [letter] = letters(Document(path.stem, path.name, "0", "text/plain", text))
        resolution = gold_resolution(gold, resolve(letter, gold_mentions(gold)))
        found = {
            (c.span.start, c.span.end, normal_name(c.agency and c.agency.name)): c.due
            for c in commitments(letter, resolution)
        }
        wanted = {}
        for item in gold["commitments"]:
            start, end = item["text"]
            label = LABEL.match(text[start:end])
            start += label.end() if label else 0
            wanted[start, end, normal_name(item["agency"])] = item["due"]
        both = found.keys() & wanted.keys()
        counts.add(len(both), len(found), len(wanted))
        due.add(sum(found[key] == wanted[key] for key in both), len(both), len(both))
    assert counts.f1 >= 0.97
    assert due.f1 >= 0.97
