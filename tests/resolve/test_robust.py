import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from replygraph.mentions import agencies, places
from replygraph.model import Letter, Mention, Span
from replygraph.resolve import resolve
from replygraph.text import normal

WORDS = """
我局|贵委|市|县|区|省|自治区|财政局|发改委|委宣传部|政协|人大|深圳|龙岗区|街道办|镇政府|管委会
|生态环境部|、|和|与|由|会同|（以下简称|）|第三届|四次会议|黄浦|徐汇区政府|我市|中山路|。|中共|民盟|市委会|部门
"""
PIECES = st.sampled_from(WORDS.split("|"))
TYPES = ("AGENCY", "PLACE", "EVENT", "PERSON", "DOCUMENT", "PROPOSAL", "DATE", "ORG")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.sampled_from([None, "深圳市水务局", "市水务局", "教育部"]),
    st.sampled_from(TYPES),
)
def test_any_text_gives_ordered_mentions_and_one_link_each(text, agency, kind):
    letter = Letter("t", "t", "0", 0, text, normal(text), Span(0, len(text)), agency=agency)
    for find in (agencies.find, places.find):
        found = list(find(letter))
        assert all(m.span.of(text) == m.text for m in found)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    mentions = [
        Mention(Span(at, at + 2), text[at : at + 2], kind, "t") for at in range(0, len(text) - 1, 2)
    ]
    resolution = resolve(letter, mentions)
    assert [link.mention for link in resolution.links] == mentions
