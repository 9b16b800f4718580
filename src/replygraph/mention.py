"""What a letter names: mentions, what they name, and the links between.

Written out, not as dataclasses, so that it can be compiled: see `replygraph.span`.
"""

from __future__ import annotations

from dataclasses import Field
from typing import Any, ClassVar, Final, Literal

from replygraph.span import Span, fields_of

MentionType = Literal[
    "PERSON",
    "AGENCY",
    "ORG",
    "PLACE",
    "EVENT",
    "PROGRAM",
    "DOCUMENT",
    "PROPOSAL",
    "DATE",
    "INDICATOR",
    "MEDIA",
]


def mention_id(start: int, end: int, kind: str) -> str:
    """Return the identity of a mention within its letter.

    >>> mention_id(12, 20, "EVENT")
    'm12-20-event'
    """
    return f"m{start}-{end}-{kind.lower()}"


class Mention:
    """A span of the letter that names something; ``rule`` is the stable name of what found it."""

    __slots__ = ("rule", "span", "text", "type")
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = fields_of("span text type rule")

    def __init__(self, span: Span, text: str, type: MentionType, rule: str) -> None:  # noqa: A002
        """Take what stands where."""
        self.span: Final = span
        self.text: Final = text
        self.type: Final[MentionType] = type
        self.rule: Final = rule

    @property
    def id(self) -> str:
        """Return the identity of the mention within its letter: place and type."""
        return mention_id(self.span.start, self.span.end, self.type)

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        return (
            isinstance(other, Mention)
            and self.span == other.span
            and self.text == other.text
            and self.type == other.type
            and self.rule == other.rule
        )

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return hash((self.span, self.text, self.type, self.rule))

    def __repr__(self) -> str:
        """Return how it is made."""
        return (
            f"Mention(span={self.span!r}, text={self.text!r}, type={self.type!r},"
            f" rule={self.rule!r})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how a copy is made."""
        return Mention, (self.span, self.text, self.type, self.rule)


class Entity:
    """The thing named. ``name`` is canonical after the guide; ``iri`` is None until minted.

    ``verified`` says whether the authority file knows it; ``scope`` is what the name is unique
    in (the assembly of a person, the region of a letter), else empty.
    """

    __slots__ = ("iri", "name", "scope", "type", "verified")
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = fields_of(
        "type name iri verified scope", iri=None, verified=False, scope=""
    )

    def __init__(
        self,
        type: MentionType,  # noqa: A002
        name: str,
        iri: str | None = None,
        verified: bool = False,
        scope: str = "",
    ) -> None:
        """Take what is named, and how."""
        self.type: Final[MentionType] = type
        self.name: Final = name
        self.iri: Final = iri
        self.verified: Final = verified
        self.scope: Final = scope

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        return (
            isinstance(other, Entity)
            and self.name == other.name
            and self.type == other.type
            and self.iri == other.iri
            and self.verified == other.verified
            and self.scope == other.scope
        )

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return hash((self.type, self.name, self.iri, self.verified, self.scope))

    def __repr__(self) -> str:
        """Return how it is made."""
        return (
            f"Entity(type={self.type!r}, name={self.name!r}, iri={self.iri!r},"
            f" verified={self.verified!r}, scope={self.scope!r})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how a copy is made."""
        return Entity, (self.type, self.name, self.iri, self.verified, self.scope)


class Candidate:
    """One possible reading of a mention, with the reason in words."""

    __slots__ = ("entity", "reason", "score")
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = fields_of("entity score reason")

    def __init__(self, entity: Entity, score: float, reason: str) -> None:
        """Take the reading and how likely it is."""
        self.entity: Final = entity
        self.score: Final = score
        self.reason: Final = reason

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        return (
            isinstance(other, Candidate)
            and self.entity == other.entity
            and self.score == other.score
            and self.reason == other.reason
        )

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return hash((self.entity, self.score, self.reason))

    def __repr__(self) -> str:
        """Return how it is made."""
        return f"Candidate(entity={self.entity!r}, score={self.score!r}, reason={self.reason!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how a copy is made."""
        return Candidate, (self.entity, self.score, self.reason)


class Link:
    """Mention → entity; ``entity`` is None where undecided, with the candidates kept.

    ``canonical`` is what the record prints: the entity's name, the ISO form of a date, or None.
    """

    __slots__ = ("candidates", "canonical", "entity", "mention", "rule")
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = fields_of(
        "mention canonical entity rule candidates", candidates=()
    )

    def __init__(
        self,
        mention: Mention,
        canonical: str | None,
        entity: Entity | None,
        rule: str,
        candidates: tuple[Candidate, ...] = (),
    ) -> None:
        """Take what is linked to what."""
        self.mention: Final = mention
        self.canonical: Final = canonical
        self.entity: Final = entity
        self.rule: Final = rule
        self.candidates: Final = candidates

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        return (
            isinstance(other, Link)
            and self.mention == other.mention
            and self.canonical == other.canonical
            and self.entity == other.entity
            and self.rule == other.rule
            and self.candidates == other.candidates
        )

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return hash((self.mention, self.canonical, self.entity, self.rule, self.candidates))

    def __repr__(self) -> str:
        """Return how it is made."""
        return (
            f"Link(mention={self.mention!r}, canonical={self.canonical!r},"
            f" entity={self.entity!r}, rule={self.rule!r}, candidates={self.candidates!r})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how a copy is made."""
        return Link, (self.mention, self.canonical, self.entity, self.rule, self.candidates)
