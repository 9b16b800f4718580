"""Views count what people judged to be one thing as one."""

from records import record
from replygraph.identify import Judgement
from replygraph.views import corpus


def campaign(name, region, number):
    made = record(
        name,
        [("开展“护蕾”行动。", [("局", "implements", "护蕾行动")])],
        agency=f"{region}民政局",
        number=number,
        assembly=f"政协/{region}",
    )
    return {**made, "region": region}


def test_two_programs_are_one_where_people_say_so():
    letters = (campaign("a", "湘潭市", "20210003"), campaign("b", "衢州市", "20210004"))

    def programs(*judgements):
        things = corpus(letters, judgements=judgements).things.values()
        return sorted(t.id for t in things if t.type == "PROGRAM")

    one, other = programs()
    assert len(programs(Judgement(one, other, "same", "测试", "2024-01-01", "同一项目"))) == 1
