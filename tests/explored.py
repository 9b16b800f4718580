"""Letters for tests of the explorer, in which names and sentences are found by their words."""

import hashlib
import json
import re

SURVEY = "2021年7月15日，市水利局会同市建设局、市财政局到河湾古镇调研。"
ISSUE = "2022年3月，市水利局与市住建局印发《河湾行动方案》，实施清岸工程。"
PROMISE = "我局将于2022年12月底前完成清岸工程。"
ASKED = "一、关于加快清岸工程建设的建议"
ANSWER = "我局已启动清岸工程，会同市财政局落实资金。"
HEARD = "周闻笛委员对办理表示满意。"

WATER = "绍兴市水利局"
MONEY = "绍兴市财政局"
BEFORE = "绍兴市建设局"
AFTER = "绍兴市住房和城乡建设局"
NAMES = {
    "市水利局": ("AGENCY", WATER),
    "我局": ("AGENCY", WATER),
    "市建设局": ("AGENCY", BEFORE),
    "市住建局": ("AGENCY", AFTER),
    "市财政局": ("AGENCY", MONEY),
    "河湾古镇": ("PLACE", "河湾古镇"),
    "《河湾行动方案》": ("DOCUMENT", "河湾行动方案"),
    "清岸工程": ("PROGRAM", "清岸工程"),
    "河湾文化节": ("EVENT", "河湾文化节"),
    "周闻笛": ("PERSON", "周闻笛"),
    "罗听雨": ("PERSON", "罗听雨"),
    "2021年7月15日": ("DATE", "2021-07-15"),
}


def _mentions(text, names):
    found = []
    for written in sorted(names, key=len, reverse=True):
        kind, canonical = names[written]
        for match in re.finditer(re.escape(written), text):
            if all(match.end() <= m["start"] or m["end"] <= match.start() for m in found):
                found.append(
                    {
                        "start": match.start(),
                        "end": match.end(),
                        "text": written,
                        "type": kind,
                        "canonical": canonical,
                        "entity": None,
                        "rule": "test",
                    }
                )
    return sorted(found, key=lambda m: m["start"])


def _span(text, words):
    start = text.index(words)
    return [start, start + len(words)]


def told(
    name,
    sentences,
    claims,
    *,
    agency=WATER,
    role="lead",
    number="9",
    date="2022-06-30",
    names=None,
    points=(),
    promises=(),
    heard=None,
    **more,
):
    """Return a record.

    Claims are (subject, predicate, object, sentence), and may go on with date, modality, group.
    """
    names = names or NAMES
    text = "\n".join(sentences)
    relations = []
    for subject, predicate, what, sentence, *rest in claims:
        target = number if what == "9" else what
        when, modality, group = (*rest, None, None, None)[:3]
        kinds = {canonical: kind for kind, canonical in names.values()} | {number: "PROPOSAL"}
        relations.append(
            {
                "subject": subject,
                "predicate": predicate,
                "object": target,
                "subject_type": kinds[subject],
                "object_type": kinds[target],
                "date": when,
                "modality": modality or "done",
                "group": group,
                "evidence": [_span(text, sentence)],
                "rule": f"test.{predicate}",
            }
        )
    made = {
        "id": name,
        "source": f"{name}.txt",
        "part": 0,
        "is_reply": True,
        "kind": "proposal",
        "number": number,
        "title": "关于推进河湾水岸更新的提案",
        "session": "市政协九届二次会议",
        "doc_number": "绍市水函〔2022〕9号",
        "role": role,
        "replying_agency": agency,
        "addressees": ["周闻笛", "罗听雨"],
        "addressees_open": True,
        "date": date,
        "category": "A" if role == "lead" else None,
        "category_text": "A类" if role == "lead" else None,
        "public": True,
        "mentions": _mentions(text, names),
        "relations": relations,
        "commitments": [
            {"text": _span(text, words), "agency": who, "due": due} for words, who, due in promises
        ],
        "points": [{"suggestion": _span(text, a), "answer": _span(text, b)} for a, b in points],
        "feedback": {"contacted": True, "opinion": "satisfied", "evidence": _span(text, heard)}
        if heard
        else None,
        "warnings": [],
        "assembly": "政协/绍兴市",
        "text": text,
        **more,
    }
    said = json.dumps(made, ensure_ascii=False, sort_keys=True)
    return {"digest": hashlib.sha256(said.encode()).hexdigest(), **made}


def lead(name="a", **more):
    """Return the reply of the agency that leads."""
    survey = [
        (who, "jointlySurveys", "河湾古镇", SURVEY, "2021-07-15", "done", "g1")
        for who in (WATER, BEFORE, MONEY)
    ]
    issue = [
        (who, "issues", "河湾行动方案", ISSUE, "2022-03", "done", "g2") for who in (WATER, AFTER)
    ]
    claims = [
        *survey,
        *issue,
        (WATER, "implements", "清岸工程", ISSUE, "2022-03"),
        (WATER, "implements", "清岸工程", PROMISE, "2022-12", "planned"),
        (WATER, "leads", "9", ANSWER),
        (MONEY, "coHandles", "9", ANSWER),
        ("周闻笛", "proposed", "9", HEARD),
        ("罗听雨", "proposed", "9", HEARD),
    ]
    return told(
        name,
        ["市水利局对第9号提案的答复", SURVEY, ISSUE, ASKED, ANSWER, PROMISE, HEARD],
        claims,
        points=[(ASKED, ANSWER)],
        promises=[(PROMISE, WATER, "2022-12")],
        heard=HEARD,
        **more,
    )


def co(name="b", **more):
    """Return the reply of an agency that co-handles the same submission."""
    asked = "一、加快清岸工程建设"
    second = "二、关于举办河湾文化节"
    answer = "我局安排清岸工程资金。"
    late = "河湾文化节由市建设局承办。"
    names = {**NAMES, "我局": ("AGENCY", MONEY)}
    return told(
        name,
        ["市财政局的会办意见", asked, answer, second, late],
        [
            (MONEY, "supports", "清岸工程", answer),
            (BEFORE, "organizes", "河湾文化节", late),
            (MONEY, "coHandles", "9", answer),
        ],
        agency=MONEY,
        role="co",
        date="2022-05-20",
        names=names,
        points=[(asked, answer), (second, late)],
        **more,
    )


MARKUP = "<script>alert(1)</script>\"'<b>&amp;{{ 7*7 }}"
LONG = f"绍兴市{'很长名称' * 19}管理局"


def hostile():
    """Return letters whose names, titles and texts hold markup, quotes and 80 characters."""
    odd = f"绍兴市{MARKUP}局"
    names = {
        **NAMES,
        "市水利局": ("AGENCY", odd),
        "我局": ("AGENCY", odd),
        "市财政局": ("AGENCY", LONG),
        "周闻笛": ("PERSON", f"周{MARKUP}"),
        "清岸工程": ("PROGRAM", f"{'清岸' * 37}{MARKUP}工程"),
        "河湾古镇": ("PLACE", f"河湾{MARKUP}镇"),
    }

    def odder(claim):
        swap = {WATER: odd, MONEY: LONG, "周闻笛": names["周闻笛"][1],
                "清岸工程": names["清岸工程"][1], "河湾古镇": names["河湾古镇"][1]}  # fmt: skip
        subject, predicate, target, *rest = claim
        return (swap.get(subject, subject), predicate, swap.get(target, target), *rest)

    sentences = ["市水利局对第9号提案的答复", SURVEY, ISSUE, ASKED, ANSWER, PROMISE, HEARD, MARKUP]
    claims = [
        *((who, "jointlySurveys", "河湾古镇", SURVEY, "2021-07-15", "done", "g1")
          for who in (WATER, BEFORE, MONEY)),
        (WATER, "implements", "清岸工程", ISSUE, "2022-03"),
        ("周闻笛", "proposed", "9", HEARD),
    ]  # fmt: skip
    return [
        told(
            f"h{MARKUP}",
            sentences,
            [odder(claim) for claim in claims],
            agency=odd,
            names=names,
            points=[(ASKED, ANSWER)],
            promises=[(PROMISE, odd, "2022-12")],
            heard=HEARD,
            title=f"关于{MARKUP}{'水岸' * 40}的提案",
            addressees=[names["周闻笛"][1], "罗听雨"],
            session=f"市政协{MARKUP}会议",
            doc_number=MARKUP,
            category_text=MARKUP,
            warnings=[MARKUP],
            source=f"{MARKUP}{'x' * 90}.txt",
        )
    ]
