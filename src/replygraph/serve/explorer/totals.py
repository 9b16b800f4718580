"""How much there is in all, for figures that say out of how many; counted once a generation."""

from __future__ import annotations

from replygraph.serve.explorer.ask import ask
from replygraph.serve.live import Generation
from replygraph.vocab import iri as full


async def totals(now: Generation) -> dict[str, int]:
    """Return how many members each class has, by its prefixed name; submissions are one."""

    async def counted() -> dict[str, int]:
        rows = await ask(now, "totals")
        return {row["what"]: int(row["n"]) for row in rows}

    found: dict[str, int] = await now.once("totals", counted)
    names = ("rg:Letter", "rg:Agency", "rg:Proposal", "rg:Suggestion", "rg:JointAct",
             "rg:Collaboration", "rg:Commitment", "rg:Program", "rg:Document", "schema:Event",
             "schema:Place", "foaf:Person", "org:Organization")  # fmt: skip
    counts = {name: found.get(full(name), 0) for name in names}
    return {**counts, "rg:Submission": counts["rg:Proposal"] + counts["rg:Suggestion"]}
