"""A store on a server is what a store in a folder is, read and changed over HTTP."""

import json
import re
from collections import Counter
from decimal import Decimal

import pytest
from click.testing import CliRunner
from servers import no_fault, small

from records import issue, record, seed, survey
from replygraph.ask import cookbook, explain, stats
from replygraph.cli import group
from replygraph.errors import MachineError, QueryError, StoreError, UsageError
from replygraph.identify import Judgement
from replygraph.reviews import Correction, Reviews
from replygraph.store import export, open_store, remote_copy, validate
from replygraph.store.remote_sparql import Server

pytestmark = pytest.mark.xdist_group("servers")  # so that each is started once
EDITED = {**issue("b"), "category": "B"}


def dump(store):
    return "".join(store.nquads_sorted())


def built(*records):
    store = open_store(None, write=True)
    store.update(records)
    return store


def written(url, *records, remove=()):
    with open_store(url, write=True) as store:
        report = store.update(records, publish=False)
        for key in remove:
            store.remove(key)
        store.publish()
    return report


def same(url, store):
    """Tell whether the server holds what ``store`` holds, records and all."""
    with open_store(url) as there:
        assert dump(there) == dump(store)
        assert list(there.records()) == list(store.records())
        assert len(there) == len(store)
        assert there.graphs() == store.graphs()
        assert there.triples() == store.triples()
    return True


def by_value(term):
    """Return a term so that 2 and 2.0, or a list in another order, are the same."""
    if term is None:
        return None
    kind = (term.datatype or "").rpartition("#")[2]
    if kind in ("integer", "decimal", "double"):
        return round(Decimal(term.value), 5)
    if "、" in term.value and len(term.value) < 400:
        return tuple(sorted(term.value.split("、")))
    return term.value


def test_what_is_built_is_what_a_folder_would_hold(server, sample, embedded):
    written(server.url, *sample)
    assert same(server.url, embedded)
    with open_store(server.url) as there:
        assert there.generation == 1
        mine, theirs = stats(embedded), stats(there)
        assert {**mine, "generation": 1} == theirs
        assert explain(there, "绍兴市水利局") == explain(embedded, "绍兴市水利局")
        assert list(validate(there)) == []
        first = next(embedded.records())
        assert there.record(first["id"]) == there.record(first["iri"]) == first
        assert there.record("nothing") is None
        # every question of the cookbook
        for asked in cookbook():
            mine, theirs = embedded.query(asked.sparql()), there.query(asked.sparql())
            assert theirs.columns == mine.columns
            rows = [[tuple(map(by_value, row)) for row in a.rows] for a in (mine, theirs)]
            assert Counter(rows[0]) == Counter(rows[1]), asked.name
            assert rows[0] == rows[1], f"order of {asked.name}"


def test_letters_are_replaced_edited_and_removed(server):
    url = server.url
    early, late = survey("a"), survey("a2", date="2021-10-01")
    assert written(url, early, issue("b"), seed()).added == 3
    assert same(url, built(early, issue("b"), seed()))
    assert written(url, late, EDITED).replaced == 2
    assert same(url, built(early, late, EDITED, seed()))
    assert written(url, early).unchanged == 1
    written(url, remove=["a2", "b"])
    assert same(url, built(seed()))
    written(url, issue("b"), survey("c", agency="青岚市气象局", role="co"))
    assert same(url, built(seed(), issue("b"), survey("c", agency="青岚市气象局", role="co")))


def test_another_machine_goes_on_from_what_the_server_keeps(server, machine):
    url, mine = server.url, b'<urn:mine> <urn:says> "\xe7\x94\xb2"@zh, 1 .'
    correction = Correction("b", "category", "set", "B", "甲", "2024-01-01", "复核")
    letters = [survey("a"), survey("a2", date="2021-10-01"), issue("b")]
    local = open_store(None, write=True)
    with open_store(url, write=True) as store:
        for kept in (store, local):
            kept.review(Reviews((correction,), ()))
            kept.update(letters, publish=False)
            kept.import_rdf(mine, "urn:mine#graph")
            kept.publish()
    assert same(url, local)
    machine("second")
    with open_store(url, write=True) as store:
        assert store.reviews().corrections == (correction,)
        assert dump(store) == dump(local)
        for kept in (store, local):
            kept.update([issue("z", number="20210099")], publish=False)
            kept.remove("a2")
            kept.publish()
        assert store.generation == 2
    assert same(url, local)
    machine("first")  # whose copy is not of this state any more
    with open_store(url, write=True) as store:
        for kept in (store, local):
            kept.remove("urn:mine#graph")
            kept.review(Reviews())
            kept.publish()
        assert store.generation == 3
    assert same(url, local)
    with open_store(url) as there:
        assert there.imported() == {}
        assert there.reviews().corrections == ()


def test_long_letters_and_odd_characters_arrive_as_they_are(server):
    sentence = "甲\\乙\"丙'丁\t戊\u2028己\x01庚𠮷①㎡；" * 3000
    odd = record("odd", [(sentence, [("青岚市教育局", "implements", "清凉行动")])])
    written(server.url, odd)
    assert same(server.url, built(odd))


def test_an_answer_that_the_server_cuts_is_refused(server):
    many = "".join(f"<urn:s{i}> <urn:p> {i} .\n" for i in range(10_500)).encode()
    with open_store(server.url, write=True) as store:
        store.update([survey("a")], publish=False)
        store.import_rdf(many, "urn:many")
        store.publish()
    if hasattr(server, "rows"):
        server.rows = 10_000
    try:
        with open_store(server.url) as there:
            pattern = "GRAPH <urn:many> { ?s ?p ?o }"
            with pytest.raises(QueryError, match="10000"):
                there.query(f"SELECT ?s {{ {pattern} }}")
            if not hasattr(server, "rows"):
                with pytest.raises(QueryError, match="10000"):
                    there.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
            assert len(there.query(f"SELECT ?s {{ {pattern} }} LIMIT 5").rows) == 5
            assert sum(1 for _ in there.quads("urn:many")) == 10_500
    finally:
        if hasattr(server, "rows"):
            server.rows = None


def test_malformed_and_refused_queries_are_told_as_ever(server):
    written(server.url, survey("a"))
    with open_store(server.url) as there:
        with pytest.raises(QueryError, match="第 2 行"):
            there.query("SELECT ?a WHERE {\n ?a rdfs:label }")
        with pytest.raises(QueryError, match="SERVICE"):
            there.query("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
        with pytest.raises(QueryError, match="CLEAR"):
            there.query("CLEAR ALL")
        assert there.query("ASK { ?a a rg:Letter }").boolean is True
        assert there.query("ASK { ?a a rg:Nothing }").boolean is False
        made = there.query("CONSTRUCT { ?a a rg:Letter } WHERE { ?a a rg:Letter }")
        assert len(made.triples) == 1
        with pytest.raises(StoreError, match="只读"):
            there.add([survey("c")])
        with pytest.raises(StoreError, match="版本"):
            there.rollback(1)


def test_commands_take_the_address_of_a_server(server, sample, tmp_path):
    run = CliRunner()
    lines = tmp_path / "some.jsonl"
    export_lines(sample[:3], lines)
    done = run.invoke(group, ["build", str(lines), "--store", server.url])
    assert done.exit_code == 0, done.output
    for words in (
        ["stats"],
        ["query", "--name", "collaborations"],
        ["validate"],
        ["export", "--format", "trig", "-o", str(tmp_path / "all.trig")],
        ["view", "-o", str(tmp_path / "n.html")],
    ):
        done = run.invoke(group, [*words, "--store", server.url])
        assert done.exit_code == 0, done.output
    mine = tmp_path / "mine.ttl"
    mine.write_text('<urn:a> <urn:b> "c" .', encoding="utf-8")
    done = run.invoke(group, ["import", str(mine), "--graph", "urn:g", "--store", server.url])
    assert done.exit_code == 0, done.output
    for command in ("generations", "diff", "serve"):
        done = run.invoke(group, [command, "--store", server.url])
        assert done.exit_code == 2
        assert "文件夹" in done.output


def export_lines(records, path):
    lines = (json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    path.write_text("".join(lines), encoding="utf-8")


def test_people_judge_on_a_server_as_in_a_folder(server):
    base = "https://w3id.org/replygraph/id/"
    pair = (f"{base}agency/青岚市教育局", f"{base}agency/青岚市气象局")
    reviews = Reviews((), (Judgement(*pair, "different"),))
    local = built(survey("a"))
    written(server.url, survey("a"))
    with open_store(server.url, write=True) as store:
        for kept in (store, local):
            kept.review(reviews)
            kept.publish()
    assert same(server.url, local)


@pytest.mark.parametrize("scheme", ["basic", "digest"])
@pytest.mark.usefixtures("machine")
def test_the_log_in_comes_from_the_environment(scheme, monkeypatch):
    with small(login=scheme) as server:
        written(server.url, survey("a"))
        assert same(server.url, built(survey("a")))
        monkeypatch.setenv("REPLYGRAPH_PASSWORD", "wrong")
        with pytest.raises(MachineError, match="REPLYGRAPH_PASSWORD") as told:
            open_store(server.url)
        assert "wrong" not in str(told.value)
    with pytest.raises(UsageError, match="REPLYGRAPH_USER"):
        open_store("http://dba:dba@127.0.0.1/sparql")


@pytest.mark.usefixtures("machine")
def test_updates_may_have_an_address_of_their_own(monkeypatch):
    with small(graph_name="ds") as server:
        monkeypatch.setenv("REPLYGRAPH_UPDATE_URL", server.url.replace("/ds", "/update"))
        written(server.url, survey("a"))
        assert same(server.url, built(survey("a")))


def test_what_is_no_graph_and_no_server_says_what_to_do(oxigraph):
    with pytest.raises(StoreError, match="replygraph build"):
        open_store(oxigraph.url)
    with pytest.raises(StoreError, match="SPARQL"):
        open_store(oxigraph.url.replace("/query", "/nothing"))
    with pytest.raises(MachineError, match="无法访问"):
        open_store("http://127.0.0.1:9/sparql")
    written(oxigraph.url, survey("a"))
    with small(union=False) as apart:
        apart.store = oxigraph.store
        with pytest.raises(StoreError, match="并集"):
            open_store(apart.url)


def test_the_base_of_a_server_stays(oxigraph):
    with open_store(oxigraph.url, write=True, base="https://data.example/") as store:
        store.update([survey("a")])
    with open_store(oxigraph.url) as there:
        assert there.base == "https://data.example/"
        assert all("data.example" in graph for graph in there.graphs())
    with pytest.raises(StoreError, match="base"):
        open_store(oxigraph.url, write=True, base="https://other.example/")
    written(oxigraph.url, issue("b"))
    with open_store(oxigraph.url) as there:
        assert len(there) == 2


def test_exports_of_either_are_the_same_bytes(oxigraph, tmp_path):
    local = built(survey("a"), seed())
    written(oxigraph.url, survey("a"), seed())
    with open_store(oxigraph.url) as there:
        for form in ("nq", "trig", "jsonld"):
            for name, store in (("here", local), ("there", there)):
                export(store, form, tmp_path / f"{name}.{form}", full=True)
            here, far = (tmp_path / f"{name}.{form}" for name in ("here", "there"))
            assert here.read_bytes() == far.read_bytes()


# What goes wrong on the way


def test_a_request_is_repeated_until_it_is_done(oxigraph):
    done = Counter()

    def fault(number, update):
        """Break or refuse each update the first time that it is seen."""
        kind = re.sub(r"[^A-Z]", "", update)[:6]
        done[update] += 1
        if done[update] == 1:
            return ("break", "refuse", "deadlock")[(number + len(kind)) % 3]
        return None

    oxigraph.fault = fault
    written(oxigraph.url, survey("a"), issue("b"), seed())
    written(oxigraph.url, EDITED, remove=["a"])
    assert max(done.values()) > 1
    assert same(oxigraph.url, built(EDITED, seed()))


def states_before_and_after():
    return built(survey("a"), issue("b"), seed()), built(EDITED, seed(), issue("z", number="7"))


@pytest.mark.parametrize("where", ["same machine", "another machine"])
def test_a_change_cut_short_anywhere_is_finished_later(where, oxigraph, machine, monkeypatch):
    before, after = states_before_and_after()
    monkeypatch.setattr("replygraph.store.remote_push._LINES", 100)  # many small requests
    monkeypatch.setattr(remote_copy, "LEASE", -1)  # nobody waits for the machine that was cut off
    cut = 0 if where == "same machine" else -1  # every other place on either
    while True:
        cut += 2
        oxigraph.clear()
        machine(f"first{cut}")
        written(oxigraph.url, *before.records())
        start = len(oxigraph.updates)
        oxigraph.fault = lambda number, _, at=start + cut: "refuse" if number >= at else None
        try:
            written(oxigraph.url, EDITED, issue("z", number="7"), remove=["a"])
        except MachineError:
            pass
        else:
            break
        oxigraph.fault = no_fault
        if where == "another machine":
            machine(f"second{cut}")
            with open_store(oxigraph.url, write=True) as store:
                found = {r["id"] for r in store.records()}
                assert found >= {"b", seed()["id"]}  # none lost that no one removed
                assert same_as_rebuilt(oxigraph.url)
                store.update([EDITED, issue("z", number="7")], publish=False)
                store.remove("a")
                store.publish()
        else:
            with open_store(oxigraph.url, write=True) as store:
                store.publish()
            written(oxigraph.url, EDITED, issue("z", number="7"), remove=["a"])
        assert same(oxigraph.url, after), cut
    assert cut > 5


def same_as_rebuilt(url):
    """Tell whether all that the server holds follows from the records that it keeps."""
    with open_store(url) as there:
        return dump(there) == dump(built(*there.records()))


def test_two_machines_do_not_write_at_once(oxigraph, machine):
    written(oxigraph.url, survey("a"))
    first = open_store(oxigraph.url, write=True)
    first.update([issue("b")], publish=False)
    machine("second")
    written(oxigraph.url, issue("z", number="7"))
    with pytest.raises(StoreError, match="另一台机器已写入"):
        first.publish()
    first.close()
    # one that was cut short keeps others out for a while
    oxigraph.fault = lambda _, text: "refuse" if "CLEAR" in text else None
    with pytest.raises(MachineError):
        written(oxigraph.url, {**survey("a"), "category": "C"})
    oxigraph.fault = no_fault
    machine("first")
    with pytest.raises(StoreError, match="另一台机器正在写入"):
        open_store(oxigraph.url, write=True)
    machine("second")
    written(oxigraph.url)
    expected = built({**survey("a"), "category": "C"}, issue("z", number="7"))
    assert same(oxigraph.url, expected)


def test_one_writer_at_a_time_on_one_machine(oxigraph):
    with (
        open_store(oxigraph.url, write=True),
        pytest.raises(StoreError, match="正在写入"),
    ):
        open_store(oxigraph.url, write=True)


def test_an_interrupted_first_build_goes_on_where_it_stopped(oxigraph):
    with open_store(oxigraph.url, write=True) as store:
        store.update([survey("a")], publish=False, reader="1")
    with open_store(oxigraph.url, write=True) as store:
        assert store.known(survey("a")["digest"], "1")
        store.update([issue("b")], reader="1")
    assert same(oxigraph.url, built(survey("a"), issue("b")))


@pytest.mark.parametrize("name", ["first", "second"])
def test_what_another_version_derived_is_sent_anew(name, oxigraph, machine, monkeypatch):
    monkeypatch.setattr(remote_copy, "maker", lambda: "of old")
    written(oxigraph.url, survey("a"))
    facts = "https://w3id.org/replygraph/id/graph/facts"
    oxigraph.store.update(f"INSERT DATA {{ GRAPH <{facts}> {{ <urn:x> <urn:y> <urn:z> }} }}")
    monkeypatch.setattr(remote_copy, "maker", lambda: "of now")
    machine(name)
    written(oxigraph.url)
    assert same(oxigraph.url, built(survey("a")))


@pytest.mark.usefixtures("machine")
def test_virtuoso_that_dies_in_the_middle_loses_nothing(virtuoso_server, monkeypatch):
    virtuoso_server.clear()
    url = virtuoso_server.url
    before, after = states_before_and_after()
    written(url, *before.records())
    update, sent = Server.update, []

    def dying(self, text):
        sent.append(text)
        if len(sent) == 3:
            virtuoso_server.kill()
        update(self, text)

    monkeypatch.setattr(Server, "update", dying)
    with pytest.raises(MachineError, match="再次运行"):
        written(url, EDITED, issue("z", number="7"), remove=["a"])
    monkeypatch.setattr(Server, "update", update)
    virtuoso_server.start()
    written(url, EDITED, issue("z", number="7"), remove=["a"])
    assert same(url, after)
