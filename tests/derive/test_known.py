import pytest

from replygraph.derive.authority import known, lines


def told(place, *names):
    agencies = {f"https://w3id.org/replygraph/id/agency/{n}": known("AGENCY", n) for n in names}
    return lines(place, {name: found for name, found in agencies.items() if found})


@pytest.mark.parametrize(
    ("kind", "name", "level", "code"),
    [
        ("AGENCY", "财政部", "national", "0"),
        ("AGENCY", "浙江省水利厅", "province", "330000"),
        ("AGENCY", "绍兴市水利局", "prefecture", "330600"),  # a county of the name is gone
        ("AGENCY", "成都市新都区教育局", "county", "510114"),
        ("AGENCY", "中共深圳市委宣传部", "prefecture", "440300"),
        ("AGENCY", "政协绍兴市委员会提案委员会", "prefecture", "330600"),
        ("AGENCY", "凤凰县人民政府", "county", "433123"),
        ("PLACE", "深圳市龙岗区", "county", "440307"),
    ],
)
def test_known_bodies_and_places_have_level_and_code(kind, name, level, code):
    found = known(kind, name)
    assert (found.level, found.code) == (level, code)


@pytest.mark.parametrize("name", ["青岚市教育局", "深圳市奇怪事务局", "教育局", "深圳市"])
def test_what_the_file_does_not_know_is_not_guessed(name):
    assert known("AGENCY", name) is None


def test_renames_make_a_lineage_mergers_and_absorptions_do_not():
    (line,) = told("440300", "深圳市人居环境委员会", "深圳市生态环境局")
    assert line.label == "深圳市人居环境委员会—深圳市生态环境局"
    assert len(line.changes) == 1
    (merged,) = told("440300", "深圳市文化局", "深圳市旅游局", "深圳市文化和旅游局")
    assert (merged.iri, merged.members, len(merged.changes)) == ("", (), 2)
    (taken,) = told("440300", "深圳市法制办公室", "深圳市司法局")  # 司法局 was there before
    assert not taken.iri


def test_a_county_that_became_a_district_keeps_its_line():
    before, after = known("PLACE", "昌平县"), known("PLACE", "北京市昌平区")
    assert before.root == after.root
    assert known("PLACE", "北京市崇文区").root != known("PLACE", "北京市东城区").root
    (line,) = told(before.root, "昌平县水利局", "北京市昌平区水利局")
    assert len(line.members) == 2
