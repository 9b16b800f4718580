"""How the explorer calls roles, outcomes, opinions, kinds and relations, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from replygraph.views.network import Words
from replygraph.views.parts import Badge
from replygraph.views.register import KINDS as SUBMISSIONS
from replygraph.views.register import OPINIONS, ROLES
from replygraph.views.sections import ACTS, MODES
from replygraph.vocab import predicates

__all__ = [
    "ACTS",
    "KINDS",
    "MODES",
    "OPINIONS",
    "OUTCOMES",
    "OUTCOMES_SHORT",
    "PLURALS",
    "RELATIONS",
    "ROLES",
    "ROLE_ORDER",
    "SUBMISSIONS",
    "TONES",
    "badge",
    "local",
    "mode",
    "relation",
]

#: what the classes mean, after the rules by which offices sort their answers
OUTCOMES = {
    "A": Words("A 类 · 已经或基本解决", "A · resolved, or nearly so"),
    "B": Words("B 类 · 正在解决或列入计划", "B · in progress or planned"),
    "C": Words("C 类 · 留待以后解决", "C · to be taken up later"),
    "D": Words("D 类 · 留作参考", "D · for reference"),
}
OUTCOMES_SHORT = {letter: Words(f"{letter} 类", letter) for letter in OUTCOMES}
#: how a badge is coloured
TONES = {
    "A": "good",
    "C": "warn",
    "D": "warn",
    "satisfied": "good",
    "partly": "warn",
    "unsatisfied": "bad",
    "planned": "warn",
    "negated": "bad",
}
ROLE_ORDER = ("lead", "sole", "co", "split", "")
#: kinds of mentions and things, as the legend of a letter names them
KINDS = {
    "agency": Words("机构", "agency"),
    "org": Words("企业、学校、社会组织", "company, school, association"),
    "person": Words("人员", "person"),
    "place": Words("地点", "place"),
    "event": Words("活动", "event"),
    "program": Words("项目", "program"),
    "document": Words("文件", "document"),
    "media": Words("媒体", "medium"),
    "proposal": Words("提案、建议", "submission"),
    "date": Words("日期", "date"),
    "indicator": Words("指标", "indicator"),
    "letter": Words("答复函", "letter"),
}
PLURALS = {
    "agency": Words("机构", "agencies"),
    "org": Words("企业、学校、社会组织", "companies, schools, associations"),
    "person": Words("人员", "persons"),
    "place": Words("地点", "places"),
    "event": Words("活动", "events"),
    "program": Words("项目", "programs"),
    "document": Words("文件", "documents"),
    "media": Words("媒体", "media"),
    "proposal": Words("提案、建议", "submissions"),
}
#: relation → heading of those that stand in it to the thing of a page
RELATIONS = {
    "proposed": Words("提出者", "proposed by"),
    "answers": Words("答复单位", "answered by"),
    "leads": Words("牵头", "led by"),
    "coHandles": Words("会办", "co-handled by"),
    "hosts": Words("主办", "hosted by"),
    "organizes": Words("承办、组织", "organised by"),
    "participatesIn": Words("参加", "taking part"),
    "jointlySurveys": Words("调研者", "surveyed by"),
    "supports": Words("支持者", "supported by"),
    "issues": Words("印发单位", "issued by"),
    "implements": Words("实施者", "implemented by"),
    "supervises": Words("督办、监管", "supervised by"),
    "cooperatesWith": Words("合作者", "cooperating with it"),
    "awardedTo": Words("荣誉", "awards"),
    "partOf": Words("组成部分", "parts"),
}


def badge(name: str, called: Mapping[str, Words]) -> Badge | Words:
    """Return a value's word as a badge in its tone; nothing where it has no word.

    >>> badge("A", OUTCOMES_SHORT)
    Badge(zh='A 类', en='A', tone='good')
    """
    words = called.get(name)
    return Badge(words.zh, words.en, TONES.get(name, "")) if words else Words("", "")


def mode(name: str) -> Badge | Words:
    """Return the word of a modality; what is planned or denied is a badge."""
    return MODES[name] if name == "done" else badge(name, MODES)


def relation(name: str) -> Words:
    """Return what a predicate is called.

    >>> relation("jointlySurveys")
    Words(zh='共同调研', en='jointly surveys')
    """
    row = predicates().get(name)
    return Words(row.zh, row.en) if row else Words(name, name)


def local(iri: str) -> str:
    """Return the last part of the IRI of a term.

    >>> local("https://w3id.org/replygraph/ns#lead"), local("")
    ('lead', '')
    """
    return iri.rpartition("#")[2]
