"""Small records in the contract's shape, made from sentences instead of counted offsets."""

import hashlib
import json

from material import shared

SURVEY = "2021年7月15日，市科技局会同市教育局、市气象局共同到河湾湿地调研。"


def record(
    name,
    sentences,
    *,
    agency="青岚市科学技术局",
    number="20210007",
    role="lead",
    date="2021-09-30",
    kind="proposal",
    assembly="政协/青岚市",
    **more,
):
    """Return a record; ``sentences`` are (sentence, [(subject, predicate, object, …)]).

    A relation may go on with date, modality and group. Names are typed by `typed`.
    """
    text = "\n".join(sentence for sentence, _ in sentences)
    mentions, relations, place = [], [], 0
    for sentence, claims in sentences:
        for claim in claims:
            subject, predicate, target, *rest = claim
            when, modality, group = (*rest, None, None, None)[:3]
            relations.append(
                {
                    "subject": subject,
                    "predicate": predicate,
                    "object": target,
                    "subject_type": typed(subject),
                    "object_type": typed(target),
                    "date": when,
                    "modality": modality or "done",
                    "group": group,
                    "evidence": [[place, place + len(sentence)]],
                    "rule": f"test.{predicate}",
                }
            )
            for end in (subject, target):
                mentions.append(
                    {
                        "start": place,
                        "end": place + 1,
                        "text": sentence[:1],
                        "type": typed(end),
                        "canonical": end,
                        "rule": "test",
                    }
                )
        place += len(sentence) + 1
    made = {
        "id": name,
        "source": f"{name}.txt",
        "part": 0,
        "is_reply": True,
        "kind": kind,
        "number": number,
        "title": f"关于{number}的提案",
        "session": None,
        "role": role,
        "replying_agency": agency,
        "addressees": ["方圆"],
        "date": date,
        "category": "A",
        "public": True,
        "mentions": mentions,
        "relations": relations,
        "commitments": [],
        "warnings": [],
        "assembly": assembly,
        "text": text,
        **more,
    }
    said = json.dumps(made, ensure_ascii=False, sort_keys=True)
    return {"digest": hashlib.sha256(said.encode()).hexdigest(), **made}


def typed(name):
    """Return the mention type that the end of a name in these tests stands for."""
    if name.isdigit():
        return "PROPOSAL"
    ends = {
        "AGENCY": ("局", "委员会", "政府", "厅", "部"),
        "EVENT": ("节", "大会"),
        "PROGRAM": ("行动", "计划", "工程"),
        "DOCUMENT": ("办法", "方案", "意见"),
        "ORG": ("大学", "公司"),
        "PERSON": ("方圆",),
    }
    return next((kind for kind, tails in ends.items() if name.endswith(tails)), "PLACE")


def survey(name="a", **more):
    """Return a letter that tells of one joint survey by three agencies."""
    three = ("青岚市科学技术局", "青岚市教育局", "青岚市气象局")
    claims = [(who, "jointlySurveys", "河湾湿地", "2021-07-15", "done", "g1") for who in three]
    return record(name, [(SURVEY, claims)], **more)


def issue(name="b", **more):
    """Return a letter that tells of a document issued jointly, and of a plan."""
    two = ("青岚市科学技术局", "青岚市财政局")
    claims = [(who, "issues", "青岚市人才办法", "2020-03", "done", "g1") for who in two]
    plan = ("青岚市科学技术局", "implements", "清凉行动", None, "planned")
    more = {"number": "20210008", **more}
    return record(
        name,
        [("市科技局会同市财政局印发《青岚市人才办法》。", claims), ("将实施清凉行动。", [plan])],
        **more,
    )


def seed():
    """Return the seed letter as its annotation has it, joint acts grouped by sentence."""
    text = shared("seed", "seed.txt").read_text(encoding="utf-8")
    gold = json.loads(shared("seed", "seed.json").read_text(encoding="utf-8"))
    for relation in gold["relations"]:
        relation["group"] = f"g{relation['evidence'][0][0]}{relation['predicate']}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        **gold,
        "source": "seed.txt",
        "part": 0,
        "digest": digest,
        "text": text,
        "assembly": "政协/深圳市",
        "contact": None,
    }
