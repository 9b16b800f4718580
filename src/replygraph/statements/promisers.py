"""Who promises a measure, and by when: the bodies and dates that a clause names."""

from __future__ import annotations

import re

from replygraph.model import Entity, Letter, Link, Resolution, Span
from replygraph.statements import promises as p
from replygraph.text import dates

_BODY = ("AGENCY", "ORG")
#: what stays as it is written
_OPEN = ("PLACE", "INDICATOR", "PERSON")
_OWN = re.compile(r"我[局委厅部院办会市县区省州校队镇乡中公署们]|本[局委厅部院]")


def _mask_own(match: re.Match[str]) -> str:
    """Return the mask of 我局, which no mention covers."""
    own = match[0]
    return own if own[1] in "市县区省州" else p.HEAD + p.REST * (len(own) - 1)


class Bodies:
    """The letter's text with its mentions masked, and what the masks stand for."""

    def __init__(self, letter: Letter, resolution: Resolution) -> None:
        """Mask the bodies, dates and other names of ``letter``, character for character.

        What the file holds before the letter is left blank, what it holds behind is left out.
        """
        self.letter = letter
        self.agency = resolution.agency
        self.links: dict[int, Link] = {}
        self.days: list[Link] = []
        whole, first = letter.span, letter.span.start
        normal, place = letter.normal, first
        pieces: list[str] = []
        for link in resolution.links:
            mention = link.mention
            kind = mention.type
            if kind in _OPEN:
                continue
            start, end = mention.span.start, mention.span.end
            if kind in _BODY:
                mask = p.HEAD + p.REST * (end - start - 1)
                self.links[start] = link
            elif kind == "DATE":
                mask = p.DAY * (end - start)
                self.days.append(link)
            else:
                mask = p.NAME * (end - start)
            pieces += (normal[place:start], mask)
            place = end
        pieces.append(normal[place : whole.end])
        self.masked = " " * first + _OWN.sub(_mask_own, "".join(pieces))

    def _named(self, start: int, end: int) -> list[Entity]:
        """Return the bodies masked in ``[start, end)``, 我局 being the replying agency."""
        found: list[Entity] = []
        for match in re.finditer(p.HEAD, self.masked[start:end]):
            link = self.links.get(start + match.start())
            entity = link.entity if link else self.agency
            if link and entity is None and link.canonical:
                entity = Entity(link.mention.type, link.canonical)
            if entity:
                found.append(entity)
        return found

    def promising(self, span: Span, part: int) -> list[Entity]:
        """Return the bodies that promise what ``span`` says, else the replying agency.

        ``part`` is where the sentence part begins, in which an earlier clause may name the body.
        """
        found = self._subject(span) or self._before(span, part)
        found = found or ([self.agency] if self.agency else [])
        for match in p.PARTNER.finditer(self.masked, span.start, span.end):
            clause = max(self.masked.rfind("，", span.start, match.start()) + 1, span.start)
            if p.OBJECT_VERB.search(self.masked, clause, match.start()):
                continue
            found = [*found, *self._named(match.start("who"), match.end("who"))]
        seen: dict[str, Entity] = {}
        for entity in found:
            seen.setdefault(entity.name, entity)
        return list(seen.values())

    def _subject(self, span: Span) -> list[Entity]:
        """Return the bodies that the clause names as its subject."""
        masked = self.masked
        by = p.BY.search(masked, span.start, span.end)
        if by and not p.RELATIVE.match(masked, by.start(), span.end):
            first_clause = masked.find("，", span.start, span.end)
            if by.start() < first_clause or first_clause < 0:
                led = self._named(by.start("who"), by.end("who"))
                aid = p.AIDED.match(masked, by.end("who"), span.end)
                return led + (self._named(aid.start("who"), aid.end("who")) if aid else [])
        for cue in p.cues(masked, span.start, span.end):
            clause = max(masked.rfind("，", span.start, cue.start()) + 1, span.start)
            subject = p.SUBJECT.search(masked, clause, cue.start())
            if subject and not p.OBJECT_VERB.search(masked, clause, subject.start()):
                if p.WITH.search(masked, clause, subject.start()):
                    return []
                whole = p.SUBJECT_LEFT.match(masked, clause, cue.start()) or subject
                return self._named(whole.start("who"), whole.end("who"))
        first = p.FIRST.match(masked, span.start, span.end)
        return self._named(first.start("who"), first.end("who")) if first else []

    def _before(self, span: Span, part: int) -> list[Entity]:
        """Return the body that an earlier clause of the same part names with 由."""
        last = None
        for match in p.BY.finditer(self.masked, part, span.start):
            told = p.BUILT.match(self.masked, match.end("who"), span.start) or p.TOLD.search(
                self.masked, match.end("who"), span.start
            )
            if not told and not p.RELATIVE.match(self.masked, match.start(), span.start):
                last = match
        last = last or p.SPEAKER.match(self.masked, part, span.start)
        if last is None and p.ELIDED.match(self.masked, span.start, span.end):
            clause = max(self.masked.rfind("，", part, max(span.start - 1, part)) + 1, part)
            last = p.FIRST.match(self.masked, clause, span.start)
            named = self._named(last.start("who"), last.end("who")) if last else []
            return [entity for entity in named if entity.type == "AGENCY"]
        return self._named(last.start("who"), last.end("who")) if last else []

    def due(self, span: Span) -> str | None:
        """Return the date by which, EDTF; 年底前 is the letter's year."""
        inside = [x for x in self.days if span.covers(x.mention.span)]
        reference = self.letter.date or self.letter.published
        for link in sorted(inside, key=lambda x: not self._until(x.mention.span)):
            found = link.canonical or dates.parse(
                link.mention.span.of(self.letter.normal), reference
            )
            if found:
                return found
        if not inside:
            plain = p.QUOTED.sub("", span.of(self.letter.normal))
            written = p.DATE.search(plain)
            found = dates.parse(written[0], reference) if written else None
            if found:
                return found
        if reference:
            words = p.QUOTED.sub("", span.of(self.letter.normal))
            if p.NEXT_YEAR.search(words):
                return str(int(reference[:4]) + 1)
            if p.THIS_YEAR.search(words):
                return reference[:4]
        return None

    def limits(self) -> tuple[int, ...]:
        """Return where the dates begin by which something is to be done after the letter's."""
        written = self.letter.date or self.letter.published
        if not written:
            return ()
        return tuple(
            link.mention.span.start
            for link in self.days
            if link.canonical
            and link.canonical[: len(written)] > written[: len(link.canonical)]
            and self._until(link.mention.span)
        )

    def _until(self, span: Span) -> bool:
        """Tell whether a date is a limit: 2025年6月底前."""
        return self.letter.normal.startswith(("前", "之前", "以前"), span.end)
