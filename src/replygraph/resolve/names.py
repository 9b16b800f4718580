"""Short names and the fuller form that the letter gives for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from replygraph.model import Mention

_QUOTES = str.maketrans("", "", "“”‘’『』「」" + '"')
_DEFINES = re.compile(r"(?:以下|下)?(?:简称|统称)(?:为)?[：:]?[《“\"‘「『]*$")
_ADJACENT = re.compile(r"[》”]?[（(](?:以下|下)?(?:简称|统称)(?:为)?[《“\"‘「『]*")
_NUMBERED = re.compile(r"[一-龥A-Za-z]*[〔\[【（(]\d{4}[〕\]】）)]\s*\d+号|[一-龥]+令第\d+号")
_EDITION = re.compile(
    r"(?P<edition>第[一二三四五六七八九十百\d]+届|(?:19|20)\d\d年?)(?P<base>.{2,})"
)
#: what a scenic area adds to the name of its place
_SCENIC = re.compile(
    "(?:国家级?|滑雪|冰雪|生态|温泉|旅游|文化|森林|湿地|地质)*"
    "(?:度假区|名胜区|风景区|景区|滑雪场|公园|苏木)"
)
#: heads of waters and heights, and what is laid out beside them under their name
_NATURAL = frozenset("河江湖山岛湾海溪")
_PARK = re.compile("(?:湿地|森林|地质)公园$")
_TAIL_BRACKET = re.compile(r"（[^（）]*）$")
#: what a botched conversion put behind a character: 實(shí)施
_PINYIN = re.compile(r"(?<=[一-龥])[（(][a-zà-üāēěīōūǎǐǒǔǖǘǚǜńňê]{1,6}[）)]")
#: heads that short names do not keep whole
#: what a firm's full name has behind its short one
_FIRM = re.compile("(?:科技|实业|制造|发展|[（(][一-龥]+[）)])?(?:集团|股份|控股|有限|责任)+公司")
_FULL_HEADS = (
    "学院",
    "大学",
    "医院",
    "中学",
    "小学",
    "学校",
    "银行",
    "协会",
    "商会",
    "公司",
    "集团",
)
_SHORT_TYPES = frozenset({"EVENT", "PROGRAM", "DOCUMENT", "ORG", "PLACE", "MEDIA", "AGENCY"})


def clean(mention: Mention, normal: str) -> str:
    """Return the name as canonicals write it: no blanks, no quotes (documents keep inner ones)."""
    span = mention.span
    text = normal[span.start : span.end]
    if text.isalnum():
        return text
    if " " in text or "\n" in text or "\t" in text:
        text = "".join(text.split())
    if "(" in text or "（" in text:
        text = _PINYIN.sub("", text)
    if mention.type == "DOCUMENT":
        return text.strip("《》")
    return text.translate(_QUOTES)


def is_numbered(name: str) -> bool:
    """Tell whether ``name`` is a document's number (文号)."""
    return bool(_NUMBERED.fullmatch(name))


@lru_cache(maxsize=8192)
def series_of(name: str) -> str:
    """Return the name of an event without year and number of its edition.

    >>> series_of("2021年深圳青少年环保节"), series_of("第29届义乌国际小商品博览会")
    ('深圳青少年环保节', '义乌国际小商品博览会')
    """
    match = _EDITION.fullmatch(name)
    return match["base"] if match else name


def contains_in_order(short: str, longer: str) -> bool:
    """Tell whether the characters of ``short`` stand in ``longer`` in this order.

    >>> contains_in_order("瓷博会", "中国景德镇国际陶瓷博览会")
    True
    """
    rest = iter(longer)
    return all(char in rest for char in short)


@dataclass
class Names:
    """The names of one letter: aliases that it defines, and the full forms by type."""

    aliases: dict[str, str] = field(default_factory=dict)
    full: dict[str, list[str]] = field(default_factory=dict)

    def define(self, mentions: Sequence[Mention], names: Sequence[str], normal: str) -> None:
        """Read the definitions （以下简称X） between neighbouring mentions."""
        defined = "简称" in normal or "统称" in normal
        for index, mention in enumerate(mentions if defined else ()):
            if mention.type not in _SHORT_TYPES:
                continue
            start = max(0, mention.span.start - 12)
            if not _DEFINES.search(normal, start, mention.span.start):
                continue
            for before in range(index - 1, max(-1, index - 4), -1):
                other = mentions[before]
                if is_numbered(names[before]) or other.type in ("DATE", "INDICATOR"):
                    continue
                gap = normal[other.span.end : mention.span.start]
                if "。" in gap or "\n" in gap:
                    break
                if other.type != mention.type and not _ADJACENT.fullmatch(gap):
                    break
                self.aliases.setdefault(names[index], names[before])
                break
        met: dict[str, dict[str, None]] = {kind: {} for kind in sorted(_SHORT_TYPES)}
        for mention, name in zip(mentions, names, strict=True):
            if mention.type in _SHORT_TYPES:
                met[mention.type][name] = None
        for kind, found in met.items():
            self.full[kind] = [name for name in found if name not in self.aliases]

    def fuller(self, name: str, kind: str, before: Sequence[str] = ()) -> tuple[str, str]:
        """Return the fuller form of ``name`` in the letter, and the rule; else the name itself.

        ``before`` are the names of the same type read so far, the nearest last.
        """
        if name in self.aliases:
            return self.aliases[name], "alias"
        if kind == "DOCUMENT":
            return self._document(name, before)
        if self.aliases and name in self.aliases.values():
            return name, "as written"
        if kind in ("EVENT", "PROGRAM") and (found := self._with_edition(name, kind)):
            return found, "edition"
        for short in sorted(self.aliases, key=lambda s: (-len(s), s)) if self.aliases else ():
            if len(short) > 2 and short in name and self.aliases[short] not in name:
                return name.replace(short, self.aliases[short], 1), "alias-part"
        if found := self._behind(name, kind, before):
            return found, "suffix"
        if kind == "PLACE" and (found := self._stem(name)):
            return found, "stem"
        if kind in ("EVENT", "ORG", "PROGRAM", "PLACE") and (found := self._shortened(name, kind)):
            return found, "abbreviation"
        return name, "as written"

    def _with_edition(self, name: str, kind: str) -> str | None:
        match = _EDITION.fullmatch(name)
        if not match:
            return None
        base, rule = self.fuller(match["base"], kind)
        if rule == "as written" or _EDITION.match(base) or any(c.isdigit() for c in base):
            return None
        stated = [f for f in self.full.get(kind, ()) if f.endswith(base) and f != base]
        digits = match["edition"].rstrip("年")
        same = [f for f in stated if f.startswith(digits)]
        return same[0] if len(same) == 1 else match["edition"] + base

    def _document(self, name: str, before: Sequence[str]) -> tuple[str, str]:
        """Return the document that a short title means: the nearest one before that ends so."""
        candidates = [f for f in self.full.get("DOCUMENT", ()) if self._ends(f, name)]
        if not candidates:
            return name, "as written"
        if len(candidates) == 1:
            return candidates[0], "short title"
        near = [f for f in reversed(before) if f in candidates]
        return (near[0], "short title") if near and len(name) <= 8 else (name, "as written")

    @staticmethod
    def _ends(full: str, name: str) -> bool:
        body = _TAIL_BRACKET.sub("", full)
        return (
            full != name and len(full) > len(name) and (body.endswith(name) or full.endswith(name))
        )

    def _behind(self, name: str, kind: str, before: Sequence[str]) -> str | None:
        """Return the one longer name that ends with ``name``; the series goes before an edition."""
        if (len(name) > 6 and kind == "EVENT") or (len(name) < 3 and kind == "PLACE"):
            return None  # a long name stands for itself
        found = [f for f in self.full.get(kind, ()) if f.endswith(name) and f != name]
        if not found:
            return None
        if len(name) > 3 and kind == "EVENT":
            # 青少年环保节 is the series of 2021年深圳青少年环保节, not that edition.
            found = list(dict.fromkeys(series_of(f) for f in found))
            found = [f for f in found if f != name and "暨" not in f]
        if len(found) == 1:
            return found[0] if series_of(found[0]) != name else None
        series = [f for f in found if not _EDITION.match(f)]
        if len(series) == 1:
            return series[0]
        near = [f for f in reversed(before) if f in (series or found)]
        return near[0] if near and len(name) <= 4 else None

    def _stem(self, name: str) -> str | None:
        """Return the one scenic area that begins with ``name``: 北大湖 → 北大湖滑雪度假区."""
        if len(name) < 3:
            return None
        found = [f for f in self.full.get("PLACE", ()) if f.startswith(name) and f != name]
        if name[-1] in _NATURAL:  # a lake is not the park on its shore
            found = [f for f in found if not _PARK.search(f)]
        return found[0] if len(found) == 1 and _SCENIC.fullmatch(found[0], len(name)) else None

    def _shortened(self, name: str, kind: str) -> str | None:
        if kind == "ORG" and len(name) > 3:  # 湘佳牧业 of 湖南湘佳牧业股份有限公司
            firms = [
                f
                for f in dict.fromkeys(self.full.get(kind, ()))
                if f != name and name in f and _FIRM.fullmatch(f, f.index(name) + len(name))
            ]
            if len(firms) == 1:
                return firms[0]
        if not 3 <= len(name) <= 6 or (kind == "ORG" and name.endswith(_FULL_HEADS)):
            return None  # 湖州学院 is not short for 湖州师范学院
        found = [
            f
            for f in dict.fromkeys(series_of(f) for f in self.full.get(kind, ()))
            if len(f) > len(name) + 1
            and f[-1] == name[-1]
            and contains_in_order(name, f)
            and not f.endswith((name, "小镇"))
        ]
        series = [f for f in found if not re.search(r"第.{1,4}届|\d{4}年?", f)] or found
        return series[0] if len(series) == 1 else None
