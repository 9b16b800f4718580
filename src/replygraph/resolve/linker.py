"""Links the mentions of one letter, in reading order, one small function per type."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from replygraph import iri
from replygraph.model import Candidate, Entity, Letter, Link, Mention, MentionType, Resolution
from replygraph.resolve import agencies, context, dated, fuller, header, places, sessions
from replygraph.resolve.header import plain
from replygraph.resolve.lists import runs
from replygraph.resolve.named import Named
from replygraph.resolve.names import Names, clean, is_numbered
from replygraph.resolve.organs import head_of_field, own_body
from replygraph.resolve.regions import NATION
from replygraph.resources import authority
from replygraph.resources.local import scope_of
from replygraph.text import dates

#: types of those whom a letter addresses
_WHO = ("PERSON", "AGENCY", "ORG")
_MASKED = re.compile(r"[*＊×xX■□○某]")
_NUMBER = re.compile(r"第?\s*([A-Za-z]{0,4}\d[\d\s]*)号?")
_DIGITS = re.compile(r"第?([A-Za-z]{0,4}\d+)号")
_NUMBER_LAST = re.compile(r"\d+号$")
_MARKS = re.compile(r"[\s《》“”\"]")
_LABEL = re.compile(
    r"(?:联系|承办|办理|经办)(?:单位|处室|科室|部门|人)"
    r"(?:[及和、](?:联系)?(?:电话|人))?[：:]\s*$"
)
#: whose bodies these are, no region tells: 首都[文明办], 兵团[教育局], 街道[综合执法队]
_GLUE = ("首都", "兵团", "街道", "社区", "园区", "支队", "大队", "总队", "集团", "公司")
_REGIONAL_ORG = re.compile(
    r"(?:自治区|自治州|省|市(?![场政民])|县|州|盟|旗|区(?!域))(?=[一-龥]{2,})"
)


@lru_cache(maxsize=65536)
def _thing(
    mention_type: MentionType, name: str, region: str | None, base: str, *, verified: bool
) -> Entity:
    """Return an entity whose name tells it apart, at least within the letter's region.

    It has no IRI where no name is left.
    """
    scope = scope_of(mention_type, name, region)
    try:
        minted = iri.entity(mention_type, name, scope, base=base)
    except ValueError:
        minted = None
    return Entity(mention_type, name, minted, verified, scope)


@lru_cache(maxsize=4096)
def _person(name: str, scope: str, base: str) -> Entity:
    """Return a person within ``scope``; without IRI where there is none."""
    return Entity("PERSON", name, iri.person(scope, name, base) if scope else None, scope=scope)


@lru_cache(maxsize=8192)
def _parse_date(text: str, reference: str | None) -> str | None:
    return dates.parse(text, reference=reference)


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
        self._known: dict[str, Named] = {}
        self._submissions: dict[str, str] = {}
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
            "MEDIA": self._org,
        }

    # --- entities -------------------------------------------------------------------------------

    def entity(self, mention_type: MentionType, name: str, *, verified: bool = False) -> Entity:
        """Return the entity called ``name``; without IRI where nothing tells it apart."""
        if mention_type == "PERSON":
            return _person(name, self.assembly or "", self.base)
        if mention_type == "PROPOSAL":
            minted = self._submission_iri(name)
            return Entity(mention_type, name, minted, verified, self.assembly or "")
        return _thing(mention_type, name, self.where, self.base, verified=verified)

    def _submission_iri(self, name: str) -> str:
        minted = self._submissions.get(name)
        if minted is None:
            minted = self._submissions[name] = self._mint_submission(name)
        return minted

    def _mint_submission(self, name: str) -> str:
        numbered = name.isascii() and name.isalnum()
        session = self.letter.session
        parsed = sessions.parse(plain(session), self.context) if session else None
        year = self.context.year
        return iri.submission(
            self.assembly,
            (parsed.name if parsed else None) or session,
            name if numbered else None,
            title=None if numbered else name,
            year=str(year) if year else None,
            apart="" if self.assembly and (session or year) else self.letter.identity,
            base=self.base,
        )

    def _link(self, index: int, name: str | None, rule: str, *, verified: bool = False) -> Link:
        mention = self.mentions[index]
        entity = self.entity(mention.type, name, verified=verified) if name else None
        return Link(mention, name, entity, rule)

    # --- one function per type ------------------------------------------------------------------

    def _person(self, index: int) -> Link:
        text = self.written[index]
        if _MASKED.search(text):
            return self._link(index, None, "masked")
        span = self.mentions[index].span
        if any(span.overlaps(private) for private in self.letter.private):
            # Who answers the telephone is no member of the assembly: told apart by the agency.
            entity = _person(text, self.context.agency or "", self.base)
            return Link(self.mentions[index], text, entity, "contact")
        return self._link(index, text, "person")

    def _indicator(self, index: int) -> Link:
        return Link(self.mentions[index], None, None, "indicator")

    def _date(self, index: int) -> Link:
        reference, text = self.letter.date or self.letter.published, self.written[index]
        if text.startswith("同年"):  # the year of the date before it
            reference, text = (
                dated.date_before(index, self.mentions, self._canonicals),
                "今" + text[1:],
            )
        elif text.startswith("当年"):
            reference = dated.year_before(self.normal, self.mentions[index].span.start) or reference
        value = _parse_date(text, reference)
        return Link(self.mentions[index], value, None, "date")

    def _proposal(self, index: int) -> Link:
        text = self.written[index]
        own = self.letter.number or self.letter.title
        match = _NUMBER.match(text)
        if match:
            return self._link(index, "".join(match[1].split()), "number")
        digits = _DIGITS.search(text)
        if digits:
            return self._link(index, digits[1], "number")
        if self.letter.title and self._is_title(text):
            return self._link(index, own, "title")
        return self._link(index, text, "title of another")

    def _is_title(self, text: str) -> bool:
        title = _MARKS.sub("", plain(self.letter.title or ""))
        text = _MARKS.sub("", text)
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
        for run in self.lists if self.names.aliases else ():
            if index in run[1:]:
                before = self.written[run[run.index(index) - 1]]
                for short, full in sorted(self.names.aliases.items()):
                    if before.startswith(short) and before != short and len(name) <= 6:
                        return full + name, "shared prefix"
        return name, "as written"

    def _org(self, index: int) -> Link:
        text = self.written[index]
        if own := own_body(self.context, text):
            return self._link(index, own, "self")
        if text.startswith("我") and (unit := agencies.name(text, self.context)).rule == "unit":
            return self._link(index, unit.name, "unit")  # 我局科学研究院
        match = _REGIONAL_ORG.match(text)
        if match:
            region = self.context.deictic(match[0])
            if region is not None:
                return self._link(index, region.display + text[match.end() :], "region")
        return self._name(index)

    def _document(self, index: int) -> Link:
        text = self.written[index]
        if is_numbered(text) or _NUMBER_LAST.search(text):
            own = plain(self.letter.doc_number or "")
            if text != own and index and self.mentions[index - 1].type == "DOCUMENT":
                last = self.mentions[index - 1]
                gap = self.normal[last.span.end : self.mentions[index].span.start]
                if re.fullmatch(r"[》”]?\s*[（(【〔]?\s*", gap):
                    return self._link(index, self._canonicals[index - 1], "number of a document")
            return self._link(index, text, "document number")
        return self._name(index)

    # --- agencies -------------------------------------------------------------------------------

    def _agency(self, index: int, member: dict[int, int]) -> Named:
        text = self.written[index]
        text = self.names.aliases.get(text, text)
        carried = None
        if index in member:
            previous = self._named.get(member[index])
            carried = previous.region if previous else None
            is_open = previous and not (previous.name or previous.region) and previous.rest
            if previous and is_open and not self.context.split(text)[2]:
                # 自治区教育厅、财政厅: what is open for the first is open for all.
                return previous._replace(rule="list")
            if carried and carried.name == NATION:
                carried = None
            if previous and previous.rule == "special region" and len(text) < 7 and text[1] != "门":
                text = "政府" + text  # 澳门特区政府卫生局、金融管理局
        if text in ("政府", "人民政府") and index in member:
            town = self.written[member[index]]
            if town.endswith(("镇党委", "乡党委")):  # 凤山镇党委、政府
                name = town[:-2] + "人民政府"
                return Named(name, self.context.region, "", False, False, "township")
        if index not in member and self._is_glued(index, text):
            return Named(None, None, "", False, False, "part of another")
        shared = self._shared_head(index, text)
        if self.mentions[index].rule == "agency.field":
            shared = head_of_field(text, carried or self.context.deictic(text[0]))
        named = agencies.name(text + shared, self.context, carried)
        if named.rule == "bare" and text in self._known and named.name:
            return self._known[text]
        if named.rule in ("bare", "grammar") and self._is_own_unit(index, text):
            unit = (self.context.agency or "") + text
            return Named(unit, None, "", False, False, "unit")
        self.context.see(named.region)
        if carried and named.region == carried:
            self._known[text] = named
        return named

    def _agency_link(self, index: int, named: Named) -> Link:
        """Return the link of an agency; where its region is open, with the regions named so far."""
        link = self._link(index, named.name, named.rule, verified=named.verified)
        if named.name or not named.rest:
            return link
        word = self.written[index][:1]
        names = {r.display + named.rest for r in self.context.recent if r.fits(word)}
        candidates = tuple(
            Candidate(self.entity("AGENCY", name), 1 / len(names), "函中出现过的同级地区")
            for name in sorted(names)
        )
        return replace(link, candidates=candidates)

    def _is_own_unit(self, index: int, text: str) -> bool:
        """Tell whether a unit of the replying agency stands alone, as beside a telephone number."""
        if not self.context.agency or self.context.split(text)[2]:
            return False
        start = self.mentions[index].span.start
        labelled = _LABEL.search(self.normal, max(0, start - 12), start)
        return agencies.is_unit(text) or (
            labelled is not None and text.endswith(("局", "中心", "司", "部", "办"))
        )

    def _is_glued(self, index: int, text: str) -> bool:
        """Tell whether the words right before belong to the name: 首都|文明办, 街道|综合执法队."""
        if not text or text[0] in "我贵本该中国":
            return False
        start = self.mentions[index].span.start
        before = self.normal[max(self.letter.span.start, start - 4) : start]
        known = authority()
        place = before[-2:] in known.by_name and not known.is_common(before[-2:], "short")
        if not (place or before.removesuffix("\n").endswith(_GLUE)):
            return False
        return not self.context.split(text)[2] and text not in authority().national

    def _shared_head(self, index: int, text: str) -> str:
        """Return the head that comes only with the last member: 黄浦、徐汇区政府."""
        for run in self.lists:
            if index in run:
                for later in run[run.index(index) + 1 :]:
                    head = agencies.shared_head(text, self.written[later], self.context)
                    if head:
                        return head
        return ""

    # --- all together ---------------------------------------------------------------------------

    def resolution(self) -> Resolution:
        """Return the links of all mentions and what was found of the letter."""
        warnings = header.find(self.context, self.mentions, self.written)
        self.assembly = header.assembly(self.context)
        self.where = self.context.region.display if self.context.region else None
        self.names.define(self.mentions, self.written, self.normal)
        member = {b: a for run in self.lists for a, b in pairwise(run)}
        self._named: dict[int, Named] = {}
        self._canonicals: list[str | None] = []
        links: list[Link] = []
        normal, last = self.normal, self.letter.span.start
        for index, mention in enumerate(self.mentions):
            span, kind = mention.span, mention.type
            gap = normal[last : span.start]
            if "\n" in gap or "。" in gap or "；" in gap:
                self.context.move(gap)
            last = span.end
            if kind == "AGENCY":
                named = self._agency(index, member)
                self._named[index] = named
                link = self._agency_link(index, named)
            else:
                link = self._by_type[kind](index)
            self._canonicals.append(link.canonical)
            if kind in ("EVENT", "PROGRAM", "DOCUMENT", "ORG") and link.canonical:
                self._read.setdefault(kind, []).append(link.canonical)
            links.append(link)
        for index, names in fuller.agencies(self._named, self.written, self.context).items():
            links[index] = self._fuller(links[index], index, names)
        return Resolution(
            region=self.where,
            agency=self._agency_entity(),
            assembly=self.assembly,
            submission=self._submission(),
            addressees=self._addressees(links),
            links=tuple(links),
            lists=self.lists,
            warnings=tuple(warnings),
        )

    def _fuller(self, link: Link, index: int, names: tuple[str, ...]) -> Link:
        """Return the link to the one fuller name, or ``link`` with the several as candidates."""
        if len(names) == 1:
            return self._link(index, names[0], "fuller form", verified=True)
        candidates = tuple(
            Candidate(self.entity("AGENCY", name), 1 / len(names), "函中有更完整的名称")
            for name in names
        )
        return replace(link, candidates=candidates)

    def _agency_entity(self) -> Entity | None:
        return self.entity("AGENCY", self.context.agency) if self.context.agency else None

    def _submission(self) -> Entity | None:
        name = self.letter.number or self.letter.title
        return self.entity("PROPOSAL", name) if name else None

    def _addressees(self, links: list[Link]) -> tuple[Entity, ...]:
        """Return the addressees as entities: persons by name, bodies by canonical name."""
        found: list[Entity] = []
        for text in self.letter.addressees:
            written = plain(text)
            pairs = zip(links, self.written, strict=True)
            fits = (one.entity for one, own in pairs if own == written and one.mention.type in _WHO)
            same = next(filter(None, fits), None)
            if same is not None:
                found.append(same)
            elif header.is_body(written):
                named = agencies.name(written, self.context)
                found.append(self.entity("AGENCY", named.name or written, verified=named.verified))
            elif written and not _MASKED.search(written):
                found.append(self.entity("PERSON", written))
        return tuple(found)
