"""Answers as text: results in CSV, TSV, JSON and XML after SPARQL 1.1, graphs in Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from replygraph.errors import UsageError
from replygraph.store.answer import Answer, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
# Spreadsheets run a cell that begins so; a quotation mark in front makes it text.
_FORMULA = ("=", "+", "@", "-")


def turtle(term: Term) -> str:
    """Return a term as N-Triples and Turtle write it."""
    if term.kind == "uri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    text = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^<{term.datatype}>" if term.datatype else text


def _csv(answer: Answer) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow("" if term is None else _cell(term) for term in row)
    return target.getvalue()


def _cell(term: Term) -> str:
    if term.kind == "bnode":
        return f"_:{term.value}"
    risky = term.kind == "literal" and not term.datatype and term.value.startswith(_FORMULA)
    return f"'{term.value}" if risky else term.value


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if t is None else turtle(t) for t in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    found = {"type": term.kind, "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype:
        found["datatype"] = term.datatype
    return found


def _json(answer: Answer) -> str:
    if answer.kind == "ask":
        return json.dumps({"head": {}, "boolean": answer.boolean}) + "\n"
    rows = [
        {c: _json_term(t) for c, t in zip(answer.columns, row, strict=True) if t is not None}
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _xml_term(term: Term) -> str:
    if term.kind != "literal":
        return f"<{term.kind}>{escape(term.value)}</{term.kind}>"
    how = ""
    if term.language:
        how = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        how = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{how}>{escape(term.value)}</literal>"


def _xml(answer: Answer) -> str:
    head = "".join(f"<variable name={quoteattr(c)}/>" for c in answer.columns)
    if answer.kind == "ask":
        body = f"<boolean>{'true' if answer.boolean else 'false'}</boolean>"
    else:
        rows = []
        for row in answer.rows:
            cells = (
                f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>"
                for c, t in zip(answer.columns, row, strict=True)
                if t is not None
            )
            rows.append(f"<result>{''.join(cells)}</result>\n")
        body = f"<results>\n{''.join(rows)}</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"<head>{head}</head>\n{body}\n</sparql>\n"
    )


def _turtle(answer: Answer) -> str:
    return "".join(f"{' '.join(map(turtle, triple))} .\n" for triple in answer.triples)


FORMATS: dict[str, Callable[[Answer], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "ttl": _turtle,
}


def render(answer: Answer, form: str) -> str:
    r"""Return the answer as csv, tsv, json, xml, or, for CONSTRUCT and DESCRIBE, ttl.

    Raises UsageError where answer and format do not fit.

    >>> render(Answer("select", ("a",), ((Term("literal", "深圳", None, "zh"),),)), "tsv")
    '?a\n"深圳"@zh\n'
    """
    fits = (form == "ttl") == (answer.kind == "graph")
    if answer.kind == "ask" and form in ("csv", "tsv"):
        return f"{'true' if answer.boolean else 'false'}\n"
    if form not in FORMATS or not fits:
        wanted = "ttl" if answer.kind == "graph" else "csv、tsv、json、xml"
        raise UsageError(
            f"这类查询的结果不能写成 {form}，请用 {wanted}。",
            f"the answer of such a query cannot be written as {form}; use {wanted}.",
        )
    return FORMATS[form](answer)
