"""The one place that mints and checks IRIs.

Names stay readable: ``…/id/agency/深圳市生态环境局``. A name becomes a path segment by `segment`:
NFC, one form of brackets, dashes and quotes, no blanks, and no character that the grammar of
RFC 3987 does not allow. The same name gives the same IRI on every
machine; nothing here knows of other letters.

Keys (what makes two things the same) are those of the data model: an assembly is its kind and
region (and term), a submission its assembly, session or year, and number, a letter its submission,
agency and role, a person an assembly and a name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from replygraph.model import digest

NS: Final = "https://w3id.org/replygraph/ns#"
BASE: Final = "https://w3id.org/replygraph/id/"

#: What stands in a key for a part that is not known; no name is ever written like this.
UNKNOWN: Final = "~"

_PATHS: Final = {
    "PERSON": "person",
    "AGENCY": "agency",
    "ORG": "org",
    "PLACE": "place",
    "EVENT": "event",
    "PROGRAM": "program",
    "DOCUMENT": "document",
    "PROPOSAL": "submission",
    "MEDIA": "media",
}
_KINDS: Final = {"proposal": "政协", "suggestion": "人大", "政协": "政协", "人大": "人大"}

# One written form for signs that printers use interchangeably.
_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("([［〔【{｛﹝", "（"),
        **dict.fromkeys(")]］〕】}｝﹞", "）"),
        **dict.fromkeys("〈«", "《"),
        **dict.fromkeys("〉»", "》"),
        **dict.fromkeys("‐‑‒–—―－─━", "-"),
        **dict.fromkeys("・•‧∙⋅･", "·"),
        **dict.fromkeys("“”‘’\"'「」『』〝〞＂＇`´", None),
        "～": "~",
    }
)
# Signs that a path may not hold, or that are written wide in Chinese, get their wide form.
_WIDE: Final = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in "/?#%<>|\\^,;:!"})
_NARROW: Final = {code + 0xFEE0: code for code in range(0x30, 0x7B) if chr(code).isalnum()}

_UCSCHAR: Final = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_NOT_ALLOWED: Final = re.compile(rf"[^A-Za-z0-9\-._~!$&'()*+,;=:@{_UCSCHAR}]")
_PCHAR: Final = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@{_UCSCHAR}]|%[0-9A-F]{{2}})"
_IRI: Final = re.compile(
    rf"[a-z][a-z0-9+.\-]*:(?://{_PCHAR}+)?(?:/{_PCHAR}*|{_PCHAR})*(?:#(?:{_PCHAR}|[/?])*)?"
)
#: names that are their own segment: most of them
_PLAIN: Final = re.compile(r"[\u4e00-\u9fa50-9A-Za-z（）《》·]+")
_BLANK: Final = re.compile(r"\s+")
_DASHES: Final = re.compile(r"-{2,}")
_NUMERAL: Final = "[0-9一二三四五六七八九十]+"
_TERM: Final = re.compile(rf"({_NUMERAL})届")
_SITTING: Final = re.compile(rf"({_NUMERAL})次(?:全体)?会议")
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}


def segment(name: str) -> str:
    """Return ``name`` as one path segment of an IRI.

    Applying it twice changes nothing. Quotes fall away, blanks too, except between two Latin
    words, where one ``_`` stands for them. Raises ValueError where nothing is left.

    >>> segment("中国(深圳)国际气候影视大会"), segment("方　圆"), segment("深环函〔2021〕 5号")
    ('中国（深圳）国际气候影视大会', '方圆', '深环函（2021）5号')
    """
    if _PLAIN.fullmatch(name):
        return name
    text = "".join(
        char
        for char in unicodedata.normalize("NFC", name)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    text = text.translate(_NARROW).translate(_FOLD).translate(_WIDE).strip()
    text = _BLANK.sub(lambda match: _blank(text, match), text)
    text = unicodedata.normalize("NFC", _DASHES.sub("-", text))
    text = _NOT_ALLOWED.sub(_percent, text)
    if not text.strip(".~"):
        text = text.replace(".", "．").replace("~", "～") if "." in text else ""
    if not text:
        raise ValueError(f"no name left for an IRI: {name!r}")
    return text


def _blank(text: str, match: re.Match[str]) -> str:
    before, after = text[match.start() - 1], text[match.end()]
    return "_" if (before + after).isascii() and (before + after).isalnum() else ""


def _percent(match: re.Match[str]) -> str:
    # Private-use characters have no other lawful form; a full-width % would lose them.
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))


def check(iri: str) -> str:
    """Return ``iri`` if it follows the grammar of RFC 3987 and is in NFC; else raise ValueError.

    >>> check("https://w3id.org/replygraph/id/agency/深圳市生态环境局")
    'https://w3id.org/replygraph/id/agency/深圳市生态环境局'
    """
    if not _IRI.fullmatch(iri) or unicodedata.normalize("NFC", iri) != iri:
        raise ValueError(f"not an IRI: {iri!r}")
    return iri


def check_base(base: str) -> str:
    """Return ``base`` if names can be put behind it; else raise ValueError.

    >>> check_base("https://data.example.cn/id/")
    'https://data.example.cn/id/'
    """
    if "://" not in base or not base.endswith(("/", "#")):
        raise ValueError(f"not a base for IRIs (http://…/): {base!r}")
    return check(base)


def _join(base: str, *parts: str) -> str:
    return base + "/".join(parts)


def _numeral(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    unit = _DIGITS.get(ones, 0) + 10 * (_DIGITS.get(tens, 1) if "十" in text else 0)
    return int(text) if text.isdecimal() else unit


def session_key(session: str) -> str:
    """Return ``term-sitting`` of a session phrase, however it is written; else the phrase.

    >>> session_key("市政协三届四次会议"), session_key("政协青岚市第三届委员会第四次会议")
    ('3-4', '3-4')
    """
    term, sitting = _TERM.search(session), _SITTING.search(session)
    if not (term and sitting):
        return segment(session)
    return f"{_numeral(term[1])}-{_numeral(sitting[1])}"


def assembly_key(kind: str, region: str, term: int | None = None) -> str:
    """Return the key of an assembly, the scope within which members are told apart.

    ``kind`` is ``proposal`` or 政协, ``suggestion`` or 人大; else ValueError.

    >>> assembly_key("proposal", "深圳市"), assembly_key("suggestion", "全国", 14)
    ('政协/深圳市', '人大/全国/14')
    """
    if kind not in _KINDS:
        raise ValueError(f"not a kind of assembly: {kind!r}")
    parts = [_KINDS[kind], segment(region)] + ([str(term)] if term else [])
    return "/".join(parts)


def assembly(kind: str, region: str, term: int | None = None, base: str = BASE) -> str:
    """Return the IRI of an assembly.

    >>> assembly("proposal", "深圳市")
    'https://w3id.org/replygraph/id/assembly/政协/深圳市'
    """
    return _join(base, "assembly", assembly_key(kind, region, term))


def _scope(scope: str) -> list[str]:
    return [segment(part) for part in scope.split("/") if part]


def entity(type: str, name: str, scope: str = "", base: str = BASE) -> str:  # noqa: A002
    """Return the IRI of a thing named; ``scope`` is what the name is unique in, parts joined by /.

    Raises ValueError for types that name nothing, for a person or a submission without a scope.

    >>> entity("EVENT", "2021年深圳青少年环保节")
    'https://w3id.org/replygraph/id/event/2021年深圳青少年环保节'
    >>> entity("PERSON", "马兴通", assembly_key("proposal", "深圳市"))
    'https://w3id.org/replygraph/id/person/政协/深圳市/马兴通'
    """
    if type not in _PATHS:
        raise ValueError(f"{type} names no entity: {name!r}")
    if type in {"PERSON", "PROPOSAL"} and not scope:
        raise ValueError(f"{type} needs a scope beside its name: {name!r}")
    return _join(base, _PATHS[type], *_scope(scope), segment(name))


def agency(name: str, base: str = BASE) -> str:
    """Return the IRI of an agency from its name, or from its id in the authority file.

    >>> agency("深圳市生态环境局")
    'https://w3id.org/replygraph/id/agency/深圳市生态环境局'
    """
    return entity("AGENCY", name, base=base)


def place(name: str, scope: str = "", base: str = BASE) -> str:
    """Return the IRI of a place; ``scope`` tells 鼓楼区 of 南京市 from that of 福州市.

    >>> place("鼓楼区", "南京市")
    'https://w3id.org/replygraph/id/place/南京市/鼓楼区'
    """
    return entity("PLACE", name, scope, base)


def event(name: str, scope: str = "", base: str = BASE) -> str:
    """Return the IRI of an event: ``…/event/2021年深圳青少年环保节``."""
    return entity("EVENT", name, scope, base)


def program(name: str, scope: str = "", base: str = BASE) -> str:
    """Return the IRI of a program: ``…/program/绿色创建行动``."""
    return entity("PROGRAM", name, scope, base)


def document(name: str, scope: str = "", base: str = BASE) -> str:
    """Return the IRI of a policy document: ``…/document/深圳市绿色生活创建行动实施方案``."""
    return entity("DOCUMENT", name, scope, base)


def person(assembly: str, name: str, base: str = BASE) -> str:
    """Return the IRI of a person within ``assembly`` (an `assembly_key`, or another scope).

    >>> person("政协/深圳市", "方　圆")
    'https://w3id.org/replygraph/id/person/政协/深圳市/方圆'
    """
    return entity("PERSON", name, assembly, base)


def submission(
    assembly: str | None,
    session: str | None,
    number: str | None,
    *,
    title: str | None = None,
    year: str | None = None,
    apart: str = "",
    base: str = BASE,
) -> str:
    """Return the IRI of a proposal or suggestion: assembly, session or year, number or title.

    ``assembly`` is an `assembly_key`. A number that begins with its year (``20210587``) is unique
    in its assembly with that year, so the session is left out: other letters may not print it.
    Where a part is unknown the key is partial: ``~`` stands for it, and ``apart`` (the document's
    digest) keeps it apart from all others until `identify` finds the one full key that fits.
    Raises ValueError where number and title are unknown, or nothing keeps a partial key apart.

    >>> submission("政协/深圳市", None, "20210587")
    'https://w3id.org/replygraph/id/submission/政协/深圳市/2021/20210587'
    >>> submission("人大/白石县", "县十届三次会议", "52")
    'https://w3id.org/replygraph/id/submission/人大/白石县/10-3/52'
    >>> submission(None, None, "52", apart="9f86d081884c7d65")
    'https://w3id.org/replygraph/id/submission/~/~/52/~9f86d081884c7d65'
    """
    name = number or title
    if not name:
        raise ValueError("a submission needs a number or a title")
    stated = re.match(r"(?:19|20)\d\d(?=\d{3,})", number or "")
    when = stated[0] if stated else session_key(session) if session else year
    parts = _scope(assembly) if assembly else [UNKNOWN]
    parts += [segment(when) if when else UNKNOWN, segment(name)]
    if UNKNOWN in parts:
        if not apart:
            raise ValueError(f"a partial key needs something that keeps it apart: {parts}")
        parts.append(UNKNOWN + segment(apart))
    return _join(base, "submission", *parts)


def is_partial(submission_iri: str) -> bool:
    """Tell whether a submission's key lacks a part, so that it stands for one letter only.

    >>> is_partial("https://w3id.org/replygraph/id/submission/~/~/52/~9f86d081884c7d65")
    True
    """
    return "/~" in submission_iri


def tail(iri: str, base: str = BASE) -> str:
    """Return what stands behind ``base`` and the kind: the key as a path; else ``iri`` itself.

    >>> tail("https://w3id.org/replygraph/id/agency/深圳市生态环境局")
    '深圳市生态环境局'
    """
    for start in dict.fromkeys((base, BASE)):
        if iri.startswith(start):
            return iri[len(start) :].partition("/")[2]
    return iri


def _key(iri: str, base: str) -> str:
    rest = tail(iri, base)
    return rest if rest != iri else digest(iri)


def letter(
    submission: str | None,
    agency: str | None,
    role: str | None,
    *,
    apart: str = "",
    base: str = BASE,
) -> str:
    """Return the IRI of a reply, which names its graph too: submission, agency and role.

    ``submission`` and ``agency`` are IRIs. Where either is unknown, ``apart`` (the digest of the
    document, and the part within it) is the key. Raises ValueError where that is empty then.

    >>> proposal = submission("政协/深圳市", None, "20210587")
    >>> letter(proposal, BASE + "agency/深圳市水务局", "co")
    'https://w3id.org/replygraph/id/letter/政协/深圳市/2021/20210587/深圳市水务局/co'
    """
    if submission and agency:
        return _join(base, "letter", _key(submission, base), _key(agency, base), role or "reply")
    if not apart:
        raise ValueError("a letter without submission or agency needs the document's digest")
    return _join(base, "letter", UNKNOWN + segment(apart))


def version(letter: str, digest: str, part: int = 0) -> str:
    """Return the IRI of a version of a letter that another has replaced.

    >>> version("https://w3id.org/replygraph/id/letter/~9f86", "9f86d081884c7d659a2f")
    'https://w3id.org/replygraph/id/letter/~9f86#version-9f86d081884c7d65'
    """
    return f"{letter}#version-{digest[:16]}" + (f"-{part}" if part else "")


def handling(submission: str, agency: str, base: str = BASE) -> str:
    """Return the IRI of an agency's part in answering a submission (both given as IRIs)."""
    return _join(base, "handling", _key(submission, base), _key(agency, base))


def statement(letter: str, id: str) -> str:  # noqa: A002
    """Return the IRI of a statement of a letter: the letter's IRI and the statement's id.

    >>> statement("https://w3id.org/replygraph/id/letter/~9f86", "s0123456789abcdef")
    'https://w3id.org/replygraph/id/letter/~9f86#s0123456789abcdef'
    """
    return f"{letter}#{id}"


def passage(letter: str, start: int, end: int) -> str:
    """Return the IRI of a passage of the letter's text, in code points (RFC 5147, NIF 2.0).

    >>> passage("https://w3id.org/replygraph/id/letter/~9f86", 120, 158)
    'https://w3id.org/replygraph/id/letter/~9f86#char=120,158'
    """
    return f"{letter}#char={start},{end}"


def joint_act(kind: str, about: str, date: str | None, *, apart: str = "", base: str = BASE) -> str:
    """Return the IRI of what several bodies did together: kind, what about (an IRI), date.

    Undated acts need ``apart`` (letter and sentence): they stay apart. Else ValueError.
    """
    if not (date or apart):
        raise ValueError("an undated act needs something that keeps it apart")
    return _join(base, "act", f"{kind}-{digest(kind, about, date or '', apart)}")


def collaboration(one: str, other: str, base: str = BASE) -> str:
    """Return the IRI of a pair of agencies (IRIs, in any order)."""
    return _join(base, "collaboration", digest(*sorted((one, other))))


def lineage(place: str, kind: str, base: str = BASE) -> str:
    """Return the IRI of a line of bodies: ids of place and kind in the authority, today's ones.

    >>> lineage("440300", "ecology-environment")
    'https://w3id.org/replygraph/id/lineage/440300/ecology-environment'
    """
    return _join(base, "lineage", segment(place), segment(kind))


def change(before: str, after: str, base: str = BASE) -> str:
    """Return the IRI of the event by which one agency gave way to another (both IRIs)."""
    return _join(base, "change", digest(before, after))


def graph(name: str, base: str = BASE) -> str:
    """Return the IRI of a graph that is no letter's: facts, identity, authority.

    >>> graph("facts")
    'https://w3id.org/replygraph/id/graph/facts'
    """
    return _join(base, "graph", segment(name))
