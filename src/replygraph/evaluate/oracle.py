"""Stand-ins made from annotated letters, to score one step as if those before it were perfect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from replygraph.model import Entity, Link, Mention, Resolution, Span


def gold_mentions(gold: Mapping[str, Any]) -> tuple[Mention, ...]:
    """Return the annotated mentions of a gold record, in reading order."""
    found = (
        Mention(Span(m["start"], m["end"]), m["text"], m["type"], "gold") for m in gold["mentions"]
    )
    return tuple(sorted(found, key=lambda m: m.span))


def gold_resolution(gold: Mapping[str, Any], base: Resolution) -> Resolution:
    """Return ``base`` with the links that the annotator made in place of its own.

    ``base`` is what `resolve` said of the gold mentions; region, assembly and lists are kept.
    """
    canonical = {(m["start"], m["end"], m["type"]): m["canonical"] for m in gold["mentions"]}
    links = []
    for link in base.links:
        mention = link.mention
        name = canonical[mention.span.start, mention.span.end, mention.type]
        entity = Entity(mention.type, name) if name else None
        if entity and link.entity and link.entity.name == name:
            entity = link.entity
        links.append(Link(mention, name, entity, "gold"))
    agency = Entity("AGENCY", gold["replying_agency"]) if gold["replying_agency"] else None
    number = gold["number"] or gold["title"]
    addressees = tuple(
        next((lk.entity for lk in links if lk.entity and lk.entity.name == name), None)
        or Entity("PERSON", name)
        for name in gold["addressees"]
    )
    return Resolution(
        region=base.region,
        agency=agency,
        assembly=base.assembly,
        submission=Entity("PROPOSAL", number) if number else None,
        addressees=addressees,
        links=tuple(links),
        lists=base.lists,
        warnings=base.warnings,
    )
