"""Records of invented letters about invented places, in the contract's shape, for these tests."""

import hashlib
from typing import Any

from tagged import tagged

CITIES = ("青岚市", "松原江市", "白石市")
SHORT = {"AGENCY": "A", "EVENT": "E", "PROGRAM": "G", "DOCUMENT": "D", "PLACE": "L", "ORG": "O"}
WORDS = {
    "issues": "{a}联合印发{o}，明确分工和时限。",
    "jointlySurveys": "{a}于{t}共同到{o}现场调研，听取企业和群众意见。",
    "organizes": "{a}共同组织{o}，参加群众逾三千人次。",
    "implements": "{a}共同实施{o}，年内完成主体任务。",
}


def _short(name: str, city: str) -> str:
    return name.replace(city, "市", 1) if name.startswith(city) else name


class Maker:
    """Writes one letter sentence by sentence, with mentions and relations."""

    def __init__(self, key: str, city: str, agency: str, title: str, date: str) -> None:
        self.key, self.city, self.agency, self.title, self.date = key, city, agency, title, date
        self.number = "".join(c for c in key if c.isdigit())
        self.text = ""
        self.mentions: list[dict[str, Any]] = []
        self.relations: list[dict[str, Any]] = []
        self.commitments: list[dict[str, Any]] = []
        self.say(
            f"{{P:林知远}}委员：您提出的《{{R:{title}={self.number}}}》收悉，"
            f"{{A:我局={agency}}}办理答复如下。"
        )
        self.relate([("林知远", "PERSON")], "proposed", (self.number, "PROPOSAL"), None)
        self.relate([(agency, "AGENCY")], "answers", (self.number, "PROPOSAL"), date)

    def say(self, marked: str) -> None:
        plain, tags = tagged(marked)
        start = len(self.text)
        self.last = (start, start + len(plain))
        for tag in tags:
            self.mentions.append(
                {
                    "start": start + tag.span.start,
                    "end": start + tag.span.end,
                    "text": tag.text,
                    "type": tag.type,
                    "canonical": tag.canonical,
                }
            )
        self.text += plain + "\n"

    def relate(
        self,
        who: list[tuple[str, str]],
        predicate: str,
        what: tuple[str, str],
        date: str | None,
        modality: str = "done",
    ) -> None:
        for name, kind in who:
            self.relations.append(
                {
                    "subject": name,
                    "predicate": predicate,
                    "object": what[0],
                    "date": date,
                    "subject_type": kind,
                    "object_type": what[1],
                    "modality": modality,
                    "group": f"g{len(self.text)}" if len(who) > 1 else None,
                    "evidence": [list(self.last)],
                }
            )

    def act(
        self,
        predicate: str,
        agencies: list[str],
        what: str,
        kind: str,
        date: str,
        modality: str = "done",
    ) -> None:
        names = [self.city + a for a in agencies]
        marked = "、".join(f"{{A:{_short(n, self.city)}={n}}}" for n in names)
        year, month, *rest = date.split("-")
        when = f"{year}年{int(month)}月" + (f"{int(rest[0])}日" if rest else "")
        quote = f"《{{D:{what}}}》" if kind == "DOCUMENT" else f"{{{SHORT[kind]}:{what}}}"
        body = WORDS[predicate].format(a=marked, o=quote, t=f"{{T:{when}={date}}}")
        lead = "" if predicate == "jointlySurveys" else f"{{T:{when}={date}}}，"
        self.say(("下一步，将由" if modality == "planned" else lead) + body)
        self.relate([(n, "AGENCY") for n in names], predicate, (what, kind), date, modality)

    def co(self, agencies: list[str]) -> None:
        names = [self.city + a for a in agencies]
        marked = "、".join(f"{{A:{_short(n, self.city)}={n}}}" for n in names)
        self.say(f"该提案由{{A:我局={self.agency}}}会同{marked}研究办理。")
        self.relate([(self.agency, "AGENCY")], "leads", (self.number, "PROPOSAL"), self.date)
        for name in names:
            self.relate([(name, "AGENCY")], "coHandles", (self.number, "PROPOSAL"), self.date)

    def record(self) -> dict[str, Any]:
        return {
            "id": self.key,
            "digest": hashlib.sha256(self.key.encode()).hexdigest(),
            "source": f"{self.key}.txt",
            "part": 0,
            "is_reply": True,
            "kind": "proposal",
            "number": self.number,
            "title": self.title,
            "session": f"政协{self.city}第五届委员会第二次会议",
            "assembly": f"政协/{self.city}/5",
            "role": "lead",
            "replying_agency": self.agency,
            "addressees": ["林知远"],
            "date": self.date,
            "category": "A",
            "text": self.text,
            "mentions": self.mentions,
            "relations": self.relations,
            "commitments": self.commitments,
        }


ECO, FIN, NDRC, EDU, CULT = "生态环境局", "财政局", "发展和改革委员会", "教育局", "文化和旅游局"
WATER, AGRI, CITY, TRAFFIC, SCI = (
    "水务局",
    "农业农村局",
    "住房和城乡建设局",
    "交通运输局",
    "科学技术局",
)
HEALTH, CIVIL, POLICE, WORK, PARTY = (
    "卫生健康委员会",
    "民政局",
    "公安局",
    "人力资源和社会保障局",
    "气象局",
)


def _green(city: str, key: int, year: int) -> Maker:
    made = Maker(
        f"{city[0]}{year}{CITIES.index(city)}{key:03}",
        city,
        city + ECO,
        "关于以文化创意推动低碳社区建设的提案",
        f"{year}-09-{10 + key % 15}",
    )
    made.co([NDRC, FIN, CITY])
    made.act("issues", [ECO, NDRC, FIN], f"{city}低碳社区建设行动方案", "DOCUMENT", f"{year}-03")
    made.act(
        "jointlySurveys", [ECO, SCI, PARTY, CULT, EDU], f"{city}南湖湿地", "PLACE", f"{year}-06-15"
    )
    made.act("organizes", [ECO, EDU, CULT], f"{year}年{city}青少年环保节", "EVENT", f"{year}-06-05")
    made.act(
        "implements", [ECO, AGRI], f"{city}美丽河湖示范工程", "PROGRAM", f"{year + 1}-05", "planned"
    )
    return made


def _water(city: str, key: int, year: int) -> Maker:
    made = Maker(
        f"{city[0]}{year}{CITIES.index(city)}{key:03}",
        city,
        city + WATER,
        "关于加快小流域综合治理的提案",
        f"{year}-10-{10 + key % 15}",
    )
    made.co([ECO, AGRI])
    made.act(
        "issues",
        [WATER, ECO, AGRI, CITY],
        f"{city}小流域综合治理三年行动方案",
        "DOCUMENT",
        f"{year}-04",
    )
    made.act("implements", [WATER, TRAFFIC, FIN], f"{city}清水绕城工程", "PROGRAM", f"{year}-07")
    made.act("jointlySurveys", [WATER, ECO], f"{city}青龙水库", "PLACE", f"{year}-08-02")
    return made


def _life(city: str, key: int, year: int) -> Maker:
    made = Maker(
        f"{city[0]}{year}{CITIES.index(city)}{key:03}",
        city,
        city + CIVIL,
        "关于完善社区养老服务的提案",
        f"{year}-08-{10 + key % 15}",
    )
    made.co([HEALTH, FIN, WORK])
    made.act(
        "issues", [CIVIL, HEALTH, FIN], f"{city}社区养老服务提升办法", "DOCUMENT", f"{year}-05"
    )
    made.act("organizes", [CIVIL, HEALTH, POLICE], f"{year}年{city}敬老月", "EVENT", f"{year}-10")
    made.act("implements", [WORK, CIVIL, EDU], f"{city}护理员培训计划", "PROGRAM", f"{year}-03")
    return made


def stories() -> list[dict[str, Any]]:
    """Return about twenty records: three invented cities, three years, one provincial tie."""
    made = []
    for city, makers in (
        ("青岚市", (_green, _water, _life)),
        ("松原江市", (_water, _life)),
        ("白石市", (_green,)),
    ):
        for year in (2021, 2022, 2023):
            for index, maker in enumerate(makers):
                made.append(maker(city, year % 100 + index, year))
    last = made[-1]
    last.say("{A:白石市生态环境局}与{A:青岚市生态环境局}签订跨界水体联防协议。")
    last.relate(
        [("白石市生态环境局", "AGENCY")],
        "cooperatesWith",
        ("青岚市生态环境局", "AGENCY"),
        "2023-05-20",
    )
    return [maker.record() for maker in made]
