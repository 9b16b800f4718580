import io
import itertools
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from records import issue, record, seed, survey
from replygraph.errors import QueryError, ReplygraphError, StoreError
from replygraph.identify import identify
from replygraph.store import diff, export, open_store, validate
from replygraph.store.known import known_quads
from replygraph.store.validate import _shared_graphs
from replygraph.vocab import PREFIXES

EIGHT = {
    "深圳市生态环境局",
    "中共深圳市委宣传部",
    "深圳市发展和改革委员会",
    "深圳市科技创新委员会",
    "深圳市教育局",
    "深圳市工业和信息化局",
    "深圳市文化广电旅游体育局",
    "深圳市气象局",
}
WHO = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rg: <https://w3id.org/replygraph/ns#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT ?name ?date ?sentence WHERE {
  ?a rg:jointlySurveys ?x ; rdfs:label ?name .
  ?s rdf:subject ?a ; rdf:predicate rg:jointlySurveys ; rdf:object ?x ; rg:date ?date ;
     rg:evidence ?e .
  ?e nif:anchorOf ?sentence .
}
"""


def built(*records):
    store = open_store(None, write=True)
    store.update(records)
    return store


def dump(store):
    return "".join(store.nquads_sorted())


def test_the_joint_survey_of_the_seed_with_date_and_sentence():
    store = built(seed())
    rows = store.query(WHO).values()
    assert {row["name"] for row in rows} == EIGHT
    assert {row["date"] for row in rows} == {"2021-07-15"}
    assert all("现场调研" in row["sentence"] for row in rows)
    trig = io.BytesIO()
    export(store, "trig", trig)
    plain = Dataset(default_union=True)
    plain.parse(data=trig.getvalue().decode("utf-8"), format="trig")
    again = {(str(n), str(d), str(s)) for n, d, s in plain.query(WHO)}
    assert again == {(r["name"], r["date"], r["sentence"]) for r in rows}


def test_every_triple_stands_in_exactly_one_graph():
    store = built(seed(), survey("a"), issue("b"))
    triples = [line.rsplit(" <", 1)[0] for line in store.quads()]
    assert len(triples) == len(set(triples))


def test_the_bytes_do_not_depend_on_order_or_hash_seed():
    script = (
        "import sys; sys.path.insert(0, 'tests'); from records import *; import hashlib, random\n"
        "from replygraph.store import open_store\n"
        "s = open_store(None, write=True); r = [survey('a'), issue('b'), survey('c', role='co')]\n"
        "random.Random(int(sys.argv[1])).shuffle(r); s.update(r)\n"
        "print(hashlib.sha256(''.join(s.nquads_sorted()).encode()).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, seed],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src", "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def trip(name, date, places, bodies, **more):
    """Return a letter that tells of one survey of several places."""
    claims = [(b, "jointlySurveys", p, date, "done", f"g{p}") for b in bodies for p in places]
    return record(name, [(f"几家单位到{'、'.join(places)}调研。", claims)], **more)


HABITAT, ECOLOGY = "深圳市人居环境委员会", "深圳市生态环境局"
MORE = [
    trip("s1", "2018-05", ("甲村", "乙村"), (HABITAT, "深圳市财政局"), number="1", agency=HABITAT),
    trip("s2", "2018-05", ("乙村", "丙村"), (ECOLOGY, "深圳市财政局"), number="2", agency=ECOLOGY),
    trip("s3", None, ("丙村",), (ECOLOGY, "深圳市财政局", "财政部"), number="3", agency=ECOLOGY),
    trip("s4", "2018", ("丙村",), (ECOLOGY, "深圳市财政局"), number="4", agency="深圳市财政局"),
    record(
        "s5",
        [
            (
                "文化局、旅游局与文广局签约。",
                [("深圳市文化局", "cooperatesWith", "深圳市旅游局", "2019")],
            )
        ],
        number="5",
        agency="深圳市文化和旅游局",
    ),
]
POOL = [
    survey("a"),
    survey("a2", date="2021-10-01"),  # a later version of the same letter
    survey("b", agency="青岚市气象局", role="co"),
    issue("c"),
    issue("d", number="52", session="市政协十届三次会议", title="关于修路的提案"),
    issue("e", number="52", assembly=None, title="关于修路的提案"),
    issue("f", number="52", assembly=None, title=None),
    *MORE,
]
EDITED = {**POOL[3], "category": "B"}
OPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, len(POOL) - 1)),
        st.tuples(st.just("edit"), st.just(3)),
        st.tuples(st.just("remove"), st.integers(0, len(POOL) - 1)),
        st.tuples(st.just("publish"), st.just(0)),
    ),
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(OPS)
def test_adding_replacing_and_removing_give_what_a_rebuild_gives(ops):
    store, kept = open_store(None, write=True), {}
    for what, index in ops:
        given = EDITED if what == "edit" else POOL[index]
        if what in ("add", "edit"):
            store.add([given])
            kept[given["id"]] = given
        elif what == "remove":
            gone = store.record(given["id"])
            if gone:
                same = {"a", "a2"} if given["id"] in ("a", "a2") else {given["id"]}
                store.remove(gone["iri"])
                kept = {name: r for name, r in kept.items() if name not in same}
        else:
            store.publish()
    store.publish()
    assert dump(store) == dump(built(*(kept[name] for name in sorted(kept))))
    letters = list(store.claims())
    known = set(known_quads(letters, identify(letters)))
    own = tuple(f" <{letter.iri}> .\n" for letter in letters)
    assert {line for line in store.quads() if not line.endswith(own)} == known


def test_a_later_version_stands_whatever_came_first():
    early, late = survey("a"), survey("a2", date="2021-10-01")
    one, other = open_store(None, write=True), open_store(None, write=True)
    assert one.update([early, late]).replaced == 1
    assert other.update([late, early]).older == 1
    assert dump(one) == dump(other)
    assert len(one) == 1


def test_copies_of_a_letter_are_one_letter_with_each_source():
    page = survey("a") | {"identity": "words", "source": "https://e.cn/a.html"}
    word = page | {"id": "b", "digest": "00b", "source": "/home/b.docx"}
    again = word | {"id": "c", "source": "/elsewhere/c.docx"}
    query = "SELECT ?s { ?l a rg:Letter ; dcterms:source ?s } ORDER BY ?s"
    dumps = set()
    for told in itertools.permutations([page, word, again]):
        store = open_store(None, write=True)
        report = store.update(told)
        assert (report.added, report.copies, len(store)) == (1, 2, 1)
        sources = [row["s"] for row in store.query(query).values()]
        assert sources == ["b.docx", "c.docx", "https://e.cn/a.html"]
        assert not store.query("SELECT ?l { ?l prov:wasRevisionOf ?v }").rows
        assert store.update(told).unchanged == 3
        dumps.add(dump(store))
    assert len(dumps) == 1
    late = survey("d", date="2021-10-01") | {"identity": "other words"}
    assert store.update([late]).replaced == 1
    rows = store.query("SELECT ?d { ?l prov:wasRevisionOf+ ?v . ?v rg:digest ?d }").values()
    assert len(rows) == 1  # one version, however many copies of it there are


def test_changes_of_national_bodies_have_their_year():
    two = [("原环境保护部与财政部共建。", [("环境保护部", "cooperatesWith", "财政部", "2016")])]
    store = built(record("a", two, agency="生态环境部"))
    changes = store.query(
        "SELECT ?b ?a ?y { ?c org:originalOrganization/rdfs:label ?b ; rg:year ?y ; "
        "org:resultingOrganization/rdfs:label ?a }"
    ).values()
    assert changes == [{"b": "环境保护部", "a": "生态环境部", "y": "2018"}]
    assert len(store.query("SELECT ?l { ?a rg:lineage ?l }").rows) == 2


def test_a_replaced_version_stays_as_iri_and_digest_only():
    early, late = survey("a"), survey("a2", date="2021-10-01")
    store = built(late, early)
    rows = store.query("SELECT ?d { ?l prov:wasRevisionOf ?v . ?v rg:digest ?d }").values()
    assert [row["d"] for row in rows] == [early["digest"]]
    about = store.query("SELECT ?p { ?l prov:wasRevisionOf ?v . ?v ?p ?o }").values()
    assert len(about) == 1


def test_what_the_authority_knows_stands_in_its_graph_with_lineages_and_changes():
    store = built(*MORE)
    graph = "https://w3id.org/replygraph/id/graph/authority"
    about = store.query(
        f"SELECT ?n ?code {{ GRAPH <{graph}> {{ ?a rdfs:label ?n ; rg:verified true ; "
        "rg:divisionCode ?code } } ORDER BY ?n"
    ).values()
    assert {"n": ECOLOGY, "code": "440300"} in about
    assert not any(
        ECOLOGY in line and "label" in line
        for line in store.quads("https://w3id.org/replygraph/id/graph/facts")
    )
    lines = store.query("SELECT ?n { ?a rg:lineage ?l ; rdfs:label ?n . ?l a rg:Lineage }")
    assert {row["n"] for row in lines.values()} == {HABITAT, ECOLOGY}
    changes = store.query(
        "SELECT ?b ?a { ?c a org:ChangeEvent ; org:originalOrganization/rdfs:label ?b ; "
        "org:resultingOrganization/rdfs:label ?a } ORDER BY ?b"
    ).values()
    merged = [{"b": b, "a": "深圳市文化和旅游局"} for b in ("深圳市文化局", "深圳市旅游局")]
    assert {"b": HABITAT, "a": ECOLOGY} in changes
    assert all(change in changes for change in merged)
    store.remove("s5")
    store.publish()
    assert dump(store) == dump(built(*MORE[:4]))


def test_what_is_no_reply_is_counted_and_stored_as_nothing():
    store = open_store(None, write=True)
    report = store.update(
        [survey("a"), {"id": "n", "digest": "0", "is_reply": False, "reason": "news"}]
    )
    assert (report.added, report.skipped, report.seen) == (1, 1, 2)
    assert len(store) == 1


def test_a_record_that_is_none_is_told_and_left_out():
    store = open_store(None, write=True)
    wrong = record("a", [("甲。", [("青岚市教育局", "loves", "清凉行动")])])
    report = store.update([wrong, {"id": "b"}, survey("c")])
    assert report.added == 1
    assert len(report.problems) == 2
    assert "loves" in report.problems[0][0]


def test_letters_that_are_not_public_stay_out_of_a_public_store():
    store = open_store(None, write=True, public_only=True)
    report = store.update([survey("a", public=False), issue("b", public=None)])
    assert (report.withheld, report.added) == (1, 1)


def test_generations_are_published_compared_rolled_back_and_pruned(tmp_path):
    path = tmp_path / "g"
    with open_store(path, write=True) as store:
        store.update([survey("a"), issue("b")])
        first = dump(store)
        assert store.publish() == 1  # nothing changed, nothing published
        reader = open_store(path)
        store.update([{**POOL[3], "id": "b", "category": "C"}, issue("z", number="20210099")])
        assert dump(reader) == first  # a reader keeps what it opened
        store.remove("a")
        assert store.publish() == 3
        changes = diff(path, 1, 3)
        assert len(changes.added) == 1
        assert len(changes.removed) == 1
        assert changes.facts_removed
        assert store.rollback(1) == 4
        assert dump(store) == first
        assert store.prune(2) == (1, 2)
        assert store.generations() == (3, 4)
    with open_store(path) as reader:
        assert dump(reader) == first
        assert [r["id"] for r in reader.records()] == ["a", "b"]
        with pytest.raises(StoreError, match="只读"):
            reader.add([survey("c")])


def test_one_writer_at_a_time(tmp_path):
    with open_store(tmp_path, write=True) as store:
        store.update([survey("a")])
        with pytest.raises(StoreError, match="正在写入"):
            open_store(tmp_path, write=True)
    with open_store(tmp_path, write=True) as store:
        assert len(store) == 1


def test_another_base_is_refused_and_lets_the_graph_go(tmp_path):
    with open_store(tmp_path / "g", base="https://one.example/id/", write=True) as store:
        store.update([survey("a")])
    with pytest.raises(StoreError, match=r"https://one\.example/id/"):
        open_store(tmp_path / "g", base="https://two.example/id/", write=True)
    with open_store(tmp_path / "g", base="https://one.example/id/", write=True) as store:
        assert store.base == "https://one.example/id/"


def test_no_graph_here_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="replygraph build"):
        open_store(tmp_path / "nothing")


@pytest.mark.parametrize("where", ["remove_graphs", "load"])
def test_what_was_acknowledged_before_a_crash_is_published_after_it(tmp_path, where):
    script = (
        "import os, sys; sys.path.insert(0, 'tests'); from records import *\n"
        "from replygraph.store import open_store, engine\n"
        "s = open_store(sys.argv[1], write=True); s.update([survey('a')])\n"
        f"engine.{where} = lambda *a: os._exit(9)\n"
        "s.add([issue('b')]); s.publish()\n"
    )
    env = {"PYTHONPATH": "src", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=env, check=False)
    assert done.returncode == 9
    with open_store(tmp_path) as reader:
        assert len(reader) == 1
    with open_store(tmp_path, write=True) as store:
        assert len(store) == 2
        store.publish()
        assert dump(store) == dump(built(survey("a"), issue("b")))


def test_a_document_is_known_once_all_its_records_are_stored(tmp_path):
    one, other = survey("a"), {**issue("b"), "part": 1}
    other["digest"] = one["digest"]  # two letters in one file
    with open_store(tmp_path, write=True) as store:

        def interrupted():
            yield one
            yield other
            yield issue("c", number="20210099")
            raise KeyboardInterrupt

        store.update([survey("z", number="20219999")], reader="1")
        with pytest.raises(KeyboardInterrupt):
            store.update(interrupted(), reader="1")
        assert not store.known(one["digest"], "1")
        store.update([one, other], reader="1")
        assert store.known(one["digest"], "1")
        assert not store.known(one["digest"], "2")
        store.update([{**one, "category": "C"}])  # edited by hand: the file may be read again
        assert not store.known(one["digest"], "1")
        store.update([one, other], reader="1")
        store.remove("a")
        assert not store.known(one["digest"], "1")


def test_imported_triples_stay_and_stand_once(tmp_path):
    agency = "<https://w3id.org/replygraph/id/agency/青岚市气象局>"
    rg = "https://w3id.org/replygraph/ns#"
    wetland = "<https://w3id.org/replygraph/id/place/河湾湿地>"
    turtle = f"{agency} <{rg}jointlySurveys> {wetland} ; <urn:x:phone> '1' ; <urn:x:at> [] .\n"
    with open_store(tmp_path, write=True) as store:
        store.update([survey("a")])
        report = store.import_rdf(turtle.encode(), "https://example.cn/mine")
        assert (report.added, report.skipped) == (2, 1)
        store.publish()
        assert not any("_:" in line for line in store.quads("https://example.cn/mine"))
        store.remove("a")  # now only the imported graph says so
        store.publish()
        assert len(list(store.quads("https://example.cn/mine"))) == 3
        store.update([survey("a")])
        assert len(list(store.quads("https://example.cn/mine"))) == 2
        assert store.remove("https://example.cn/mine") == 1
        store.publish()
        assert dump(store) == dump(built(survey("a")))
        with pytest.raises(StoreError, match="自己的图"):
            store.import_rdf(b"", "https://w3id.org/replygraph/id/graph/facts")
        with pytest.raises(ReplygraphError, match="无法作为"):
            store.import_rdf(b"<broken", "https://example.cn/mine")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.invalid/> { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE SILENT <http://example.invalid/> { ?s ?p ?o } }",
        "LOAD <file:///etc/hosts>",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ",
        "",
    ],
)
def test_what_is_malformed_or_not_allowed_is_refused(query):
    store = built(survey("a"))
    before = dump(store)
    with pytest.raises(QueryError):
        store.query(query)
    assert dump(store) == before


def test_words_in_names_strings_and_comments_are_no_keywords():
    store = built(survey("a"))
    answer = store.query(
        'SELECT ?from { ?from rdfs:label ?x FILTER(STR(?x) != "SERVICE LOAD") } # INSERT SERVICE\n'
    )
    assert answer.rows


def test_a_graph_that_is_not_there_is_empty_and_from_narrows():
    store = built(survey("a"))
    assert store.query("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }").rows == ()
    facts = "https://w3id.org/replygraph/id/graph/facts"
    some = store.query(f"SELECT (COUNT(*) AS ?n) FROM <{facts}> {{ ?s ?p ?o }}").values()
    every = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()
    assert 0 < int(some[0]["n"]) < int(every[0]["n"])


def test_graphs_stand_apart_where_the_union_is_off(tmp_path):
    data = b"<urn:a> <urn:b> [] , <urn:c> ."
    with open_store(tmp_path, write=True, union=False) as store:
        for graph in ("urn:g", "urn:h"):
            assert store.import_rdf(data, graph).skipped == 0
        store.publish()
    count = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { %s FILTER(isBlank(?o)) }"
    named = count % "GRAPH ?g { ?s ?p ?o }"
    with open_store(tmp_path) as store:
        assert not store.union
        assert store.query(count % "?s ?p ?o").values() == [{"n": "0", "m": "0"}]
        assert store.query(named).values() == [{"n": "2", "m": "2"}]
    with open_store(tmp_path, union=True) as store:
        assert store.query(count % "?s ?p ?o").values() == [{"n": "2", "m": "2"}]
    with open_store(tmp_path, write=True, union=True) as store:
        store.publish()
        assert store.triples() == 3  # <urn:c> stands once


def test_what_is_known_is_checked_a_few_nodes_at_a_time():
    store = built(seed(), survey("a"), issue("b"))
    whole, *none = _shared_graphs(store)
    pages = list(_shared_graphs(store, size=3))
    assert not none
    assert len(pages) > 3
    assert sum(map(len, pages)) == len(whole)
    assert {triple for page in pages for triple in page} == set(whole)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sound_letters_validate(language):
    assert list(validate(built(seed(), survey("a"), issue("b")), language)) == []


def test_problems_name_letter_line_and_place():
    wrong = record(
        "w",
        [("市教育局答复。", []), ("清凉行动印发河湾。", [("清凉行动", "issues", "河湾")])],
        date="去年",
    )
    problems = [str(problem) for problem in validate(built(wrong))]
    assert any("w.txt" in p and "日期写法不合" in p for p in problems)
    assert any("“清凉行动”" in p and "“印发”的主体种类不合" in p for p in problems)
    english = [str(problem) for problem in validate(built(wrong), "en")]
    assert any("is of a kind that it cannot be" in p for p in english)


def test_exports_are_equal_for_equal_stores_and_hold_the_same(tmp_path):
    store = built(survey("a"), issue("b"))
    wanted = len(set(store.quads()))
    for form, parser in (("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")):
        one, other = io.BytesIO(), io.BytesIO()
        export(store, form, one)
        export(built(issue("b"), survey("a")), form, other)
        assert one.getvalue() == other.getvalue()
        read = Dataset()
        read.parse(data=one.getvalue().decode("utf-8"), format=parser)
        assert len(list(read.quads())) == wanted
    export(store, "ttl", tmp_path)
    files = sorted(tmp_path.glob("*.ttl"))
    assert len(files) == 2
    assert "河湾湿地" in files[1].read_text(encoding="utf-8") + files[0].read_text(encoding="utf-8")


def test_a_full_export_has_each_mention_and_point_in_its_words(tmp_path):
    record = seed()
    store = built(record)
    target = io.BytesIO()
    export(store, "trig", target, full=True)
    found = Dataset(default_union=True)
    found.parse(data=target.getvalue().decode("utf-8"), format="trig")
    prefixes = "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in ("nif", "itsrdf", "rg", "rdfs"))
    phrases = found.query(
        prefixes + "SELECT ?b ?e ?t { ?m a nif:Phrase ; nif:beginIndex ?b ; nif:endIndex ?e ; "
        "nif:anchorOf ?t ; nif:referenceContext ?c }"
    )
    words = {(int(b), int(e)): str(t) for b, e, t in phrases}
    assert words == {(m["start"], m["end"]): m["text"] for m in record["mentions"]}
    named = found.query(prefixes + "ASK { ?m itsrdf:taIdentRef/rdfs:label '深圳市气象局'@zh }")
    assert named.askAnswer
    points = list(found.query(prefixes + "SELECT ?p { ?l rg:point ?p . ?p rg:asked ?a }"))
    assert len(points) == len(record["points"])
    export(store, "ttl", tmp_path, full=True)
    assert "nif:Phrase" in next(tmp_path.glob("*.ttl")).read_text(encoding="utf-8")


def test_edited_records_can_be_built_again():
    first = built(survey("a"))
    lines = [json.dumps(r, ensure_ascii=False) for r in first.records()]
    assert dump(built(*map(json.loads, lines))) == dump(first)


def test_a_record_packed_at_another_level_is_the_same_record(tmp_path, monkeypatch):
    with open_store(tmp_path, write=True) as store:
        monkeypatch.setattr("replygraph.store.records._LEVEL", 6)
        store.update([survey("a")])
        monkeypatch.setattr("replygraph.store.records._LEVEL", 1)
        report = store.update([survey("a")])
        assert (report.unchanged, report.seen) == (1, 1)
        assert store.generation == 1
