"""The explorer: pages for people who know nothing of RDF, each answered by the server.

How to add a view
-----------------
1.  A module beside this one, one view each, with ``ROUTES``, a list of `starlette.routing.Route`;
    name it in `routes` below. Where its address stands in ``serve/navigation.py`` it appears in
    the head of every page as soon as the route is there.
2.  Its questions are files in ``queries/NAME.rq``, asked by ``ask(now, "name", place=Iri(…))``.
    What is asked about is written ``$place``; `ask.ask` puts the term there, and nothing else ever
    builds SPARQL. ``VALUES ?x { $xs }`` takes a tuple; None is UNDEF, "no restriction"; ``$facts``,
    ``$authority``, ``$identity`` are graphs. Ask several at once with ``asyncio.gather``. Never
    scan all letters for a page: start from the thing asked about, end with LIMIT.
3.  Take ``now = shell.generation(request)`` once per request, so that a page is of one state.
4.  What needs the text or the places of mentions reads `reading.record` or `reading.records` (the
    letters' IRIs); `reading.quotes` gives sentences with their names marked. Under --public-only
    both see a copy that holds nothing else.
5.  Rows become what a page shows in a module of ``replygraph.views``: pure functions, frozen data
    (`views.parts`: Chip, Figure, Sheet, Quote), tested without a server. IRIs stay IRIs there.
6.  ``shell.answer(request, "view.html", sheets=[…], …)`` renders ``templates/explorer/view.html``
    and answers ``?format=csv&table=NAME`` with the sheet of that name. What is chosen stands in
    the address (``?by=body&year=2021``), so that the address restores the view.
7.  The template begins ``{% extends "explorer/base.html" %}`` and
    ``{% import "explorer/macros.html" as ui with context %}``: ``ui.chip``, ``chips``, ``of``,
    ``figures``, ``quote``, ``sheet``, ``columns``, ``bar``, ``badge``, ``pages``, ``by``. Scripts
    and styles go in the blocks ``scripts`` and ``styles``, files in ``static/explorer/``; the
    policy of `guard` forbids inline ones, ``style=`` too: lengths are SVG attributes, colours
    classes (``k-agency`` sets ``--c``), states ``data-`` and ``aria-`` attributes.
8.  ``say('中文', 'English')`` and ``told(words)`` speak the page's language, ``href(iri)`` leads to
    the page on an IRI, ``link(path)`` keeps the language, ``asked(year=2021, page=none)`` is the
    page's own address with parameters changed. Data for a script: ``<script
    type="application/json" id="…">{{ data|tojson }}</script>``. ``theme.js`` sends the event
    ``themechange``; colours are read from the custom properties.
"""

from __future__ import annotations

from starlette.routing import Route

from replygraph.serve.explorer.ask import Iri, Text, ask

__all__ = ["Iri", "Text", "ask", "routes"]


def routes() -> list[Route]:
    """Return the routes of all views."""
    from replygraph.serve.explorer import (
        agency,
        change,
        entity,
        letter,
        matrix,
        network,
        regions,
        register,
        start,
        submission,
        timeline,
    )

    views = (
        agency,
        change,
        entity,
        letter,
        matrix,
        network,
        regions,
        register,
        start,
        submission,
        timeline,
    )
    return [route for view in views for route in view.ROUTES]
