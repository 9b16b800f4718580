"""How characters are read."""

from replygraph.resources import pinyin
from replygraph.resources.compile import compiled_readings


def test_the_packaged_readings_are_those_of_the_sources():
    assert compiled_readings() == pinyin.FILE.read_bytes(), "run: make generate"


def test_readings_of_places_come_first():
    read = pinyin.readings()
    first = {char: read[char][0] for char in "厦重长蚌莞"}
    assert first == {"厦": "xia", "重": "chong", "长": "chang", "蚌": "beng", "莞": "guan"}
    assert "lu" in read["六"]
    assert "yue" in read["乐"]


def test_every_common_character_has_a_reading():
    read = pinyin.readings()
    missing = [code for code in range(0x4E00, 0x9FA6) if chr(code) not in read]
    assert len(missing) < 20  # signs of units that nobody reads
    assert all(one.isascii() and one.islower() for several in read.values() for one in several)
