import pytest
from served import service

from records import issue, record, survey
from replygraph.store import open_store


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Return a store of a few invented letters, one of which is not public."""
    folder = tmp_path_factory.mktemp("served") / "graph"
    secret = record(
        "secret",
        [("市档案局会同市保密办开展暗流行动。", [("青岚市档案局", "implements", "暗流行动")])],
        number="20210099",
        public=False,
    )
    with open_store(folder, write=True) as kept:
        kept.update([survey("a"), issue("b"), secret])
        kept.import_rdf(b'<urn:mine> <urn:says> "<script>alert(1)</script>" .', "urn:mine-graph")
        kept.publish()
    return folder


@pytest.fixture(scope="session")
def site(store):
    with service(store, timeout=3, rows=3000, memory=400 << 20, workers=6) as running:
        yield running
