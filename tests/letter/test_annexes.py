"""One letter over several files is put together; what may belong to two stays apart."""

import pytest

from replygraph.letter import letters, with_annexes
from replygraph.model import Document
from replygraph.read import read

LETTER = """青岚市水务局
关于对市政协三届四次会议第{0}号提案的答复
方圆委员：
您提出的《关于加快农村饮水安全工程建设的提案》（第{0}号）收悉，现答复如下：
2022年3月，我局联合市财政局安排经费860万元。
感谢您对水务工作的关心和支持！
{1}
青岚市水务局
2023年7月20日
"""
LIST = "附件：1.农村供水工程经费安排表\n2.水质监测点名单"
TABLE = "附件1\n农村供水工程经费安排表\n项目\t金额\n白石县管网\t120万元\n2021年5月6日"
PLACES = "水质监测点名单\n白石县\t9个"


def joined(files: dict[str, str]) -> dict[str, Document | None]:
    documents = [read(text.encode(), name) for name, text in files.items()]
    return dict(zip(files, with_annexes(documents), strict=True))


@pytest.mark.parametrize(
    "files",
    [
        # named alike
        {"a/12号答复正文.docx": LETTER.format(12, ""), "a/12号答复附件1.docx": TABLE},
        {"z.zip!/12号提案答复.docx": LETTER.format(12, ""), "z.zip!/附件-12号提案答复.xls": TABLE},
        # listed by title, whatever the file is called
        {"a/01.docx": LETTER.format(12, LIST), "a/02.docx": PLACES},
        {"a/答复.docx": LETTER.format(12, LIST), "a/水质监测点名单.docx": "白石县\t9个"},
        # says that it is an annex, beside the only letter, which has a list
        {"a/答复.docx": LETTER.format(12, "附件：见文件夹内"), "a/附件2.docx": "附件2\n其他"},
    ],
)
def test_an_annex_becomes_part_of_its_letter(files: dict[str, str]) -> None:
    found = joined(files)
    main, annex = found.values()
    assert annex is None
    assert main is not None
    assert main.text.endswith(list(files.values())[1])
    assert main.warnings[-1].startswith("已并入附件：")
    assert all(block.span.of(main.text).strip() for block in main.blocks)
    (letter,) = letters(main)
    # The annex changes nothing of what the letter says of itself.
    assert (letter.number, letter.date, letter.agency) == ("12", "2023-07-20", "青岚市水务局")


def test_tables_of_an_annex_are_counted_on() -> None:
    main, _ = joined(
        {"a/12号正文.txt": LETTER.format(12, "意见建议\t办理答复"), "a/12号附件.txt": TABLE}
    ).values()
    assert main is not None
    assert sorted({b.table for b in main.blocks if b.table is not None}) == [0, 1]


@pytest.mark.parametrize(
    "files",
    [
        # other folders
        {"a/12号答复正文.docx": LETTER.format(12, ""), "b/12号答复附件1.docx": TABLE},
        # no list, no common name, no word of an annex
        {"a/答复.docx": LETTER.format(12, ""), "a/附件1.docx": TABLE},
        {
            "a/答复.docx": LETTER.format(12, LIST),
            "a/新闻.docx": "我市召开提案办理推进会\n会议指出。",
        },
        # a letter is no annex
        {"a/12号答复.docx": LETTER.format(12, LIST), "a/12号答复附件1.docx": LETTER.format(13, "")},
        # two letters that may own it
        {
            "a/12号答复.docx": LETTER.format(12, "附件：清单"),
            "a/13号答复.docx": LETTER.format(13, "附件：清单"),
            "a/附件1.docx": TABLE,
        },
    ],
)
def test_what_does_not_surely_belong_stays_apart(files: dict[str, str]) -> None:
    assert None not in joined(files).values()


def test_several_annexes_follow_in_order_of_names() -> None:
    files = {
        "a/答复.docx": LETTER.format(12, LIST),
        "a/附件1.docx": TABLE,
        "a/附件2.docx": "附件2\n" + PLACES,
    }
    main = joined(files)["a/答复.docx"]
    assert main is not None
    assert main.text.index("白石县管网") < main.text.index("白石县\t9个")
    assert main.digest != read(files["a/答复.docx"].encode(), "x").digest
