"""An agency: who it is, its names over time, whom it works with, what it did, said and promised."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from replygraph.serve import links
from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, Row, ask
from replygraph.serve.explorer.day import as_of
from replygraph.serve.explorer.known import thing
from replygraph.serve.explorer.totals import totals
from replygraph.serve.live import Generation
from replygraph.show.words import KINDS as FIELDS
from replygraph.views import Words, due, sheets
from replygraph.views import agency as view
from replygraph.views.labels import local
from replygraph.views.names import kind as field_of
from replygraph.views.names import region
from replygraph.views.parts import Figure, Sheet

SHOWN = 25
_SAID = 500
_MOST = 2000
_LEVELS = {
    "national": Words("国家级", "national"),
    "province": Words("省级", "provincial"),
    "prefecture": Words("地市级", "prefectural"),
    "county": Words("区县级", "county"),
    "township": Words("乡镇、街道", "township"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Which bodies a page is about: one, or all of a lineage (``line`` is its IRI)."""

    bodies: tuple[Iri, ...]
    names: tuple[tuple[str, str], ...]
    line: str
    by: str
    latest: str

    @property
    def lineal(self) -> bool:
        """Tell whether the body is of a lineage, so that there is a choice."""
        return bool(self.line)


async def _who(now: Generation, iri: Iri, name: str, by: str) -> Who:
    line = await ask(now, "agency-line", agency=iri)
    if not line:
        return Who((iri,), ((iri, name),), "", by, name)
    members = {row["body"]: row["name"] for row in line}
    latest = view.last_name(line[0]["label"])
    if by == "body":
        return Who((iri,), tuple(members.items()), line[0]["lineage"], by, latest)
    bodies = tuple(Iri(body) for body in sorted(members))
    return Who(bodies, tuple(sorted(members.items())), line[0]["lineage"], by, latest)


@dataclass(slots=True)
class _Rows:
    """The rows of the questions on one agency."""

    about: list[Row]
    changes: list[Row]
    years: list[Row]
    named: list[Row]
    pairs: list[Row]
    acts: list[Row]
    said: list[Row]
    of: list[Row]
    outcomes: list[Row]
    roles: list[Row]
    replies: list[Row]
    promises: list[Row]


async def _rows(now: Generation, who: Who) -> _Rows:
    everybody = tuple(Iri(body) for body, _ in who.names)
    own = who.bodies
    return _Rows(
        *await asyncio.gather(
            ask(now, "agency-about", bodies=everybody),
            ask(now, "agency-changes", bodies=everybody),
            ask(now, "agency-years", bodies=everybody),
            ask(now, "mentioned-count", own=own),
            ask(now, "agency-partners", bodies=own),
            ask(now, "act-count", bodies=own),
            ask(now, "said-by", own=own, most=_MOST),
            ask(now, "said-of", own=own, most=_MOST),
            ask(now, "agency-outcomes", bodies=own),
            ask(now, "agency-roles", bodies=own),
            ask(now, "agency-replies", bodies=own, most=_MOST),
            ask(now, "agency-promises", bodies=own, most=_MOST),
        )
    )


async def _partners(now: Generation, who: Who, rows: list[Row]) -> tuple[view.Partner, ...]:
    if not view.must_count(rows, len(who.bodies), who.by):
        return view.partners(rows, who.by)
    acts, told = await asyncio.gather(
        ask(now, "agency-acts", bodies=who.bodies),
        ask(now, "agency-act-letters", bodies=who.bodies),
    )
    return view.partners_by_line(rows, acts, told, who.bodies, who.line)


async def _nothing() -> list[Row]:
    return []


_PROMISED = Words("信中说将要做到的", "what letters promise for it")


def _works(rows: list[Row]) -> list[dict[str, str]]:
    return sheets.statements(rows, frozenset({"program", "event", "document"}))


async def _sheets(now: Generation, who: Who, rows: _Rows, on: date, *, whole: bool) -> list[Sheet]:
    """Return the tables; all rows of them where they are downloaded."""
    said = _SAID if whole else SHOWN
    found = await _partners(now, who, rows.pairs)
    works = _works(rows.said)
    others = sheets.statements(rows.said, frozenset({"agency", "org", "place", "person", "media"}))
    done_to = sheets.statements(rows.of)
    pairs = tuple(Iri(pair) for one in found[:said] for pair in one.pairs)
    telling = view.telling(await ask(now, "pair-acts", pairs=pairs)) if pairs else {}
    listed = [*works[:said], *others[:said], *done_to[:said]]
    passages = [row["passage"] for row in listed if "passage" in row]
    passages += [place for place, _, _ in telling.values()]
    focus = {*who.bodies, who.line}
    letters = {row["passage"].partition("#")[0] for row in rows.promises}
    quotes, dates = await asyncio.gather(
        reading.quotes(now, passages, focus),
        ask(now, "letter-dates", letters=tuple(Iri(key) for key in sorted(letters)))
        if letters
        else _nothing(),
    )
    told = {pair: quotes[place] for pair, (place, _, _) in telling.items() if place in quotes}
    replies = sum(int(row["letters"]) for row in rows.outcomes)
    whole_sheets = [
        sheets.partners_sheet(found, told),
        sheets.statements_sheet(
            "works", Words("项目、活动与文件", "Programs, events, documents"), works, quotes
        ),
        sheets.replies_sheet(rows.replies, replies),
        sheets.promises_sheet(rows.promises, dates, on),
        sheets.statements_sheet(
            "others", Words("还对谁做了什么", "What else it did, and to whom"), others, quotes
        ),
        sheets.statements_sheet(
            "of", Words("谁对它做了什么", "What others did to it"), done_to, quotes
        ),
        sheets.outcomes_sheet(rows.outcomes),
    ]
    return whole_sheets if whole else [sheets.cut(sheet, SHOWN) for sheet in whole_sheets]


def _figures(
    rows: _Rows, all_of: dict[str, int], partners: int, replies: int, on: date
) -> list[Figure]:
    def count(found: list[Row], name: str) -> int:
        return int(found[0][name]) if found else 0

    handled = sum(int(row["submissions"]) for row in rows.roles)
    roles = sheets.roles(rows.roles)
    zh = "、".join(f"{words.zh} {n}" for words, n in roles)
    en = ", ".join(f"{words.en} {n}" for words, n in roles)
    dues = {row["passage"]: row.get("due", "") for row in rows.promises}
    return [
        Figure(
            count(rows.named, "letters"),
            Words("封答复函提到它", "letters name it"),
            Words("图谱中的答复函", "of the reply letters here"),
            all_of["rg:Letter"],
        ),
        Figure(
            handled,
            Words("件由它办理", "submissions handled"),
            Words(f"提案、建议{'：' if zh else ''}{zh}", en),
            all_of["rg:Submission"],
        ),
        Figure(
            replies,
            Words("封答复由它作出", "replies of its own"),
            Words("以它的名义答复", "signed by it"),
            all_of["rg:Letter"],
            "#replies",
        ),
        Figure(
            partners,
            Words("个协作机构", "partner agencies"),
            Words(
                "与它有过联合行动，共指信中的机构", "of the agencies here, by a joint act with it"
            ),
            all_of["rg:Agency"],
            "#partners",
        ),
        Figure(
            count(rows.acts, "acts"),
            Words("次联合行动", "joint acts"),
            Words("可能是同一次的只计一次", "what may be one act counts once"),
            all_of["rg:JointAct"],
        ),
        Figure(
            len(dues),
            Words("项承诺", "commitments"),
            due.summary(dues.values(), on) if dues else _PROMISED,
            all_of["rg:Commitment"],
            "#promises",
        ),
    ]


def _about(who: Who, rows: _Rows, name: str) -> list[tuple[Words, str | Words]]:
    """Return what the authority file says, as pairs of words and value."""
    own = {str(body) for body in who.bodies}
    values: dict[str, list[str]] = {}
    for row in rows.about:
        if row["body"] in own:
            values.setdefault(local(row["p"]) or row["p"], []).append(row["o"])
    also = {n for n in values.get("altLabel", []) + values.get("weakName", []) if n != name}
    level = _LEVELS.get(next(iter(sorted(values.get("level", []))), ""))
    code = "、".join(sorted(set(values.get("divisionCode", []))))
    first, inner = region(name)
    checked = "true" in values.get("verified", [])
    found: list[tuple[Words, str | Words]] = [
        (Words("地区", "region"), f"{first}{inner}"),
        (Words("级别", "level"), level or ""),
        (Words("区划代码", "division code"), code),
        (Words("别名、简称", "other names"), "、".join(sorted(also))),
        (
            Words("名称核对", "checked"),
            Words("名称在规范档中", "the name is in the authority file")
            if checked
            else Words("名称只见于信中，未经核对", "known from letters only, not checked"),
        ),
    ]
    return [(words, value) for words, value in found if value]


async def agency(request: Request) -> Response:
    """Return the page of an agency, by lineage unless ``?by=body``."""
    now = shell.generation(request)
    found = await thing(request, "agency", now)
    if isinstance(found, Response):
        return found
    by = "body" if request.query_params.get("by") == "body" else "lineage"
    who = await _who(now, found.iri, found.name, by)
    rows, all_of, (on, _) = await asyncio.gather(_rows(now, who), totals(now), as_of(request, now))
    csv = request.query_params.get("format") == "csv"
    tables = await _sheets(now, who, rows, on, whole=csv)
    name = who.latest if by == "lineage" else found.name
    members = view.bodies(who.names, rows.about, rows.years)
    bars, ticks = view.time_line(members)
    counts = {sheet.name: sheet.total or 0 for sheet in tables}
    field = field_of(name)
    return shell.answer(
        request,
        "agency.html",
        sheets=tables,
        name=name,
        former=[body for body in members if body.name != name],
        field=Words(*FIELDS[field]),
        about=_about(who, rows, name),
        by=by,
        lineal=who.lineal,
        figures=_figures(rows, all_of, counts["partners"], counts["replies"], on),
        bars=bars if len(bars) > 1 or (bars and bars[0].marks) else (),
        ticks=ticks,
        changes=view.changes(rows.changes),
        facts=links.address(found.iri, now.base),
    )


async def lineage(request: Request) -> Response:
    """Lead from the address of a lineage to the page of its last body."""
    now = shell.generation(request)
    found = await thing(request, "lineage", now)
    if isinstance(found, Response):
        return found
    rows = await ask(now, "lineage-body", lineage=found.iri)
    bodies = [Iri(row["body"]) for row in rows]
    if not bodies:
        return RedirectResponse(links.address(found.iri, now.base), 303)
    last = view.last_name(found.name)
    best = next((body for body in bodies if body.endswith(f"/{last}")), bodies[-1])
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(links.place(best, now.base) + query, 303)


ROUTES = [Route("/agencies/{path:path}", agency), Route("/lineages/{path:path}", lineage)]
