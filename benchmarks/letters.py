"""Makes records of invented letters at the density of the annotated ones, any number of them.

About 60 mentions, 27 things, 28 statements in 12 sentences, 3 commitments and 6 indicators a
letter. Divisions and kinds of agencies are real, so that letters of one city share agencies,
programs, events and documents over the years; people and everything else are invented. Letter
number i is the same on any machine. Run by itself it prints the density and the triples a letter.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from typing import Any

from replygraph import iri
from replygraph.resources import authority

KINDS = [
    "发展和改革委员会",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康委员会",
    "应急管理局",
    "市场监督管理局",
    "体育局",
    "林业局",
    "医疗保障局",
    "气象局",
    "退役军人事务局",
]
NATIONAL = ("财政部", "教育部", "农业农村部", "生态环境部", "文化和旅游部", "水利部")
FIELDS = [
    "绿色",
    "清风",
    "数字",
    "水岸",
    "乡村",
    "书香",
    "银龄",
    "阳光",
    "安居",
    "畅通",
    "护苗",
    "富民",
    "强链",
    "惠企",
    "古城",
    "湿地",
    "绿道",
    "清河",
]
NOUNS = [
    "出行",
    "校园",
    "社区",
    "田园",
    "创建",
    "提升",
    "服务",
    "治理",
    "示范",
    "培育",
    "守护",
    "共享",
    "传承",
    "焕新",
    "联通",
    "修复",
]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华文强丽敏静磊洋艳勇军杰娟涛超霞平刚桂英兰玉春红建国志伟芳"
SITES = [
    "文化广场",
    "产业园",
    "中心小学",
    "湿地公园",
    "老街",
    "养老院",
    "水库",
    "集镇",
    "步行街",
    "科技馆",
    "体育馆",
    "农贸市场",
]
PER_PLACE = 25


class Text:
    """A letter's text as it grows, with the mentions in it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.parts: list[str] = []
        self.size = 0
        self.mentions: list[dict[str, Any]] = []

    def add(self, *parts: str | tuple[str, str] | tuple[str, str, str]) -> list[int]:
        """Add a sentence of words and (type, name[, as written]); return its span."""
        start = self.size
        for part in parts:
            words = part if isinstance(part, str) else part[-1]
            if not isinstance(part, str):
                thing = part[0] not in ("DATE", "INDICATOR", "PERSON", "PROPOSAL")
                entity = iri.entity(part[0], part[1], base=self.base) if thing else None
                self.mentions.append(
                    {
                        "id": f"m{self.size}",
                        "start": self.size,
                        "end": self.size + len(words),
                        "text": words,
                        "type": part[0],
                        "canonical": part[1],
                        "entity": entity,
                        "rule": "made",
                    }
                )
            self.parts.append(words)
            self.size += len(words)
        span = [start, self.size]
        self.parts.append("\n")
        self.size += 1
        return span


class Letter:
    """One letter: chooses what happened and writes it down."""

    def __init__(self, number: int, places: list[Any], base: str) -> None:
        self.rng = rng = random.Random(number)
        self.place = rng.choice(places)
        self.region = self.place.name
        self.year = rng.randint(2015, 2024)
        self.text = Text(base)
        self.relations: list[dict[str, Any]] = []
        self.commitments: list[dict[str, Any]] = []
        self.number = f"{self.year}{rng.randint(1, 999):04d}"
        self.others = [self.region + kind for kind in rng.sample(KINDS, 9)]
        self.own = self.others.pop()

    def thing(self, kind: str, pool: int) -> str:
        """Return a program, event or document of this place and year: some in many letters."""
        rng = random.Random(f"{self.region}{self.year}{kind}{int(self.rng.triangular(0, pool, 0))}")
        name = rng.choice(FIELDS) + rng.choice(NOUNS)
        if kind == "PROGRAM":
            return f"{self.region[:-1]}{name}{rng.choice(('行动', '工程', '计划'))}"
        if kind == "EVENT":
            return f"{self.year}年{self.region}{name}{rng.choice(('节', '大会', '推介会'))}"
        form = rng.choice(("实施方案", "管理办法", "三年行动计划"))
        return f"{self.region}{name}{form}（{self.year}年）"

    def date(self) -> tuple[str, str, str]:
        """Return a date mention of the year, to the month or the day."""
        month, day = self.rng.randint(1, 12), self.rng.randint(1, 28)
        if self.rng.random() < 0.5:
            return "DATE", f"{self.year}-{month:02d}", f"{self.year}年{month}月"
        return "DATE", f"{self.year}-{month:02d}-{day:02d}", f"{self.year}年{month}月{day}日"

    def say(
        self, span: list[int], subjects: list[str], predicate: str, target: str, **more: Any
    ) -> None:
        """State that the subjects did something, in one sentence."""
        for subject in subjects:
            kinds = {"subject_type": "AGENCY", "object_type": more.get("type", "PROGRAM")}
            group = f"g{span[0]}{predicate}" if len(subjects) > 1 else None
            self.relations.append(
                {
                    "subject": subject,
                    "predicate": predicate,
                    "object": target,
                    **kinds,
                    "date": None,
                    "modality": "done",
                    "group": group,
                    "evidence": [span],
                    "rule": f"made.{predicate}",
                    **{k: v for k, v in more.items() if k != "type"},
                }
            )

    def head(self) -> None:
        """Write salutation and who handles the submission."""
        names = [self.rng.choice(SURNAMES) + self.rng.choice(GIVEN) for _ in range(2)]
        self.names = names
        people = [("PERSON", name) for name in names]
        span = self.text.add(people[0], "、", people[1], "委员：")
        span = self.text.add(
            "您们提出的第",
            ("PROPOSAL", self.number),
            "号提案收悉，",
            ("AGENCY", self.own, "我局"),
            "现答复如下。",
        )
        for name in names:
            self.say(span, [name], "proposed", self.number, type="PROPOSAL", subject_type="PERSON")
        self.say(span, [self.own], "answers", self.number, type="PROPOSAL")
        self.say(span, [self.own], "leads", self.number, type="PROPOSAL")
        co = self.others[:2]
        span = self.text.add("经商", ("AGENCY", co[0]), "、", ("AGENCY", co[1]), "，办理情况如下。")
        for body in co:
            self.say(span, [body], "coHandles", self.number, type="PROPOSAL")

    def together(self) -> None:
        """Write what several bodies did together: a survey, a document, an event."""
        who, when = [self.own, *self.others[2:4]], self.date()
        site = self.region + self.rng.choice(SITES)
        bodies = [
            ("AGENCY", self.own, "我局"),
            "会同",
            ("AGENCY", who[1]),
            "、",
            ("AGENCY", who[2]),
        ]
        span = self.text.add(when, "，", *bodies, "到", ("PLACE", site), "调研。")
        self.say(span, who, "jointlySurveys", site, type="PLACE", date=when[1])
        two, when = [self.own, self.others[4]], self.date()
        document = self.thing("DOCUMENT", 30)
        span = self.text.add(
            when,
            "，",
            ("AGENCY", self.own, "我局"),
            "与",
            ("AGENCY", two[1]),
            "印发",
            ("DOCUMENT", document, f"《{document}》"),
            "。",
        )
        self.say(span, two, "issues", document, type="DOCUMENT", date=when[1])
        event, when = self.thing("EVENT", 25), self.date()
        span = self.text.add(
            when,
            "，",
            ("AGENCY", self.others[5]),
            "、",
            ("AGENCY", self.own, "我局"),
            "在",
            ("PLACE", site),
            "举办",
            ("EVENT", event),
            "，参加",
            ("INDICATOR", f"{self.rng.randint(1, 90) * 100}人次"),
            "。",
        )
        self.say(span, [self.others[5], self.own], "organizes", event, type="EVENT", date=when[1])
        self.say(span, [site], "hosts", event, type="EVENT", subject_type="PLACE", date=when[1])

    def body(self) -> None:
        """Write what single bodies did, and to what end."""
        for turn in range(3):
            program, other = self.thing("PROGRAM", 40), self.others[turn + 5]
            when = self.date()
            span = self.text.add(
                *(
                    "一是",
                    when,
                    "以来，",
                    ("AGENCY", self.own, "我局"),
                    "实施",
                    ("PROGRAM", program),
                    "，",
                ),
                *(("AGENCY", other), "支持", ("PROGRAM", program, "该项工作"), "，投入"),
                *(("INDICATOR", f"{self.rng.randint(10, 900)}万元"), "，完成"),
                *(("INDICATOR", f"{self.rng.randint(2, 60)}个"), "。"),
            )
            self.say(span, [self.own], "implements", program, date=when[1])
            self.say(span, [other], "supports", program)
        national = self.rng.choice(NATIONAL)
        program, event = self.thing("PROGRAM", 40), self.thing("EVENT", 25)
        span = self.text.add(
            "争取",
            ("AGENCY", national),
            "支持，",
            ("PROGRAM", program),
            "列入试点，",
            ("EVENT", event),
            "为其子项，",
            ("AGENCY", self.others[6]),
            "参加。",
        )
        self.say(span, [national], "supports", program)
        self.say(span, [event], "partOf", program, subject_type="EVENT")
        self.say(span, [self.others[6]], "participatesIn", event, type="EVENT")
        document = self.thing("DOCUMENT", 30)
        span = self.text.add(
            ("AGENCY", self.own, "我局"),
            "落实",
            ("DOCUMENT", document, f"《{document}》"),
            "，",
            ("AGENCY", self.others[7]),
            "督促",
            ("AGENCY", self.others[0]),
            "整改。",
        )
        self.say(span, [self.own], "implements", document, type="DOCUMENT")
        self.say(span, [self.others[7]], "supervises", self.others[0], type="AGENCY")

    def plans(self) -> None:
        """Write what is promised, and the close."""
        for turn in range(2):
            program = self.thing("PROGRAM", 40)
            span = self.text.add(
                "下一步，",
                ("AGENCY", self.own, "我局"),
                "将推进",
                ("PROGRAM", program),
                "，",
                ("AGENCY", self.others[turn]),
                "配合。",
            )
            self.say(span, [self.own], "implements", program, modality="planned")
            self.commitments.append({"text": span, "agency": self.own, "due": None})
        span = self.text.add(
            "到",
            ("DATE", f"{self.year + 1}", f"{self.year + 1}年底"),
            "建成",
            ("INDICATOR", f"{self.rng.randint(2, 30)}处"),
            "。",
        )
        self.commitments.append({"text": span, "agency": self.own, "due": f"{self.year + 1}"})
        self.when = f"{self.year}-{self.rng.randint(5, 9):02d}-{self.rng.randint(1, 28):02d}"
        self.text.add(("AGENCY", self.own))
        self.text.add(("DATE", self.when))


def letter(number: int, places: list[Any], base: str = iri.BASE) -> dict[str, Any]:
    """Return the record of letter ``number`` of a corpus about these places."""
    made = Letter(number, places, base)
    made.head()
    made.together()
    made.body()
    made.plans()
    text = "".join(made.text.parts)
    digest = hashlib.sha256(f"{number}\n{text}".encode()).hexdigest()
    return {
        "id": f"letter-{number:06d}",
        "source": f"letter-{number:06d}.txt",
        "digest": digest,
        "part": 0,
        "is_reply": True,
        "kind": "proposal",
        "number": made.number,
        "title": f"关于推进{made.region}第{made.number}号事项的提案",
        "session": None,
        "role": "lead",
        "replying_agency": made.own,
        "addressees": made.names,
        "addressees_open": False,
        "date": made.when,
        "category": made.rng.choice("AABC"),
        "public": True,
        "mentions": made.text.mentions,
        "relations": made.relations,
        "commitments": made.commitments,
        "warnings": [],
        "region": made.region,
        "assembly": f"政协/{made.region}",
        "text": text,
    }


def letters(count: int, start: int = 0, base: str = iri.BASE) -> Iterator[dict[str, Any]]:
    """Yield ``count`` records; a corpus of more letters is about more places."""
    known = [p for p in authority().places if p.until == 9999 and p.name.endswith(("市", "县"))]
    places = random.Random(count).sample(known, max(8, min(len(known), count // PER_PLACE)))
    for number in range(start, start + count):
        yield letter(number, places, base)


def main() -> None:
    """Print density and triples a letter."""
    from replygraph.store import open_store

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    mentions = relations = 0
    with open_store(None, write=True) as store:

        def counted() -> Iterator[dict[str, Any]]:
            nonlocal mentions, relations
            for record in letters(count):
                mentions += len(record["mentions"])
                relations += len(record["relations"])
                yield record

        store.update(counted())
        kept = len(store)
        every = sum(1 for _ in store.quads())
        own = sum(1 for line in store.quads() if "/id/letter/" in line.rsplit(" <", 1)[1])
    sys.stdout.write(
        f"{kept} letters: {mentions / count:.1f} mentions, {relations / count:.1f} statements, "
        f"{every / kept:.1f} triples a letter, {own / kept:.1f} of them in its own graph\n"
    )


if __name__ == "__main__":
    main()
