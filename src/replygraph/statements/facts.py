"""What a clause says, before date, modality and evidence."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements.patterns import BODIES
from replygraph.statements.slots import STOPS, governor, is_attribute
from replygraph.statements.tokens import Names, Token

#: 围绕落实D，A与B…
_AIM: Final = re.compile("(?:为了?|围绕|结合|通过|坚持|根据|按照)")
#: rules by which a body gives an honour: it has the date of the honour
GIVES: Final = ("honour-give", "announce")
#: no statement: says when an event takes place
HAPPENS: Final = "happens"


class Fact:
    """A statement before its date, modality and evidence: subjects × objects.

    ``place`` is where the cue stands in the masked sentence; ``actors`` are on whose initiative
    the subjects act; ``inner``: stated in an attribute (A承办的E); ``turned``: the subject stands
    behind 由, the sentence is about the object.
    """

    __slots__ = (
        "actors",
        "inner",
        "joint",
        "objects",
        "place",
        "predicate",
        "rule",
        "subjects",
        "turned",
    )

    def __init__(
        self,
        subjects: Names,
        predicate: str,
        objects: Names,
        rule: str,
        place: int,
        joint: bool = False,
        inner: bool = False,
        actors: Names = (),
        turned: bool = False,
    ) -> None:
        """Take what is stated, and where."""
        self.subjects: Final = subjects
        self.predicate: Final = predicate
        self.objects: Final = objects
        self.rule: Final = rule
        self.place: Final = place
        self.joint: Final = joint
        self.inner: Final = inner
        self.actors: Final = actors
        self.turned: Final = turned


class Carry:
    """The subject that a clause without one of its own takes over.

    ``local`` is that of the sentence only (由A…，…); ``intro`` that of the list; ``about`` the
    name that opened the last clause, of whatever type.
    """

    __slots__ = ("about", "intro", "local", "partners", "subject")

    def __init__(
        self,
        subject: Names = (),
        partners: Names = (),
        intro: Names = (),
        about: Names = (),
        local: Names | None = None,
    ) -> None:
        """Begin with the subject of the clause before."""
        self.subject = subject
        self.partners = partners
        self.intro = intro
        self.about = about
        self.local: Names | None = local


def opens_clause(tokens: list[Token], place: int, flat: str = "") -> bool:
    """Tell whether the name at ``place`` is bare and the first of its clause; not 是A的…."""
    return governor(tokens, place) is None and is_first(tokens, place, flat)


def is_first(tokens: list[Token], place: int, flat: str = "") -> bool:
    """Tell whether the name at ``place``, if it is bare, is the first of its clause."""
    token = tokens[place]
    if flat and token.start and flat[token.start - 1] in "是系":
        return False
    if token.inner or token.taken >= 0:
        return False
    if place and tokens[place - 1].kind in STOPS:
        return True
    for index in range(place - 1, -1, -1):
        before = tokens[index]
        if before.clause != token.clause or before.kind in STOPS:
            break
        if before.kind == "verb" and not before.inner:
            return False
        if before.kind == "name" and not before.inner and governor(tokens, index) is None:
            if is_attribute(tokens, index) and index == place - 1:
                continue
            return False
    return True


def ahead_of(tokens: list[Token], flat: str) -> tuple[int, Names, Names]:
    """Return place, body and partners of the subject behind a clause of aim (围绕落实D，A与B…)."""
    if not _AIM.match(flat):
        return -1, (), ()
    for place, token in enumerate(tokens):
        if token.kind == "name" and token.clause and opens_clause(tokens, place, flat):
            if not token.names or token.names[0][0] not in BODIES:
                break
            if any(t.kind == "verb" and not t.inner and t.clause for t in tokens[:place]):
                break  # 按照…，举办E，A参展: an elided subject comes first
            partners: Names = ()
            for index in range(place + 1, len(tokens)):
                if tokens[index].clause != token.clause:
                    break
                mark = governor(tokens, index) if tokens[index].kind == "name" else None
                if mark is not None and mark.kind == "with":
                    partners += tokens[index].names
            return token.start, token.names, partners
    return -1, (), ()
