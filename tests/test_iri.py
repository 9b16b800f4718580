import unicodedata

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replygraph import iri

names = st.text(min_size=1, max_size=40)


@given(names)
def test_a_segment_is_lawful_and_stable(name):
    try:
        once = iri.segment(name)
    except ValueError:
        return
    assert iri.segment(once) == once or "%" in once
    assert not any(char.isspace() for char in once)
    assert unicodedata.normalize("NFC", once) == once
    assert "/" not in once
    assert once not in {".", ".."}
    assert once[0] != "~" or len(once) > 1
    full = iri.check(iri.event(name))
    assert pyoxigraph.NamedNode(full).value == full
    quad = f"<{full}> <{iri.NS}x> <{full}> ."
    assert list(pyoxigraph.parse(quad, format=pyoxigraph.RdfFormat.N_TRIPLES))


@given(st.text(alphabet="深圳市（）()〔〕[]“”\"' \u3000\u200b—-20A", max_size=12))
def test_brackets_quotes_and_blanks_never_tell_two_names_apart(name):
    plain = name.replace("（", "(").replace("）", ")").replace("“", "").replace("\u3000", "")
    try:
        wanted = iri.segment(plain)
    except ValueError:
        return
    got = iri.segment(name)
    assert got.replace("_", "") == wanted.replace("_", "")


def test_printers_variants_of_a_name_give_one_iri():
    assert iri.document("深环函〔2021〕5号") == iri.document("深环函[2021]5号")
    assert iri.document("深环函〔2021〕5号") == iri.document("深环函（２０２１）5 号")
    assert iri.event("“绿韵悠扬”主题活动") == iri.event("绿韵悠扬主题活动")
    assert iri.segment("Smart City 论坛") == "Smart_City论坛"
    assert iri.segment("GB/T 2260") == "GB／T_2260"


def test_nothing_left_is_refused():
    for name in ("", "  ", "“”", "\u200b", "~"):
        with pytest.raises(ValueError, match="no name left"):
            iri.segment(name)
    assert iri.segment("..") == "．．"


@pytest.mark.parametrize(
    ("session", "key"),
    [
        ("市政协三届四次会议", "3-4"),
        ("政协青岚市第三届委员会第四次会议", "3-4"),
        ("政协第十二届全国委员会第三次会议", "12-3"),
        ("第十三届全国人民代表大会第四次会议", "13-4"),
        ("区十六届人大一次会议", "16-1"),
        ("自治区政协第二十届第十次全体会议", "20-10"),
        ("2021年大会", "2021年大会"),
    ],
)
def test_a_session_is_its_term_and_sitting(session, key):
    assert iri.session_key(session) == key


def test_a_partial_submission_stays_apart():
    one = iri.submission(None, "县十届三次会议", "52", apart="aaaa")
    other = iri.submission(None, "县十届三次会议", "52", apart="bbbb")
    assert one != other
    assert iri.is_partial(one)
    assert not iri.is_partial(iri.submission("人大/白石县", "县十届三次会议", "52"))
    with pytest.raises(ValueError, match="keeps it apart"):
        iri.submission("人大/白石县", None, "52")
    with pytest.raises(ValueError, match="number or a title"):
        iri.submission("人大/白石县", "县十届三次会议", None)


def test_a_number_with_its_year_needs_no_session():
    assert iri.submission("政协/深圳市", "市政协七届一次会议", "20210587") == iri.submission(
        "政协/深圳市", None, "20210587"
    )


def test_persons_and_submissions_are_never_known_by_name_alone():
    for kind in ("PERSON", "PROPOSAL"):
        with pytest.raises(ValueError, match="needs a scope"):
            iri.entity(kind, "52")
    with pytest.raises(ValueError, match="names no entity"):
        iri.entity("DATE", "2021")


def test_a_base_of_ones_own_moves_everything():
    base = iri.check_base("https://data.example.cn/id/")
    sub = iri.submission("政协/深圳市", None, "20210587", base=base)
    letter = iri.letter(sub, iri.agency("深圳市水务局"), None, base=base)
    assert letter == base + "letter/政协/深圳市/2021/20210587/深圳市水务局/reply"
    with pytest.raises(ValueError, match="not a base"):
        iri.check_base("https://data.example.cn/id")


@given(names)
def test_check_refuses_what_the_engine_refuses(name):
    text = "http://e.cn/" + name
    try:
        iri.check(text)
    except ValueError:
        return
    assert pyoxigraph.NamedNode(text).value == text


def test_pairs_have_no_direction():
    one, other = iri.agency("甲市教育局"), iri.agency("甲市财政局")
    assert iri.collaboration(one, other) == iri.collaboration(other, one)
    with pytest.raises(ValueError, match="keeps it apart"):
        iri.joint_act("survey", one, None)
