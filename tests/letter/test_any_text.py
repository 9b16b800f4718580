"""Whatever the text, spans lie inside it and nothing is raised."""

from hypothesis import given, settings
from hypothesis import strategies as st
from written import document, reply

from replygraph.letter import letters

PIECES = (
    *(
        "关于",
        "提案",
        "建议",
        "的答复",
        "第12号",
        "委员：",
        "代表：",
        "\n",
        "\t",
        "|",
        "《",
        "》",
        "“",
        "”",
    ),
    *(
        "收悉",
        "现答复如下：",
        "一、",
        "（一）",
        "一是",
        "意见建议",
        "办理答复",
        "感谢您",
        "县水利局",
        "2020年6月1日",
    ),
    *(
        "联系人：",
        "张三",
        "0871-1234567",
        "A类",
        "公开",
        "您提出的",
        "，",
        "。",
        "；",
        "　",
        "我局",
        "下一步",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_letters_whose_spans_fit(text):
    for body in (text, reply(body=text)):
        found = letters(document(body))
        assert "".join(x.span.of(body) for x in found) == body
        for letter in found:
            spans = [s for p in letter.points for s in (p.suggestion, p.answer)]
            spans += [zone.span for zone in letter.zones]
            assert all(s.start < s.end and letter.span.covers(s) for s in spans)
            assert all(letter.span.covers(span) for span in letter.private)
