"""What a query may not do, found in its words before the engine sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.errors import QueryError

# The tokens of SPARQL 1.1 inside which a word is no keyword come first, after what is no token.
_TOKEN = re.compile(
    r"""
    [\s{}().;,=*/|^+!&0-9-]*+
  (?:
    \#[^\n\r]*                                       # comment
  | <[^<>"{}|^`\\\x00-\x20]*>                        # IRI
  | '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
  | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"    # strings
  | [?$]\w+                                          # variables
  | @[A-Za-z][A-Za-z0-9-]*                           # language tags, @prefix
  | _?[\w.-]*:[\w.:%\\-]*                            # prefixed names, blank nodes
  | (?P<word>[A-Za-z]+)
  )
    """,
    re.VERBOSE | re.DOTALL,
)
_STAR = re.compile(r"(?:\s|#[^\n\r]*)*(?:(?:DISTINCT|REDUCED)(?:\s|#[^\n\r]*)*)?\*", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
#: keyword → what to say
_REFUSED = {
    "SERVICE": ("不允许 SERVICE：本图谱从不访问外部服务", "SERVICE is refused: nothing is fetched"),
    "LOAD": ("不允许 LOAD：请用 replygraph import", "LOAD is refused: use replygraph import"),
}
_UPDATE = frozenset("INSERT DELETE CLEAR DROP CREATE COPY MOVE ADD WITH".split())  # noqa: SIM905
#: what a query holds that needs a closer look: any of these words, or an escape that may hide one
_CAREFUL = (*(word.lower() for word in (*_REFUSED, *sorted(_UPDATE))), "from", "\\u")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def keywords(query: str) -> Iterator[str]:
    """Yield the keywords of a query in upper case: words that are no name, string or comment.

    >>> list(keywords('SELECT ?from { ?from rdfs:label "SERVICE" } # LOAD'))
    ['SELECT']
    """

    def decoded(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else match[0]

    for word in _TOKEN.findall(_ESCAPE.sub(decoded, query)):
        if word:
            yield word.upper()


def admit(query: str) -> bool:
    """Let a query pass or raise QueryError; return whether it names its own graphs (FROM)."""
    lower = query.lower()
    if not any(word in lower for word in _CAREFUL):
        return False
    own, form = False, ""
    for word in keywords(query):
        if word in _REFUSED:
            raise QueryError(*_REFUSED[word])
        if word in _UPDATE and not form:
            raise QueryError(
                f"不允许 {word}：只能查询；增删请用 build、import。",
                f"{word} is refused: queries only; use build or import to change the graph.",
            )
        if word in _FORMS:
            form = form or word
        own = own or word == "FROM"
    return own


def star(query: str) -> int | None:
    r"""Return where the asterisk of a query that begins ``SELECT *`` stands, else None.

    >>> star("# SELECT *\nSELECT DISTINCT * { }"), star("SELECT (COUNT(*) AS ?n) { }")
    (27, None)
    """
    if "*" not in query:
        return None
    for match in _TOKEN.finditer(query):
        word = (match["word"] or "").upper()
        if word in _FORMS:
            found = _STAR.match(query, match.end()) if word == "SELECT" else None
            return found.end() - 1 if found else None
    return None
