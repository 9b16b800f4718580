from records import record
from replygraph.claims import bounds, claims
from replygraph.identify import identify


def letter(name, **more):
    return claims(record(name, [("现答复如下。", [])], **more))


def test_the_one_full_submission_that_fits_takes_a_partial_one():
    full = letter("a", number="52", session="市政协十届三次会议", title="关于修路的提案")
    partial = letter("b", number="52", assembly=None, title="关于修路的提案")
    assert identify([full, partial]).same == {partial.submission.iri: full.submission.iri}
    assert identify([partial, full]) == identify([full, partial])


def test_the_same_number_alone_says_nothing():
    full = letter("a", number="52", session="市政协十届三次会议", title="关于修路的提案")
    other = letter("b", number="52", assembly=None, title=None)
    different = letter("c", number="52", assembly=None, title="关于修桥的提案")
    assert identify([full, other, different]).same == {}


def test_two_that_fit_leave_it_apart_with_a_warning():
    one = letter("a", number="52", session="市政协十届三次会议", title="关于修路的提案")
    two = letter(
        "b",
        number="52",
        session="县政协九届一次会议",
        assembly="政协/白石县",
        title="关于修路的提案",
    )
    partial = letter("c", number="52", assembly=None, title="关于修路的提案")
    found = identify([one, two, partial])
    assert found.same == {}
    assert "有 2 件" in found.warnings[0]


def test_a_key_by_the_letters_year_joins_the_one_by_session():
    by_session = letter("a", number="52", session="市政协十届三次会议")
    by_year = letter("b", number="52", agency="青岚市财政局", role="co")
    found = identify([by_session, by_year])
    assert found.same == {by_year.submission.iri: by_session.submission.iri}


def test_bounds_of_dates():
    assert bounds("2024-02") == ("2024-02-01", "2024-02-29", 2024)
    assert bounds("1990/1999") == ("1990-01-01", "1999-12-31", 1990)
    assert bounds("2021-12") == ("2021-12-01", "2021-12-31", 2021)
    assert bounds("2021-13") is None
    assert bounds(None) is None
