"""Still pictures and the gallery: well-formed, repeatable, complete."""

from xml.etree import ElementTree as ET

import pytest
from stories import stories

from replygraph.show import exhibits, gallery, svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def shown():
    return exhibits(stories())


def test_gallery_shows_all_an_agency_a_submission_and_a_program(shown):
    assert [exhibit.name for exhibit in shown] == ["agencies", "agency", "submission", "program"]
    assert shown[1].network.title.zh.endswith("局")


def test_pictures_are_svg_with_title_and_labels(shown):
    for exhibit in shown:
        root = ET.fromstring(svg(exhibit.network))
        assert root.find(f"{SVG}title").text == exhibit.network.title.zh
        words = {text.text for text in root.iter(f"{SVG}text")}
        assert {node.label for node in exhibit.network.nodes} & words
    assert "Who works with whom" in svg(shown[0].network, lang="en")


def test_labels_of_a_picture_do_not_cover_each_other(shown):
    root = ET.fromstring(svg(shown[0].network))
    places = [
        (float(text.get("x")), float(text.get("y")), text.text)
        for text in root.iter(f"{SVG}text")
        if text.get("paint-order")
    ]
    for index, (x, y, text) in enumerate(places):
        for ox, oy, other in places[index + 1 :]:
            wide = (len(text) + len(other)) * 11 / 2
            assert abs(x - ox) >= wide or abs(y - oy) >= 11, (text, other)


def test_gallery_writes_the_same_bytes_again(tmp_path):
    gallery(stories(), tmp_path / "one")
    gallery(list(reversed(stories())), tmp_path / "two")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "README.md" in files
    assert len(files) == 9
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
