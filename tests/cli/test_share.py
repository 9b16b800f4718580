"""The register and the networks as files that other programs open."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from typed import LETTERS, run


@pytest.fixture
def export(store, tmp_path):
    def made(form, what="collaborations", *more):
        target = tmp_path / "out"
        run("export", "--store", store, "--format", form, "--what", what, "-o", target, *more)
        return target

    return made


def test_register_as_csv_and_workbook(export):
    folder = export("csv", "register")
    rows = list(
        csv.reader(io.StringIO((folder / "letters.csv").read_text("utf-8-sig"), newline=""))
    )
    assert len(rows) == 17
    assert (folder / "commitments.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_register_as_workbook(export):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    sheet = openpyxl.load_workbook(io.BytesIO(export("xlsx", "register").read_bytes())).worksheets[
        0
    ]
    assert sheet.max_row == 17


def test_register_as_parquet(export):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = pq.read_table(export("parquet", "register") / "letters.parquet")
    assert table.num_rows == 16
    assert "replying_agency" in table.column_names


@pytest.mark.parametrize("what", ["collaborations", "statements"])
def test_networks_are_the_same_in_every_format(export, what):
    told = json.loads(export("cytoscape", what).read_text("utf-8"))
    edges = len(told["elements"]["edges"])
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        data = io.BytesIO(export(form, what).read_bytes())
        graph = read(data, version="1.3") if form == "gexf" else read(data)
        assert graph.number_of_edges() == edges > 20


def test_networks_as_parquet_keep_lists(export):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows = pq.read_table(export("parquet") / "edges.parquet").to_pylist()
    assert all(isinstance(row["kinds"], list) and row["weight"] > 0 for row in rows)


def test_bodies_by_lineage_or_apart(export):
    one, apart = (
        {
            node["data"]["id"]
            for node in json.loads(export("cytoscape", "collaborations", "--by", by).read_text())[
                "elements"
            ]["nodes"]
        }
        for by in ("lineage", "body")
    )
    assert not any("/lineage/" in name for name in apart)
    assert one - apart == {name for name in one if "/lineage/" in name}


def test_what_cannot_be_is_refused_with_the_remedy(store):
    call = ("export", "--store", store, "--what", "register", "--format")
    assert "xlsx" in run(*call, "gexf", code=2).stderr
    assert "-o" in run(*call, "csv", code=2).stderr


def test_report_is_one_file(store, tmp_path):
    target = tmp_path / "report.html"
    told = run("report", "绍兴市", "--store", store, "-o", target)
    assert "report.html" in told.stderr
    page = target.read_text(encoding="utf-8")
    assert "<h1>绍兴市</h1>" in page
    assert "://" not in re.sub(r'xmlns="[^"]*"', "", page)
    assert "没有的局" in run("report", "没有的局", "--store", store, code=1).stderr


def test_letters_that_are_not_public_stay_behind(tmp_path):
    records = [
        json.loads(line)
        for line in run("extract", LETTERS, "--format", "jsonl").stdout.splitlines()
    ]
    for record in records:
        record["public"] = record["replying_agency"] != "绍兴市水利局"
    source = tmp_path / "letters.jsonl"
    source.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    folder = tmp_path / "graph"
    run("build", source, "--store", folder)
    hidden = [r["title"] for r in records if not r["public"]]
    shown = [r["title"] for r in records if r["public"] and r["title"] not in hidden]
    assert hidden
    call = ("export", "--store", folder, "--public-only", "--format")
    run(*call, "csv", "--what", "register", "-o", tmp_path / "out")
    run(*call, "nq", "-o", tmp_path / "out.nq")
    for target in (tmp_path / "out" / "letters.csv", tmp_path / "out.nq"):
        text = target.read_text("utf-8")
        assert "/绍兴市水利局/lead" not in text
        assert all(title in text for title in shown)


def test_network_as_a_still_picture(store, tmp_path):
    target = tmp_path / "network.svg"
    run("view", "--store", store, "-o", target)
    root = ET.fromstring(target.read_text("utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
