"""The register (台账): one row a letter, one row a commitment, as offices keep it."""

from __future__ import annotations

from collections import Counter, defaultdict

from replygraph.views.analyses import Cell, Table
from replygraph.views.corpus import Corpus
from replygraph.views.network import Words

KINDS = {"proposal": Words("提案", "proposal"), "suggestion": Words("建议", "suggestion")}
ROLES = {
    "lead": Words("主办", "lead"),
    "co": Words("会办", "co-handles"),
    "split": Words("分办", "split"),
    "sole": Words("独办", "sole"),
}
OPINIONS = {
    "satisfied": Words("满意", "satisfied"),
    "partly": Words("基本满意", "partly satisfied"),
    "unsatisfied": Words("不满意", "not satisfied"),
}
_NONE = Words("", "")

_SUBMISSION = (
    Words("类型", "kind"),
    Words("届次", "session"),
    Words("编号", "number"),
    Words("题目", "title"),
)
_LETTER = (
    *_SUBMISSION,
    Words("提出者", "proposed by"),
    Words("答复单位", "replying agency"),
    Words("办理方式", "role"),
    Words("其他办理单位", "other handlers"),
    Words("答复日期", "date of reply"),
    Words("办理类别", "outcome class"),
    Words("委员意见", "opinion"),
    Words("承诺数", "commitments"),
    Words("文件", "file"),
    Words("答复函 IRI", "IRI of the letter"),
)
_COMMITMENT = (
    *_SUBMISSION,
    Words("承诺事项", "commitment"),
    Words("责任单位", "who promises"),
    Words("完成期限", "due"),
    Words("答复单位", "replying agency"),
    Words("答复日期", "date of reply"),
    Words("文件", "file"),
    Words("答复函 IRI", "IRI of the letter"),
)


def _others(corpus: Corpus) -> dict[str, str]:
    """Return for each letter who else handles its submission, with the role where it is told."""
    together: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    of_letter: dict[str, str] = {}
    for handling in corpus.derived.handlings:
        thing = corpus.things.get(handling.agency)
        if thing:
            role = ROLES.get(handling.roles[0], _NONE) if handling.roles else _NONE
            together[handling.submission].append((thing.name, role))
        of_letter |= dict.fromkeys(handling.replies, handling.submission)
    found = {}
    for key, submission in of_letter.items():
        own = corpus.letters[key].agency if key in corpus.letters else ""
        names = sorted((n, r.zh) for n, r in together[submission] if n != own)
        found[key] = "；".join(f"{name}（{role}）" if role else name for name, role in names)
    return found


def register(corpus: Corpus) -> tuple[Table, Table]:
    """Return the letters and the commitments, each sorted by date, agency and number.

    Names stand as the letters have them, whatever was renamed since. Dates are EDTF with the
    precision that was written; a cell is empty where the letter does not say.
    """
    others = _others(corpus)
    promised = Counter(promise.letter for promise in corpus.promises)
    cards = sorted(corpus.letters.values(), key=lambda c: (c.date, c.agency, c.number, c.key))
    about = {
        c.key: (KINDS.get(c.kind, _NONE), c.session, c.number, c.title) for c in cards
    }  # fmt: skip
    letters: list[tuple[Cell, ...]] = [
        (
            *about[card.key],
            "、".join(card.addressees),
            card.agency,
            ROLES.get(card.role, _NONE),
            others.get(card.key, ""),
            card.date,
            card.category,
            OPINIONS.get(card.opinion, _NONE),
            promised[card.key],
            card.id,
            card.key,
        )
        for card in cards
    ]
    place = {card.key: number for number, card in enumerate(cards)}
    commitments: list[tuple[Cell, ...]] = []
    for promise in sorted(corpus.promises, key=lambda p: place[p.letter]):
        card = corpus.letters[promise.letter]
        end = (card.agency, card.date, card.id, card.key)
        text = " ".join(promise.text.split())
        commitments.append((*about[card.key], text, promise.agency, promise.due, *end))
    return (
        Table(
            "letters",
            Words("答复函台账", "Register of letters"),
            Words(f"{len(cards)} 封答复函", f"{len(cards)} reply letters"),
            _LETTER,
            tuple(letters),
        ),
        Table(
            "commitments",
            Words("承诺事项台账", "Register of commitments"),
            Words(
                f"{len(cards)} 封答复函中的 {len(commitments)} 项承诺",
                f"{len(commitments)} commitments in {len(cards)} reply letters",
            ),
            _COMMITMENT,
            tuple(commitments),
        ),
    )
