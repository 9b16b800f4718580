"""Short names of agencies for which the letter itself has a fuller form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from replygraph.resolve.context import Context
from replygraph.resolve.named import Named
from replygraph.resolve.names import contains_in_order

#: written 市政府金融工作办, which 市金融办 is short for
_OFFICE = re.compile("人民政府(?=[一-龥]{3})(?!办公)")
_HEADS = {"办": "办公室", "委": "委员会", "联": "联合会", "协": "协会"}


def agencies(
    named: Mapping[int, Named], written: Sequence[str], context: Context
) -> dict[int, tuple[str, ...]]:
    """Return, by index, the fuller names that the letter gives for short ones.

    One name decides; several leave the short form as the table expands it.
    """
    full = {
        one.name: one
        for index, one in named.items()
        if one.name
        and one.rest
        and (written[index].endswith(one.rest) or one.rule == "zone" or _OFFICE.match(one.rest))
    }
    if context.agency and context.region is not None:
        # The name under which the letter is signed is a full form, wherever it stands.
        where = context.region.display
        rest = context.agency.removeprefix(where)
        if rest != context.agency:
            signed = Named(context.agency, context.region, rest, False, True, "self")
            full.setdefault(context.agency, signed)
    found: dict[int, tuple[str, ...]] = {}
    read: dict[tuple[str, str], tuple[str, ...]] = {}
    for index, one in named.items():
        if one.rule == "unit" and one.name:  # 我局交警大队 of 县公安局交通警察大队
            own = context.agency or one.name
            longer = [n for n in full if n.startswith(own) and abbreviates(one.name, n)]
            if longer:
                found[index] = tuple(sorted(longer))
            continue
        if not (one.name or one.rule == "open"):
            continue
        if not one.short:
            if one.rule == "bare" and one.name == one.rest:  # 合作区执委会
                longer = [name for name in full if name.endswith(one.name) and name != one.name]
                if len(longer) == 1:
                    found[index] = tuple(longer)
            continue
        if one.name == context.agency and written[index] == one.name:
            continue  # the name that it signs with is no short form of a former one
        text = written[index]
        key = (text, one.name or one.rule)
        if key not in read:
            longer = [
                name
                for name, other in full.items()
                if name != one.name and _is_fuller(one, other, text, context)
            ]
            read[key] = tuple(sorted(longer))
        if read[key]:
            found[index] = read[key]
    return found


def _is_fuller(one: Named, other: Named, text: str, context: Context) -> bool:
    name = other.name or ""
    if one.rule in ("national", "zone", "bare"):
        return abbreviates(text, name)
    where = one.region.display if one.region else ""
    if not where or (other.region.display if other.region else "") != where:
        return False
    rest, short = name.removeprefix(where), context.split(text)[1]
    if name.startswith("国家税务总局"):
        return short == "税务局" and name == f"国家税务总局{where}税务局"
    if one.rule == "street" and rest == f"人民政府{one.rest}":
        return True
    if not short.startswith("政府"):
        rest = rest.removeprefix("人民政府")
    if rest in (f"公安局{short}", f"公安{short}", f"人民{short}"):
        return True  # 交警支队 of 市公安局交警支队; 检察院
    return rest[:1] == short[:1] and abbreviates(short, rest)


def abbreviates(short: str, full: str) -> bool:
    """Tell whether ``short`` is ``full`` with characters left out, the head kept.

    >>> abbreviates("旅文局", "旅游和文化广电体育局"), abbreviates("医保办", "医疗保险办公室")
    (True, True)
    """
    head = _HEADS.get(short[-1], short[-1])
    return full.endswith(head) and len(full) > len(short) and contains_in_order(short, full)
