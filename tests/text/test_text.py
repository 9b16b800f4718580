"""Offsets hold through every change of the text; numerals go both ways; dates keep precision."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replygraph import text
from replygraph.model import Span

LETTERLIKE = st.text(
    alphabet=st.sampled_from(
        "我局第号年月日张某答复（）()：；。〔〕类實後乾净２013Aa \u3000\xa0\u200b\t\nshíùù⽂増①㎡〇"
    ),
    max_size=60,
)


@given(st.text(max_size=80))
def test_normal_keeps_the_length_of_any_text(raw: str) -> None:
    assert len(text.normal(raw)) == len(raw)


@given(LETTERLIKE)
def test_normal_done_twice_changes_nothing_more(raw: str) -> None:
    once = text.normal(raw)
    assert text.normal(once) == once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("第０２１号Ａ類　（實現）", "第021号A类 （实现）"),
        ("①㎡：；，", "①㎡：；，"),
        ("乾隆、乾淨、瞭解", "乾隆、干净、了解"),
        ("⽂化⻓廊 増加", "文化长廊 增加"),
        ("一\u2028二", "一\n二"),
        ("增长１２％", "增长12%"),
    ],
)
def test_normal_changes_characters_one_to_one(raw: str, expected: str) -> None:
    assert text.normal(raw) == expected


def test_normal_survives_a_lone_surrogate() -> None:
    assert text.normal("我局\ud800答復") == "我局\ufffd答复"


@given(LETTERLIKE, st.data())
def test_every_span_of_the_squeezed_text_leads_back_to_the_same_words(
    raw: str, data: st.DataObject
) -> None:
    squeezed = text.squeeze(raw)
    start = data.draw(st.integers(0, len(squeezed.text)))
    end = data.draw(st.integers(start, len(squeezed.text)))
    back = squeezed.span(start, end)
    kept = iter(back.of(raw))
    assert all(char in kept for char in squeezed.text[start:end])  # in order, nothing foreign
    if start < end:
        assert raw[back.start] == squeezed.text[start]
        assert raw[back.end - 1] == squeezed.text[end - 1]
        assert squeezed.inverse(back) == Span(start, end)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("张　某 委员", "张某委员"),
        ("第 64 号", "第64号"),
        ("2021 年 7 月 20 日", "2021年7月20日"),
        ("（文化宣传类\n010号）", "（文化宣传类010号）"),
        ("第2014\n0176号", "第20140176号"),
        ("市水务局  2021年", "市水务局  2021年"),
        ("我局\n市财政局", "我局\n市财政局"),
        ("建议\t答复", "建议\t答复"),
        ("落實(shí)到位", "落實到位"),
        ("投资(a)方", "投资(a)方"),
        ("人口5\n3万", "人口5\n3万"),
    ],
)
def test_squeeze_takes_out_what_breaks_names_and_numbers(raw: str, expected: str) -> None:
    assert text.squeeze(raw).text == expected


@given(st.integers(0, 99_999_999))
def test_numerals_read_what_they_spell(number: int) -> None:
    assert text.numeral(text.chinese(number)) == number
    assert text.numeral(str(number)) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两百", 200),
        ("二〇〇八", 2008),
        ("二OO八", 2008),
        ("廿一", 21),
        ("１２", 12),
        ("12万", 120_000),
        ("三千零五", 3005),
        ("百", None),
        ("十百", None),
        ("一二十", None),
        ("万", None),
        ("", None),
        ("三个", None),
    ],
)
def test_numerals_read_or_refuse(written: str, value: int | None) -> None:
    assert text.numeral(written) == value


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2021年9月底", "2021-09"),
        ("２０２３年７月14日", "2023-07-14"),
        ("二O一二年五月二十三日", "2012-05-23"),
        ("二○二一年十月十三日", "2021-10-13"),
        ("10月底", "2021-10"),
        ("今年2月18日", "2021-02-18"),
        ("去年12月", "2020-12"),
        ("21年7月", "2021-07"),
        ("2025年上半年", "2025"),
        ("2026年底", "2026"),
        ("2022年第一季度", "2022"),
        ("9月上中旬", "2021-09"),
        ("1990年代", "1990/1999"),
        ("上世纪90年代", "1990/1999"),
        ("上世纪八九十年代", "1980/1999"),
        ("2020/7/20", "2020-07-20"),
        ("2020.7.20", "2020-07-20"),
        ("2020-07", "2020-07"),
        ("2021-07-20 10:30", "2021-07-20"),
        ("3月5日至9日", "2021-03-05/2021-03-09"),
        ("5-8月", "2021-05/2021-08"),
        ("2013—2015年", "2013/2015"),
        ("2022年9月17日至10月6日", "2022-09-17/2022-10-06"),
        ("11月至次年3月", "2021-11/2022-03"),
        ("201096", "2010-09-06"),
        ("20210713", "2021-07-13"),
        ("2021年\n7月 20 日", "2021-07-20"),
        ("2021", None),
        ("2021年2月30日", None),
        ("13月", None),
        ("0二十六日", None),
        ("近年来", None),
        ("", None),
    ],
)
def test_dates_keep_the_precision_written(written: str, edtf: str | None) -> None:
    assert text.dates.parse(written, reference="2021-10-13") == edtf


def test_a_date_without_year_needs_a_reference() -> None:
    assert text.dates.parse("5月") is None


DAYS = st.dates(dt.date(1949, 10, 1), dt.date(2099, 12, 31))


@given(DAYS)
def test_dates_are_read_in_every_way_of_writing(day: dt.date) -> None:
    iso = day.isoformat()
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{day.year}")
    chinese = f"{year}年{text.chinese(day.month)}月{text.chinese(day.day)}日"
    for written in (
        iso,
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        chinese,
        chinese.replace("〇", "O"),
    ):
        assert text.dates.parse(written) == iso


@given(DAYS)
def test_a_damaged_date_is_restored_rightly_or_not_at_all(day: dt.date) -> None:
    glued = f"{day.year}{day.month}{day.day}"
    assert text.dates.restore_date(glued) in {day.isoformat(), None}
    assert text.dates.restore_date(f"{day:%Y%m%d}") == day.isoformat()


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        ("202285", "2022-08-05"),
        ("2023518", "2023-05-18"),
        ("2025310", "2025-03-10"),
        ("2017329", "2017-03-29"),
        ("2017112", None),
        ("202211", None),
        ("20225", "2022-05"),
        ("2020", "2020"),
        ("2020 7 20", "2020-07-20"),
        ("2017年329日", "2017-03-29"),
        ("23610132", None),
        ("二十六日", None),
    ],
)
def test_damaged_dates(written: str, restored: str | None) -> None:
    assert text.dates.restore_date(written) == restored


@given(LETTERLIKE)
def test_sentences_cover_all_but_blanks_in_order(raw: str) -> None:
    found = text.sentences(raw)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = "".join(span.of(raw) for span in found)
    assert [c for c in covered if c not in " \t\n\u3000\xa0\u200b"] == [
        c for c in raw if c not in " \t\n\u3000\xa0\u200b"
    ]


def test_sentences_look_only_inside_their_span() -> None:
    raw = "第一句。第二句；第三句"
    assert [s.of(raw) for s in text.sentences(raw, Span(4, 8))] == ["第二句；"]
    assert text.sentences(raw, Span(0, 0)) == []
