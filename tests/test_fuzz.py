"""The whole way on mutilated letters: a record or a message, never an error of ours."""

import json
import random
import time
from functools import cache

import opencc
import pytest

from formats import copies
from material import ROOT, shared
from replygraph.claims import claims
from replygraph.model import Span
from replygraph.pipeline import extract_batch
from replygraph.read import read

EXAMPLES = 120
# What conversion, copying and intruders leave in letters.
LITTER = (
    *("什么app可以买足彩", "监控365", "<!--EndFragment-->", "?F", "实(shí)", "實(shí)", "（公章）"),
    *("\x00", "\ud83d", "\udc00", "\u200b", "\xa0", "\u3000", "\t", "\r\n", "\x0b", "\u2028"),
    *(
        "\ufeff",
        "𠮷",
        "e\u0301",
        "①",
        "㎡",
        "|",
        "：",
        "。",
        "；",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
    ),
    *("第", "号", "年", "月", "日", "2021", "〔", "〕", "一、", "（一）", "等", "委员：", "代表："),
    *("我局", "会同", "１２", "A类", "附件：1.", "答复如下：", "—", "…", "/", "#", "%"),
)


@cache
def letters() -> tuple[str, ...]:
    paths = [
        *sorted((ROOT / "data" / "letters").glob("*.txt")),
        *sorted(shared("gold", "letters").glob("*.txt")),
    ]
    return tuple(read(path.read_bytes(), path.name).text for path in paths)


@cache
def traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def changed(rng: random.Random, text: str) -> str:
    """Return the text with one thing done to it."""
    start = rng.randrange(len(text))
    end = min(len(text), start + rng.choice((1, 2, 5, 30, 300)))
    before, here, after = text[:start], text[start:end], text[end:]
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    sane = here.encode("utf-8", "ignore").decode("utf-8")
    return rng.choice(
        (
            before + after,
            before + rng.choice(LITTER) + here + after,
            before + rng.choice(LITTER) + after,
            before + here * 3 + after,
            before + traditional().convert(sane) + after,
            before + rng.choice(letters())[: rng.choice((20, 200, 2000))] + here + after,
            "\n".join(lines),
            text.replace(text[start : start + 2], rng.choice(LITTER)),
            text[: max(1, start)] if rng.random() < 0.3 else text,
        )
    )


def mutilated(rng: random.Random) -> str:
    text = rng.choice(letters())
    for _ in range(rng.choice((1, 2, 3, 5, 10, 40))):
        text = changed(rng, text) or "答"
    return text


def check(name: str, data: bytes) -> None:
    """Read, understand and claim; all that is said stands in the text."""
    (outcome,) = extract_batch(((name, data),))
    if outcome.error:
        zh, en = outcome.error
        # Only reading may refuse, and says what to do.
        assert zh.startswith(f"{name}：")
        assert "；" in zh or "，" in zh
        assert "程序未能" not in zh
        assert en.isascii()
        return
    for record in outcome.records:
        text = record["text"]
        json.dumps(record, ensure_ascii=False).encode("utf-8")
        spans = [Span(m["start"], m["end"]) for m in record["mentions"]]
        spans += [Span(*pair) for r in record["relations"] for pair in r["evidence"]]
        spans += [Span(*commitment["text"]) for commitment in record["commitments"]]
        spans += [Span(*pair) for point in record["points"] for pair in point.values()]
        assert all(span.start < span.end <= len(text) for span in spans)
        claims(record)


@pytest.mark.parametrize("seed", range(4))
def test_mutilated_letters_give_a_record_or_a_message(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(EXAMPLES):
        check("a.txt", mutilated(rng).encode("utf-8", "surrogatepass"))


def test_mutilated_letters_in_every_format_give_a_record_or_a_message() -> None:
    rng = random.Random(7)
    for _ in range(8):
        text = mutilated(rng)
        # What XML forbids, no Word file or page can hold.
        text = read(text.encode("utf-8", "surrogatepass"), "a.txt").text
        for name, data in copies(text).items():
            at = rng.randrange(len(data))
            check(name, data)
            check(name, data[:at] + rng.choice(LITTER).encode("utf-8", "ignore") + data[at:])


@pytest.mark.parametrize(
    "run",
    [
        "1",
        "A1-",
        "我局、",
        "市财政局和",
        "《",
        "（",
        "将",
        "、",
        "一是",
        "第",
        "2021年",
        " ",
        "\t",
        "县",
    ],
)
def test_a_run_of_one_thing_is_read_in_linear_time(run: str) -> None:
    begin = time.process_time()
    for lead in ("深府办〔2021〕", "下一步，我局将", "您提出的《", "附件："):
        text = f"关于第12号提案的答复\n李明委员：\n您提的《关于修街的提案》收悉，答复如下：\n{lead}"
        check("a.txt", (text + run * (3000 // len(run)) + "\n市水务局\n2021年7月1日").encode())
    assert time.process_time() - begin < 8
