#!/usr/bin/env python3
"""Build ``letters/*.txt`` and ``gold/*.json`` from ``src/*.src``; every offset is computed here.

Usage: ``python build.py [FOLDER [ID…]]``. Whatever it prints is a complaint about a source file.

A source file holds, in this order:

* header lines ``#key value``: id, reply (1 or 0), kind, number, title, session, doc, role, agency,
  addr (joined with 、), open, date, cat, public (1 or 0), contact (``name|phone``); ``null`` or
  nothing stands for None. Optional ones, which become keys only where the line is there:
  ``#cattext A1类`` (category as printed), ``#reason news`` (why it is no reply letter),
  ``#feedback true|satisfied|anchor words`` (contacted, opinion, words of the evidence sentence;
  ``null`` where nothing is said);
* ``#rel``: ``subject | predicate | object | date | anchor words[#n] [| planned or negated]``, where
  several subjects or objects are joined with ``；``, ``@`` is the replying agency and ``#`` the
  submission, and ``#n`` picks the n-th place of the anchor;
* ``#com``: ``first words … last words | agency | due``;
* ``#pts``: ``first … last words of the suggestion | first … last words of the answer``, with
  ``#n`` as above after the first words;
* ``#text``: the body with inline marks ``{X:text=canonical}``; the letters X are those of `TYPES`,
  the canonical may be missing (then it is derived), ``-`` (None), ``@`` or ``#``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = {
    "P": "PERSON",
    "A": "AGENCY",
    "O": "ORG",
    "L": "PLACE",
    "E": "EVENT",
    "G": "PROGRAM",
    "D": "DOCUMENT",
    "R": "PROPOSAL",
    "T": "DATE",
    "I": "INDICATOR",
    "M": "MEDIA",
}
MARK = re.compile(r"\{([PAOLEGDRTIM]):([^{}=]+)(?:=([^{}]*))?\}")
BLOCKS = ("rel", "com", "pts", "text")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
NUMERALS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    ("○", "O", "零", "Ｏ"), "0"
)
ENDS = "。；;\n"
#: labels stand outside a commitment's span (guide, decided case 7)
LABEL = re.compile(
    r"(?:[一二三四五六七八九十]+是[，,]?|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、"
    r"|\d+[.．、]|第[一二三四五六]，|下一步[，,]|下步[，,]|下一阶段[，,])"
)


@dataclass(slots=True)
class Source:
    """A source file, taken apart."""

    header: dict[str, str] = field(default_factory=dict)
    rel: list[list[str]] = field(default_factory=list)
    com: list[list[str]] = field(default_factory=list)
    pts: list[list[str]] = field(default_factory=list)
    body: str = ""
    complaints: list[str] = field(default_factory=list)

    def value(self, key: str) -> str | None:
        """Return a header value, None where it is absent or ``null``."""
        value = self.header.get(key, "")
        return None if value in ("", "null") else value

    def complain(self, *words: object) -> None:
        """Note what does not fit."""
        self.complaints.append(" ".join(map(str, (self.header.get("id"), *words))))

    def name(self, word: str) -> str | None:
        """Return a name in a block, with ``@`` and ``#`` resolved."""
        if word == "@":
            return self.header["agency"]
        return (self.value("number") or self.value("title")) if word == "#" else word


def numeral(text: str) -> str:
    """Return the Arabic digits of a year, month or day in Chinese numerals.

    >>> numeral("二十一"), numeral("二〇一一")
    ('21', '2011')
    """
    match = re.fullmatch(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", text)
    if match:
        tens, ones = NUMERALS.get(match[1], "1"), NUMERALS.get(match[2], "0")
        return str(int(tens) * 10 + int(ones))
    return "".join(NUMERALS[c] for c in text)


def iso(text: str) -> str | None:
    """Return a full date expression in ISO with the precision written, None if it needs help.

    >>> iso("2024年5月底"), iso("二〇一一年五月十九日"), iso("6月")
    ('2024-05', '2011-05-19', None)
    """
    text = re.sub(r"\s", "", text.translate(WIDE))
    if match := re.fullmatch(r"(\d{4})年?[—\-－～至]+(\d{4})年?", text):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(r"(\d{3}0)年代", text):
        return f"{match[1]}/{int(match[1]) + 9}"
    if match := re.match(r"(\d{4})年(\d{1,2})月(\d{1,2})日?$", text):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    if match := re.match(r"(\d{4})年(\d{1,2})月([底初中末]|上旬|中旬|下旬|份)?$", text):
        return f"{match[1]}-{int(match[2]):02d}"
    if match := re.match(r"(\d{4})年?(底|初|末|年底|上半年|下半年|度)?$", text):
        return match[1]
    if match := re.match(r"(\d{4})-(\d\d?)-(\d\d?)", text):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    digits = "〇○零OＯ一二三四五六七八九"
    month = "[一二三四五六七八九十]{1,3}"
    if match := re.match(f"([{digits}]{{4}})年({month})月({month})日", text):
        return f"{numeral(match[1])}-{int(numeral(match[2])):02d}-{int(numeral(match[3])):02d}"
    return None


def sentence(text: str, start: int, end: int) -> list[int]:
    """Return the evidence unit round a span: up to 。；; or a line break, blanks trimmed."""
    while start > 0 and text[start - 1] not in ENDS:
        start -= 1
    while text[start].isspace():
        start += 1
    while end < len(text) and text[end] not in ENDS:
        end += 1
    if end < len(text) and text[end] in "。；;":
        end += 1
    return [start, end]


def load(path: Path) -> Source:
    """Return a source file taken apart."""
    source, mode = Source(), ""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.strip() in {f"#{block}" for block in BLOCKS}:
            mode = line.strip()[1:]
            if mode == "text":
                source.body = "\n".join(lines[number + 1 :])
                break
        elif mode and not line.startswith("#"):
            if line.strip():
                getattr(source, mode).append([part.strip() for part in line.split("|")])
        elif match := re.match(r"#(\w+)\s*(.*)", line):
            source.header[match[1]] = match[2].strip()
    return source


def canonical(source: Source, kind: str, text: str, given: str | None) -> str | None:
    """Return the canonical name of a mention: as given, else as derived for its type."""
    if given == "-" or (not given and kind == "I"):
        return None
    if given:
        return source.name(given) if given == "@" or (given == "#" and kind == "R") else given
    if kind == "T":
        date = iso(text)
        if date is None:
            source.complain("DATE needs canonical:", text)
        return date
    if kind == "R":
        return source.name("#")
    return re.sub(r"\s" if kind == "D" else r"[“”\"\s]", "", text)


def unmark(source: Source) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without marks and the mentions that the marks stood for."""
    pieces: list[str] = []
    mentions: list[dict[str, Any]] = []
    position = last = 0
    for match in MARK.finditer(source.body):
        pieces.append(source.body[last : match.start()])
        position += match.start() - last
        kind, text = match[1], match[2]
        end = position + len(text)
        name = canonical(source, kind, text, match[3])
        mentions.append(
            {"start": position, "end": end, "text": text, "type": TYPES[kind], "canonical": name}
        )
        pieces.append(text)
        position, last = end, match.end()
    pieces.append(source.body[last:])
    text = "".join(pieces).rstrip("\n") + "\n"
    for stray in re.finditer(r"[{}]", text):
        source.complain("stray brace", text[max(0, stray.start() - 10) : stray.start() + 15])
    return text, mentions


def place(source: Source, text: str, anchor: str) -> tuple[int, int] | None:
    """Return where an anchor (``words`` or ``words#n``) stands, None with a complaint."""
    match = re.match(r"(.*)#(\d)$", anchor)
    words, wanted = (match[1], int(match[2])) if match else (anchor, 1)
    index = -1
    for _ in range(wanted):
        index = text.find(words, index + 1)
    if index < 0:
        source.complain("anchor not found:", words)
        return None
    if not match and text.count(words) > 1:
        source.complain("anchor ambiguous", text.count(words), words)
    return index, index + len(words)


def relations(source: Source, text: str) -> Iterable[dict[str, Any]]:
    """Yield one relation for each subject and object of the ``#rel`` lines."""
    for parts in source.rel:
        if len(parts) not in (5, 6):
            source.complain("bad rel", parts)
            continue
        subjects, predicate, objects, date, anchor = parts[:5]
        span = place(source, text, anchor)
        if span is None:
            continue
        for subject in subjects.split("；"):
            for obj in objects.split("；"):
                yield {
                    "subject": source.name(subject.strip()),
                    "predicate": predicate,
                    "object": source.name(obj.strip()),
                    "date": None if date in ("", "null") else date,
                    "modality": parts[5] if len(parts) == 6 else "done",
                    "evidence": [sentence(text, *span)],
                }


def commitments(source: Source, text: str) -> Iterable[dict[str, Any]]:
    """Yield one commitment for each promising agency of the ``#com`` lines."""
    for parts in source.com:
        if len(parts) != 3:
            source.complain("bad com", parts)
            continue
        first, _, last = (word.strip() for word in parts[0].partition("…"))
        if text.count(first) != 1:
            source.complain("com anchor", text.count(first), first)
            continue
        start = text.find(first)
        end = text.find(last, start) if last else start + len(first)
        if end < 0 or any(c in text[start:end] for c in ENDS):
            source.complain("com end", parts)
            continue
        end += len(last)
        if text[end] not in ENDS:
            source.complain("com not to the end of the clause", text[start : end + 3])
        label = LABEL.match(text, start, end)
        start = label.end() if label else start
        for agency in parts[1].split("；"):
            due = None if parts[2] in ("", "null") else parts[2]
            yield {"text": [start, end], "agency": source.name(agency.strip()), "due": due}


def stretch(source: Source, text: str, words: str) -> list[int]:
    """Return the span from the first words (or their n-th place, ``words#n``) to the last ones."""
    first, _, last = (word.strip() for word in words.partition("…"))
    first, _, wanted = first.partition("#")
    start = -1
    for _ in range(int(wanted or 1)):
        start = text.find(first, start + 1)
    end = text.find(last, start + len(first)) if last else start + len(first)
    if start < 0 or end < 0:
        source.complain("point anchor not found", words)
        return [0, 0]
    return [start, end + len(last)]


def feedback(source: Source, text: str) -> dict[str, Any] | None:
    """Return what the letter says of the contact with the proposers."""
    value = source.value("feedback")
    if value is None:
        return None
    contacted, opinion, anchor = (part.strip() for part in value.split("|"))
    span = place(source, text, anchor)
    return {
        "contacted": {"true": True, "false": False}.get(contacted),
        "opinion": None if opinion in ("", "null") else opinion,
        "evidence": sentence(text, *span) if span else None,
    }


def record(source: Source) -> tuple[str, dict[str, Any]]:
    """Return the letter's text and its annotation in the contract's shape."""
    text, mentions = unmark(source)
    header, value = source.header, source.value
    flags = {"1": True, "0": False}
    contact = value("contact")
    gold: dict[str, Any] = {"id": header["id"], "is_reply": header.get("reply", "1") == "1"}
    if "reason" in header:
        gold["reason"] = value("reason")
    gold |= {
        "kind": value("kind"),
        "number": value("number"),
        "title": value("title"),
        "session": value("session"),
        "doc_number": value("doc"),
        "role": value("role"),
        "replying_agency": value("agency"),
        "addressees": [name for name in header.get("addr", "").split("、") if name],
        "addressees_open": header.get("open", "0") == "1",
        "date": value("date"),
        "category": value("cat"),
    }
    if "cattext" in header:
        gold["category_text"] = value("cattext")
    gold |= {"public": flags.get(header.get("public", "")), "contact": None}
    if contact:
        name, _, phone = contact.partition("|")
        gold["contact"] = {
            "name": None if name in ("", "null") else name,
            "phone": None if phone in ("", "null") else phone,
        }
    if "feedback" in header:
        gold["feedback"] = feedback(source, text)
    gold |= {
        "points": [
            {"suggestion": stretch(source, text, p[0]), "answer": stretch(source, text, p[1])}
            for p in source.pts
        ],
        "mentions": mentions,
        "relations": list(relations(source, text)),
        "commitments": list(commitments(source, text)),
    }
    return text, gold


def build(root: Path, ids: Iterable[str] = ()) -> list[str]:
    """Write text and annotation of the sources in ``root`` (of ``ids`` only); return complaints."""
    complaints: list[str] = []
    wanted = set(ids)
    for folder in ("letters", "gold"):
        (root / folder).mkdir(exist_ok=True)
    for path in sorted((root / "src").glob("*.src")):
        if wanted and path.stem not in wanted:
            continue
        source = load(path)
        text, gold = record(source)
        with (root / "letters" / f"{path.stem}.txt").open("w", encoding="utf-8", newline="\n") as f:
            f.write(text)
        with (root / "gold" / f"{path.stem}.json").open("w", encoding="utf-8", newline="\n") as f:
            json.dump(gold, f, ensure_ascii=False, indent=1)
        complaints += source.complaints
    return complaints


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    found = build(folder, sys.argv[2:])
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(bool(found))
