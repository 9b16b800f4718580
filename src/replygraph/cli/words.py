"""Words for what the graph writes as codes, in both languages."""

from __future__ import annotations

from replygraph.cli.lang import say
from replygraph.vocab import PREFIXES, predicates

MODALITIES = {
    "done": ("已做", "done"),
    "planned": ("拟做", "planned"),
    "negated": ("不做", "negated"),
}
ROLES = {
    "lead": ("主办", "lead"),
    "co": ("会办", "co"),
    "split": ("分办", "split"),
    "sole": ("独办", "sole"),
}
#: what ``stats`` counts
COUNTED = {
    "generation": ("版本", "generation"),
    "letters": ("答复函", "letters"),
    "submissions": ("提案、建议", "submissions"),
    "agencies": ("机构", "agencies"),
    "organizations": ("企业、学校、社会组织", "organizations"),
    "persons": ("人员", "persons"),
    "places": ("地点", "places"),
    "events": ("活动", "events"),
    "programs": ("项目", "programs"),
    "documents": ("文件", "documents"),
    "media": ("媒体", "media"),
    "handlings": ("办理", "handlings"),
    "joint_acts": ("联合行动", "joint acts"),
    "collaborations": ("协作（对）", "collaborations (pairs)"),
    "commitments": ("承诺", "commitments"),
    "statements": ("陈述", "statements"),
    "predicates": ("关系", "predicates"),
    "years": ("答复年份", "years of reply"),
    "roles": ("答复角色", "roles"),
    "outcomes": ("办理类别", "outcomes"),
    "triples": ("三元组", "triples"),
    "triples_per_letter": ("每封信自己的三元组", "triples of a letter's own"),
    "facts_per_letter": ("每封信平均另增的三元组", "further triples per letter"),
}


def word(code: str) -> str:
    """Return the word for a modality, role, predicate or counted thing, else the code itself."""
    for known in (MODALITIES, ROLES, COUNTED):
        if code in known:
            return say(*known[code])
    predicate = predicates().get(code)
    return say(predicate.zh, predicate.en) if predicate else code


def shorter(quad: str, base: str) -> str:
    """Return a line of N-Quads for people: without its graph, names without what all share.

    >>> shorter("<http://b/agency/甲局> <http://www.w3.org/2002/07/owl#sameAs> <x:y> <x:g> .",
    ...         "http://b/")
    'agency/甲局 owl:sameAs <x:y>'
    """
    triple = quad.rstrip().removesuffix(".").rstrip().rpartition(" <")[0]
    for prefix, start in PREFIXES.items():
        before, *names = triple.split(f"<{start}")
        triple = before + "".join(f"{prefix}:{name.replace('>', '', 1)}" for name in names)
    before, *names = triple.split(f"<{base}")
    return before + "".join(name.replace(">", "", 1) for name in names)
