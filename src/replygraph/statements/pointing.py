"""Words that point back to a name: 该工程, 该赛事, 上述项目, 其; put in place of them: the name."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from replygraph.statements.heads import BACK
from replygraph.statements.masked import expand, has_name, mark
from replygraph.statements.patterns import BODIES
from replygraph.statements.starts import starts
from replygraph.statements.tokens import Memory, Name, Names, back, meant

_CLAUSE: Final = re.compile("[，,：:；;]")
#: 对其予以支持, 为其提供场地, 给予其补助; not 其中, 其他, 其做法
_ITS: Final = (
    r"(?<=[对为给])其(?=予以|给予|进行|提供|安排|拨付|开展|实施|下达|配套|发放|配备|全程|跟踪|加强)"
    r"|(?<=给予)其(?![中他余它间次实])"
)
#: 推进G，…，城投集团为此提供店面
_FOR_IT: Final = (
    r"(?<=[{A}{O}]为)此(?=[^，]{0,4}(?:提供|安排|拨付|投入|出资|补助|配套|选派|捐赠|赞助|筹措))"
)
#: 并将其纳入G, 把其列为
_TAKEN: Final = r"(?<=[将把])其(?=纳入|列入|列为|并入|评为|认定|命名|确定|作为|打造)"
#: 指导其开展G
_ACTS: Final = (
    "(?=承担|负责|开展|举办|实施|申报|创建|做好|完成|制定|编制|建设|启动|推进|承办|组织|参加|参与|落实|"
    "办好|打造)"
)
_PIVOT: Final = rf"(?<=支持|指导|帮助|协助|督促|资助|委托|扶持)其{_ACTS}|(?<=由)其{_ACTS}"
_MEANWHILE: Final = ("同期，", "期间，", "其间，")
_EDITION: Final = re.compile("[届\\d]")
_THING: Final = frozenset({"EVENT", "PROGRAM", "ORG", "PLACE"})
_WORK: Final = frozenset({"EVENT", "PROGRAM"})


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile(
        expand(
            f"(?P<name>[{{N}}])|(?P<back>{BACK})|(?P<its>{_ITS}|{_TAKEN})|(?P<aim>{_FOR_IT})|(?P<pivot>{_PIVOT})"
        )
    )


def _last(names: list[Name], kinds: frozenset[str]) -> Names:
    return next(((name,) for name in reversed(names) if name[0] in kinds), ())


def _marks(names: Names, memory: Memory) -> str:
    """Return the masking characters of ``names``, joined as in a list; empty if one has none."""
    if not memory.marks:
        for index, link in enumerate(memory.links):
            if link.entity is not None:
                key = (link.mention.type, link.entity.name)
                memory.marks.setdefault(key, mark(link.mention.type, index))
    found = [memory.marks.get((kind, entity.name), "") for kind, entity in names]
    return "、".join(found) if all(found) else ""


def resolved(flat: str, memory: Memory) -> str:
    """Return ``flat`` with the words that point back replaced by marks of the names they mean.

    A word whose name is not known stays as it stands.
    """
    if flat.startswith(_MEANWHILE):
        # 同期，A举办E: during the event that the paragraph named last
        told = [name for name in memory.names[memory.paragraph :] if name[0] == "EVENT"]
        edition = [name for name in told if _EDITION.search(name[1].name)]
        flat = _marks(tuple((edition or told)[-1:]), memory) + "期间" + flat[2:]
    if not _some().search(flat) or not (memory.names or has_name(flat)):
        return flat
    known = len(memory.names)
    pieces, place, clause = [], 0, known
    for match in _pointer().finditer(flat):
        if _CLAUSE.search(flat, place, match.start()):
            clause = len(memory.names)
        names: Names = ()
        if match["name"]:
            memory.names += meant(match[0], memory)[1]
        elif match["back"]:
            names = back(match[0], memory)
        elif match["its"]:
            names = _last(memory.names[:clause], _THING)
        elif match["aim"]:
            names = _last(memory.names[memory.paragraph : clause], _WORK)
        else:
            names = _last(memory.names[:clause], BODIES)
        if names and (marks := _marks(names, memory)):
            pieces += [flat[place : match.start()], marks]
        else:
            pieces.append(flat[place : match.end()])
        place = match.end()
    del memory.names[known:]
    return "".join(pieces) + flat[place:]


@cache
def _some() -> re.Pattern[str]:
    whole = f"{BACK}|{_ITS}|{_TAKEN}|{_PIVOT}|{_FOR_IT}"
    return re.compile(expand(f"(?=[{starts(whole)}])(?:{whole})"))
