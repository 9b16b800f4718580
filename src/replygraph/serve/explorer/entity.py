"""Members, events, programs, documents, places, organisations, media: one page for each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import links
from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, Row, ask
from replygraph.serve.explorer.known import Known, thing
from replygraph.serve.explorer.totals import totals
from replygraph.serve.live import Generation
from replygraph.views import Words, sheets
from replygraph.views import thing as view
from replygraph.views.labels import KINDS, local
from replygraph.views.parts import KINDS as KIND_OF
from replygraph.views.parts import Chip, Figure, Sheet

SHOWN = 25
_MOST = 2000
PARTS = ("person", "org", "place", "event", "program", "document", "media")
_LEVELS = {
    "province": Words("省级", "province"),
    "prefecture": Words("地市级", "prefecture"),
    "county": Words("区县级", "county"),
    "township": Words("乡镇、街道", "township"),
}


def _about(found: Known, rows: list[Row]) -> tuple[list[tuple[Words, str | Words]], list[Chip]]:
    """Return what is known as pairs of words and value, and the assemblies of a member."""
    values: dict[str, set[str]] = {}
    assemblies = set()
    for row in rows:
        name = local(row["p"]) or row["p"].rpartition("/")[2]
        values.setdefault(name, set()).add(row["o"])
        if row["p"].endswith("memberOf"):
            assemblies.add(Chip(row["o"], row.get("name") or row["o"]))
    names = values.get("label", set()) | values.get("altLabel", set())
    also = sorted((names | values.get("weakName", set())) - {found.name})
    level = _LEVELS.get(min(values.get("level", {""})), "")
    valid = [min(values.get(end, {""})) for end in ("validFrom", "validUntil")]
    pairs: list[tuple[Words, str | Words]] = [
        (Words("信中也写作", "also written"), "、".join(also)),
        (Words("区划代码", "division code"), "、".join(sorted(values.get("divisionCode", ())))),
        (Words("级别", "level"), level),
        (Words("存续", "stood"), "–".join(valid) if any(valid) else ""),
    ]
    listed = sorted(assemblies, key=lambda chip: (chip.name, chip.iri))
    return [(words, value) for words, value in pairs if value], listed


def _titles(kind: str) -> tuple[Words, Words]:
    if kind == "person":
        return Words("还做了什么", "What else this person did"), Words(
            "谁与其有关", "Who did something with this person"
        )
    return Words("它与别的关系", "What it stands in relation to"), Words(
        "谁对它做了什么，哪句话说的", "Who did what, and the sentence that says so"
    )


def _figures(given: dict[str, list[Row]], proposed: int, all_of: dict[str, int]) -> list[Figure]:
    letters = int(given["named"][0]["letters"]) if given["named"] else 0
    doubles = {row["act"] for row in given["doubles"]}
    acts = len({row["act"] for row in given["acts"]} - doubles)
    found = [
        Figure(
            letters,
            Words("封答复函提到", "letters name it"),
            Words("图谱中的答复函", "of the reply letters here"),
            all_of["rg:Letter"],
            "#letters",
        ),
        Figure(
            proposed,
            Words("件提案、建议由其提出", "submissions proposed"),
            Words("一人或与他人共同提出", "alone or with others"),
            all_of["rg:Submission"],
            "#submissions",
        ),
        Figure(
            len({row["o"] for row in given["of"]}),
            Words("个机构、人员等与之有关", "bodies and persons tied to it"),
            Words("信中说了它们做了什么", "of whom letters say what they did"),
            None,
            "#of",
        ),
        Figure(
            acts,
            Words("次联合行动", "joint acts"),
            Words("可能是同一次的只计一次", "what may be one act counts once"),
            all_of["rg:JointAct"],
            "#acts",
        ),
    ]
    return [figure for figure in found if figure.value]


async def _tables(
    now: Generation, found: Known, kind: str, given: dict[str, list[Row]], letters: int
) -> list[Sheet]:
    own = found.own
    by, of = sheets.statements(given["by"]), sheets.statements(given["of"])
    if kind == "person":
        by = [row for row in by if local(row["p"]) != "proposed"]
    passages = [row["passage"] for row in (*by[:SHOWN], *of[:SHOWN]) if "passage" in row]
    passages += [row["passage"] for row in given["acts"][: 8 * SHOWN] if "passage" in row]
    told = await reading.quotes(now, passages, set(own))
    does, done = _titles(kind)
    tables = [
        sheets.statements_sheet("of", done, of, told),
        view.acts_sheet(given["acts"], told, {row["act"] for row in given["doubles"]}),
        sheets.statements_sheet("by", does, by, told),
        view.letters_sheet(given["letters"], letters),
    ]
    if kind == "person":
        submitted = await ask(now, "person-submissions", own=own, most=_MOST)
        about = tuple(Iri(row["about"]) for row in submitted)
        handlers = await ask(now, "register-handlers", submissions=about) if about else []
        return [view.submissions_sheet(submitted, handlers), *tables]
    return tables


def _view(part: str) -> Callable[[Request], Awaitable[Response]]:
    kind = KIND_OF[part]

    async def entity(request: Request) -> Response:
        now = shell.generation(request)
        found = await thing(request, part, now)
        if isinstance(found, Response):
            return found
        own = found.own
        names = ("about", "named", "years", "by", "of", "acts", "doubles", "letters")
        rows = await asyncio.gather(
            ask(now, "thing-about", own=own),
            ask(now, "mentioned-count", own=own),
            ask(now, "agency-years", bodies=own),
            ask(now, "said-by", own=own, most=_MOST),
            ask(now, "said-of", own=own, most=_MOST),
            ask(now, "thing-acts", own=own, most=_MOST),
            ask(now, "thing-doubles", own=own),
            ask(now, "thing-letters", own=own, most=_MOST),
        )
        given = dict(zip(names, rows, strict=True))
        fellows = await ask(now, "person-fellows", own=own) if kind == "person" else []
        letters = int(given["named"][0]["letters"]) if given["named"] else 0
        tables = await _tables(now, found, kind, given, letters)
        proposed = len(tables[0].rows) if kind == "person" else 0
        about, assemblies = _about(found, given["about"])
        csv = request.query_params.get("format") == "csv"
        return shell.answer(
            request,
            "entity.html",
            sheets=tables if csv else [sheets.cut(sheet, SHOWN) for sheet in tables],
            name=found.name,
            kind=kind,
            kind_words=KINDS[kind],
            about=about,
            assemblies=assemblies,
            figures=_figures(given, proposed, await totals(now)),
            parts=view.parts(sheets.statements(given["of"])),
            fellows=[Chip(row["who"], row["name"]) for row in fellows if row["who"] not in own],
            years=view.years(given["years"]),
            facts=links.address(found.iri, now.base),
        )

    return entity


ROUTES = [Route(f"/{links.VIEWS[part]}/{{path:path}}", _view(part)) for part in PARTS]
