"""Links the mentions of one letter, in reading order, one small function per type."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from replygraph import iri
from replygraph.model import Entity, Letter, Link, Mention, Resolution
from replygraph.resolve import agencies, context, places, sessions
from replygraph.resolve.lists import runs
from replygraph.resolve.names import Names, clean, contains_in_order, is_numbered
from replygraph.resolve.regions import NATION, Region
from replygraph.text import dates

_MASKED = re.compile(r"[*＊×xX■□○某]")
_NUMBER = re.compile(r"第?\s*([A-Za-z]{0,4}\d[\d\s]*)号?")
_LABEL = re.compile(r"(?:联系|承办|办理|经办)(?:单位|处室|科室|部门|人)[：:]\s*$")
_AGENCY_TAIL = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|部|院|会|中心|政府|政协|人大|中央|联络组|界|支队|大队|总队|社|联|协|公司|工委|支部)$"
)
_REGIONAL_ORG = re.compile(r"(?:自治区|自治州|省|市(?![场政民])|县|州|区(?!域))(?=[一-龥]{3,})")


class Linker:
    """Reads one letter; see `resolve`."""

    def __init__(self, letter: Letter, mentions: tuple[Mention, ...], base: str) -> None:
        """Take the letter and its mentions, which keep their order."""
        self.letter = letter
        self.mentions = mentions
        self.base = base
        self.normal = letter.normal
        self.written = [clean(mention, self.normal) for mention in mentions]
        self.context = context.start(letter)
        self.names = Names()
        self.lists = runs(mentions, self.normal)
        self.warnings: list[str] = []
        self._entities: dict[tuple[str, str, bool], Entity] = {}
        self._read: dict[str, list[str]] = {}
        self._by_type: dict[str, Callable[[int], Link]] = {
            "PERSON": self._person,
            "PLACE": self._place,
            "EVENT": self._event,
            "DOCUMENT": self._document,
            "PROPOSAL": self._proposal,
            "DATE": self._date,
            "INDICATOR": self._indicator,
            "ORG": self._org,
            "PROGRAM": self._name,
            "MEDIA": self._name,
        }

    # --- the letter -----------------------------------------------------------------------------

    def _find_region(self) -> None:
        """Set the letter's region and agency, from the agency, the mentions, the session."""
        ctx = self.context
        written = re.sub(r"\s+", "", agencies_text(self.letter.agency))
        region: Region | None = None
        if written:
            named = agencies.name(written, ctx)
            ctx.national = named.rule == "national"
            region = named.region
            if region is None and not ctx.national:
                region = self._region_elsewhere(written)
        if region is None and not ctx.national:
            region = self._region_of_session() or self._region_of_places(written)
        ctx.region = Region(NATION) if ctx.national else region
        if written:
            ctx.agency = agencies.name(written, ctx).name
        if ctx.region is None:
            self.warnings.append("未能确定本函所属地区，地区简称未展开。")

    def _region_elsewhere(self, written: str) -> Region | None:
        """Return the region that another mention of the same agency carries in front."""
        rest = written.lstrip("省市县区州盟旗")
        for mention, text in zip(self.mentions, self.written, strict=True):
            if mention.type == "AGENCY" and len(text) > len(written) and text.endswith(rest):
                region, behind, given = self.context.split(text)
                if given and region is not None and behind.endswith(rest):
                    return region
        return None

    def _region_of_session(self) -> Region | None:
        phrases = [self.letter.session or ""]
        phrases += [w for m, w in zip(self.mentions, self.written, strict=True) if m.type == "EVENT"]
        for phrase in phrases:
            found = sessions.parse(agencies_text(phrase), self.context) if phrase else None
            if found and found.region is not None and found.region.name != NATION:
                return found.region
        return None

    def _region_of_places(self, written: str) -> Region | None:
        """Return the one region of the deictic's kind (市) that the letter names most."""
        counts: dict[str, int] = {}
        regions: dict[str, Region] = {}
        for mention, text in zip(self.mentions, self.written, strict=True):
            if mention.type not in ("AGENCY", "PLACE"):
                continue
            region, _, given = self.context.split(text + "政府" * (mention.type == "PLACE"))
            if given and region is not None:
                for part in region.chain():
                    if not written or part.fits(written[:1]):
                        counts[part.display] = counts.get(part.display, 0) + 1
                        regions[part.display] = part
                        break
        if not counts:
            return None
        best = sorted(counts, key=lambda name: (-counts[name], name))
        if len(best) > 1 and counts[best[0]] == counts[best[1]]:
            return None
        return regions[best[0]]

    def _assembly(self) -> str | None:
        """Return the key of the assembly: kind and region of the session, else of the letter."""
        found = (
            sessions.parse(agencies_text(self.letter.session), self.context)
            if self.letter.session
            else None
        )
        kind = self.letter.kind or (found.kind if found else None)
        region = (found.region if found else None) or self.context.region
        if kind is None or region is None:
            return None
        return iri.assembly_key(kind, region.display)

    def _addressee(self) -> None:
        for text in self.letter.addressees:
            written = agencies_text(text)
            if _AGENCY_TAIL.search(written) and len(written) > 3:
                self.context.addressee = agencies.name(written, self.context).name
                return

    # --- entities -------------------------------------------------------------------------------

    def entity(self, mention_type: str, name: str, *, verified: bool = False) -> Entity:
        """Return the entity called ``name``; without IRI where nothing tells it apart."""
        key = (mention_type, name, verified)
        if key not in self._entities:
            self._entities[key] = self._make_entity(mention_type, name, verified=verified)
        return self._entities[key]

    def _make_entity(self, mention_type: str, name: str, *, verified: bool) -> Entity:
        scope, minted = "", None
        if mention_type == "PERSON":
            scope = self.assembly or ""
            if scope:
                minted = iri.person(scope, name, self.base)
        elif mention_type == "PROPOSAL":
            scope = self.assembly or ""
            minted = self._submission_iri(name)
        elif mention_type not in ("DATE", "INDICATOR"):
            minted = iri.entity(mention_type, name, base=self.base)
        return Entity(mention_type, name, minted, verified, scope)  # type: ignore[arg-type]

    def _submission_iri(self, name: str) -> str:
        numbered = bool(re.fullmatch(r"[A-Za-z0-9]+", name))
        session = self.letter.session
        parsed = sessions.parse(agencies_text(session), self.context) if session else None
        return iri.submission(
            self.assembly,
            (parsed.name if parsed else None) or session,
            name if numbered else None,
            title=None if numbered else name,
            year=str(self.context.year) if self.context.year else None,
            apart=self.letter.digest or self.letter.id,
            base=self.base,
        )

    def _link(
        self, index: int, name: str | None, rule: str, *, verified: bool = False
    ) -> Link:
        mention = self.mentions[index]
        entity = self.entity(mention.type, name, verified=verified) if name else None
        return Link(mention, name, entity, rule)

    # --- one function per type ------------------------------------------------------------------

    def _person(self, index: int) -> Link:
        text = self.written[index]
        if _MASKED.search(text):
            return self._link(index, None, "masked")
        return self._link(index, text, "person")

    def _indicator(self, index: int) -> Link:
        return self._link(index, None, "indicator")

    def _date(self, index: int) -> Link:
        reference = self.letter.date or self.letter.published
        value = dates.parse(self.written[index], reference=reference)
        return Link(self.mentions[index], value, None, "date")

    def _proposal(self, index: int) -> Link:
        text = self.written[index]
        own = self.letter.number or self.letter.title
        match = _NUMBER.match(text)
        if match:
            return self._link(index, re.sub(r"\s", "", match[1]), "number")
        digits = re.search(r"第?([A-Za-z]{0,4}\d+)号", text)
        if digits:
            return self._link(index, digits[1], "number")
        if self.letter.title and self._is_title(text):
            return self._link(index, own, "title")
        return self._link(index, text, "title of another")

    def _is_title(self, text: str) -> bool:
        title = re.sub(r"[\s《》“”\"]", "", agencies_text(self.letter.title))
        text = re.sub(r"[\s《》“”\"]", "", text)
        return bool(text) and (text in title or title in text)

    def _place(self, index: int) -> Link:
        text = self.written[index]
        name, region, verified, rule = places.name(text, self.context)
        self.context.see(region)
        if rule == "site":
            name, found = self.names.fuller(text, "PLACE")
            rule = "place." + found
        return self._link(index, name, rule, verified=verified)

    def _event(self, index: int) -> Link:
        text = self.written[index]
        session = sessions.parse(text, self.context)
        if session is not None:
            return self._link(index, session.name or text, "session", verified=bool(session.name))
        return self._name(index)

    def _name(self, index: int) -> Link:
        kind = self.mentions[index].type
        name, rule = self.names.fuller(self.written[index], kind, self._read.get(kind, ()))
        if rule == "as written" and kind == "EVENT":
            name, rule = self._shared_prefix(index, name)
        return self._link(index, name, rule)

    def _shared_prefix(self, index: int, name: str) -> tuple[str, str]:
        """Return a list member with the name that its predecessor begins with (影视大会)."""
        for run in self.lists:
            if index in run[1:]:
                before = self.written[run[run.index(index) - 1]]
                for short, full in sorted(self.names.aliases.items()):
                    if before.startswith(short) and before != short and len(name) <= 6:
                        return full + name, "shared prefix"
        return name, "as written"

    def _org(self, index: int) -> Link:
        text = self.written[index]
        match = _REGIONAL_ORG.match(text)
        if match:
            region = self.context.deictic(match[0])
            if region is not None:
                return self._link(index, region.display + text[match.end() :], "region")
        return self._name(index)

    def _document(self, index: int) -> Link:
        text = self.written[index]
        if is_numbered(text) or re.search(r"\d+号$", text):
            own = re.sub(r"\s+", "", agencies_text(self.letter.doc_number))
            if text != own and index and self.mentions[index - 1].type == "DOCUMENT":
                last = self.mentions[index - 1]
                gap = self.normal[last.span.end : self.mentions[index].span.start]
                if re.fullmatch(r"[》”]?\s*[（(【〔]?\s*", gap):
                    return self._link(index, self._canonicals[index - 1], "number of a document")
            return self._link(index, text, "document number")
        return self._name(index)

    # --- agencies -------------------------------------------------------------------------------

    def _agency(self, index: int, member: dict[int, int]) -> agencies.Named:
        text = self.written[index]
        if text in self.names.aliases:
            text = self.names.aliases[text]
        carried = None
        if index in member:
            previous = self._named.get(member[index])
            carried = previous.region if previous else None
            if carried and carried.name == NATION:
                carried = None
        shared = self._shared_head(index, text)
        named = agencies.name(text + shared, self.context, carried)
        if named.rule in ("bare", "grammar") and self._is_own_unit(index, text):
            unit = (self.context.agency or "") + text
            return agencies.Named(unit, None, "", False, False, "unit")
        self.context.see(named.region)
        return named

    def _is_own_unit(self, index: int, text: str) -> bool:
        """Tell whether a unit of the replying agency stands alone, as beside a telephone number."""
        if not self.context.agency or self.context.split(text)[2]:
            return False
        start = self.mentions[index].span.start
        labelled = _LABEL.search(self.normal, max(0, start - 12), start)
        return agencies.is_unit(text) or (
            labelled is not None and text.endswith(("局", "中心", "司"))
        )

    def _shared_head(self, index: int, text: str) -> str:
        """Return the head that comes only with the last member: 黄浦、徐汇区政府."""
        if not (2 <= len(text) <= 4) or text[-1] in "局厅委办部院会府":
            return ""
        for run in self.lists:
            if index in run:
                for later in run[run.index(index) + 1 :]:
                    head = agencies.head_of(self.written[later])
                    if head and agencies.authority().by_name.get(text + head[0]):
                        return head
        return ""

    def _fuller_agencies(self) -> dict[int, str]:
        """Return the canonical names of short forms for which the letter has a fuller one."""
        named = self._named
        official = [
            n
            for i, n in named.items()
            if n.name and n.rest and (self.written[i].endswith(n.rest) or n.rule == "zone")
        ]
        changed: dict[int, str] = {}
        for index, one in named.items():
            if not one.short or not one.name:
                continue
            text = self.written[index]
            where = one.region.display if one.region else ""
            found = set()
            for other in official:
                name = other.name or ""
                if name == one.name or len(name) <= len(one.name):
                    continue
                if one.rule in ("national", "zone", "bare"):
                    if self._abbreviates(text, name):
                        found.add(name)
                elif where and (other.region.display if other.region else "") == where:
                    rest, short = name.removeprefix(where), self._rest_as_written(text)
                    if rest[0] == short[0] and self._abbreviates(short, rest):
                        found.add(name)
            if len(found) == 1:
                changed[index] = found.pop()
        return changed

    def _rest_as_written(self, text: str) -> str:
        return self.context.split(text)[1]

    @staticmethod
    def _abbreviates(short: str, full: str) -> bool:
        heads = {"办": "办公室", "委": "委员会"}
        head = heads.get(short[-1], short[-1])
        return full.endswith(head) and len(full) > len(short) and contains_in_order(short, full)

    # --- all together ---------------------------------------------------------------------------

    def resolution(self) -> Resolution:
        """Return the links of all mentions and what was found of the letter."""
        self._find_region()
        self._addressee()
        self.assembly = self._assembly()
        self.names.define(self.mentions, self.written, self.normal)
        member = {b: a for run in self.lists for a, b in zip(run, run[1:], strict=False)}
        self._named: dict[int, agencies.Named] = {}
        self._canonicals: list[str | None] = [None] * len(self.mentions)
        links: list[Link] = []
        for index, mention in enumerate(self.mentions):
            if mention.type == "AGENCY":
                named = self._agency(index, member)
                self._named[index] = named
                link = self._link(index, named.name, named.rule, verified=named.verified)
            else:
                link = self._by_type[mention.type](index)
            self._canonicals[index] = link.canonical
            if link.canonical and mention.type in ("EVENT", "PROGRAM", "DOCUMENT", "ORG"):
                self._read.setdefault(mention.type, []).append(link.canonical)
            links.append(link)
        for index, name in sorted(self._fuller_agencies().items()):
            links[index] = self._link(index, name, "fuller form", verified=links[index].entity is not None)
        return Resolution(
            region=self.context.region.display if self.context.region else None,
            agency=self._agency_entity(),
            assembly=self.assembly,
            submission=self._submission(),
            addressees=self._addressees(links),
            links=tuple(links),
            lists=self.lists,
            warnings=tuple(self.warnings),
        )

    def _agency_entity(self) -> Entity | None:
        return self.entity("AGENCY", self.context.agency) if self.context.agency else None

    def _submission(self) -> Entity | None:
        name = self.letter.number or self.letter.title
        return self.entity("PROPOSAL", name) if name else None

    def _addressees(self, links: list[Link]) -> tuple[Entity, ...]:
        """Return the addressees as entities: persons by name, bodies by canonical name."""
        found: list[Entity] = []
        for text in self.letter.addressees:
            written = re.sub(r"\s+", "", agencies_text(text))
            same = next(
                (
                    link.entity
                    for link, own in zip(links, self.written, strict=True)
                    if own == written and link.entity and link.mention.type in ("PERSON", "AGENCY", "ORG")
                ),
                None,
            )
            if same is not None:
                found.append(same)
            elif _AGENCY_TAIL.search(written) and len(written) > 3:
                named = agencies.name(written, self.context)
                found.append(self.entity("AGENCY", named.name or written, verified=named.verified))
            elif written and not _MASKED.search(written):
                found.append(self.entity("PERSON", written))
        return tuple(found)


@lru_cache(maxsize=1024)
def agencies_text(text: str | None) -> str:
    """Return ``text`` normalised like the letter's own text; empty for None."""
    from replygraph.text import normal

    return normal(text or "")
