"""A letter of several in a file is read as if it stood alone."""

from replygraph.letter import letters
from replygraph.mentions import mentions
from replygraph.model import Document

FIRST = """白石县水利局关于县政协九届三次会议第12号提案的答复
李明委员：
您提出的《关于修渠的提案》收悉，现答复如下：
2020年，我局会同县财政局实施“清水入户”工程，修渠3公里。
白石县水利局
2020年6月1日
"""
SECOND = """榕江县教育局关于县人大三次会议第7号建议的答复
孟凡代表：
您提出的《关于建设食堂的建议》收悉，现答复如下：
2021年5月，我局在榕江举办第三届校园美食节，县卫生健康局派员指导。
榕江县教育局
2021年6月1日
"""


def _mentions(text: str) -> list[list[tuple[int, int, str, str]]]:
    document = Document("t", "t.txt", "0", "text/plain", text)
    return [
        [(m.span.start, m.span.end, m.type, m.text) for m in mentions(letter)]
        for letter in letters(document)
    ]


def test_two_letters_in_one_file_have_the_mentions_each_has_alone():
    [first], [second] = _mentions(FIRST), _mentions(SECOND)
    both = _mentions(FIRST + SECOND)
    moved = [(a + len(FIRST), b + len(FIRST), kind, text) for a, b, kind, text in second]
    assert both == [first, moved]
