"""Measures the search on made names: how long the index takes, how much memory, and each answer.

``search_speed.py [N]`` makes N names (by default 100,000): a third are agencies of real divisions,
with their short forms and former names; the rest programs and events. Each text is asked as if for
the first time; the median and the slowest of five turns stand in the table, and the median of the
processor's own time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time

from replygraph.resources import authority
from replygraph.serve.finding.forms import agency_forms
from replygraph.serve.finding.index import Index, Named
from replygraph.serve.finding.search import find

BASE = "https://w3id.org/replygraph/id/"
ALWAYS = ("深圳市生态环境局", "深圳市发展和改革委员会", "重庆市教育局", "苏州市生态环境局")
WORDS = (
    "工程项目建设行动计划示范试点提升改造青年数字乡村振兴海洋文化旅游产业发展服务绿色低碳健康养老"
)
TYPED = (
    "深圳市生态环境局", "深圳市", "生态环境", "发改委", "深圳发改委", "苏州市环保局",
    "szssthjj", "szfgw", "sz", "s", "cqsjyj", "shenzhenshi", "shengtaihuanjing", "深圳sthjj",
    "深圳市生态环镜局", "深圳市生产环境局", "深圳市生环态境局", "深圳环境局", "szsxthjj",
    "shenzehnshi", "市", "局", "没有这样的名字", "xyzzy",
)  # fmt: skip


def show(name: str, value: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:<28} {value}\n")
    sys.stdout.flush()


def made(count: int) -> list[tuple[str, str]]:
    """Return kinds and names."""
    chance = random.Random(7)
    known = authority()
    regions = sorted({place.name for place in known.places if place.level != "county"})
    regions += sorted({place.name for place in known.places if place.name.endswith(("县", "市"))})
    rests = sorted({name for kind in known.kinds for name in kind.names})
    agencies = dict.fromkeys(ALWAYS)
    while len(agencies) < count // 3:
        agencies[chance.choice(regions) + chance.choice(rests)] = None
    found = [("agency", name) for name in agencies]
    while len(found) < count:
        words = "".join(chance.choices(WORDS, k=chance.randint(4, 14)))
        found.append((chance.choice(("program", "event")), chance.choice(regions) + words))
    return found


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    count = parser.parse_args().count
    names = made(count)
    chance = random.Random(8)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, began = time.perf_counter(), time.process_time()
    things = (
        Named(
            f"{BASE}{kind}/{name}",
            name,
            1,
            chance.randint(0, 500),
            tuple(agency_forms(name)) if kind == "agency" else (),
        )
        for kind, name in names
    )
    index = Index.of(things)
    taken, own = time.perf_counter() - start, time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    show("entities, names", f"{len(index):,}, {len(index.rows):,}")
    show("index made in", f"{taken:.2f} s, processor {own:.2f} s")
    show("numbers of the index", f"{index.size / 1e6:.0f} MB")
    show("memory at its highest", f"+{(most - before) / 1e3:.0f} MB")
    slowest = 0.0
    for text in TYPED:
        turns, worked = [], []
        for _ in range(5):
            index.alphabet.forget()
            start, began = time.perf_counter(), time.process_time()
            found = find(index, text)
            hits = list(found.hits(0, 10))
            turns.append(1000 * (time.perf_counter() - start))
            worked.append(1000 * (time.process_time() - began))
        slowest = max(slowest, statistics.median(worked))
        first = f"{hits[0].name} ({hits[0].how})" if hits else "-"
        figures = f"{statistics.median(turns):6.1f} ms, at most {max(turns):6.1f}"
        figures += f", processor {statistics.median(worked):5.1f}"
        show(text, f"{figures}   {len(found):>7,} found, first {first}")
    show("slowest, processor", f"{slowest:.1f} ms")


if __name__ == "__main__":
    main()
