"""Annexes find their letter on the way, also where a heap is cut into batches."""

from replygraph import pipeline
from replygraph.pipeline import extract_all

LETTER = """青岚市水务局
关于对市政协三届四次会议第{0}号提案的答复
方圆委员：
您提出的《关于加快农村饮水安全工程建设的提案》（第{0}号）收悉，现答复如下：
2022年3月，我局联合市财政局安排经费860万元。
青岚市水务局
2023年7月20日
"""
ANNEX = "附件1\n农村供水工程经费安排表\n市教育局\t120万元\n"


def test_annexes_are_read_with_their_letters_across_batches(monkeypatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_FILES", 3)
    files = []
    for number in range(10, 20):
        files.append((f"信/{number}号/{number}号答复.txt", LETTER.format(number).encode()))
        files.append((f"信/{number}号/{number}号答复附件1.txt", ANNEX.encode()))
    files += [(f"散/{n}号答复{x}.txt", t.format(n).encode()) for n in range(30, 40)
              for x, t in (("正文", LETTER), ("附件", ANNEX))]  # fmt: skip
    found = list(extract_all(sorted(files), jobs=1))
    assert len(found) == len(files)
    letters = [record for outcome in found for record in outcome.records]
    assert {record["number"] for record in letters} == {
        str(n) for n in (*range(10, 20), *range(30, 40))
    }
    assert all(record["is_reply"] for record in letters)
    assert all(record["text"].endswith(ANNEX) for record in letters)
    told = [outcome.warnings for outcome in found if not outcome.records]
    assert told == [("作为附件并入同一文件夹内的答复函。",)] * 20
