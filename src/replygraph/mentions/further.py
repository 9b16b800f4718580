"""A spaCy pipeline of the user's own as one more finder of names.

It reads the text in its own words (jieba, pkuseg, word pieces); what it finds is put back by
character offsets. It fills gaps only: where a rule of ours has a candidate, ours stands, since a
tagger of news knows no bureaus by their short names and cuts programs where words end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from replygraph.errors import UsageError
from replygraph.mentions.lexicon import FILLER, mention
from replygraph.model import Letter, Mention, MentionType

if TYPE_CHECKING:
    from spacy.language import Language

#: label of a pipeline → our type: our own names, OntoNotes (zh_core_web_…), MSRA and LAC. Dates
#: and numbers are left out: the guide wants stated precision (no 近年来), which the rules read.
LABELS: Final[dict[str, MentionType]] = {
    "PERSON": "PERSON",  # 李明
    "PER": "PERSON",
    "nr": "PERSON",
    "AGENCY": "AGENCY",  # 市水利局
    "ORG": "ORG",  # 市家政服务业协会; by `_OFFICE` an AGENCY
    "nt": "ORG",
    "GPE": "PLACE",  # 义乌市
    "LOC": "PLACE",  # 太湖
    "FAC": "PLACE",  # 五一广场
    "PLACE": "PLACE",
    "ns": "PLACE",
    "EVENT": "EVENT",  # 西湖国际博览会
    "PROGRAM": "PROGRAM",  # 千村示范工程
    "LAW": "DOCUMENT",  # 水污染防治条例
    "WORK_OF_ART": "DOCUMENT",
    "DOCUMENT": "DOCUMENT",
    "MEDIA": "MEDIA",  # 湖州日报
}
#: what ends the name of an organisation that is an agency: OntoNotes has one label for both
_OFFICE: Final = re.compile(
    "(?:局|厅|委|委员会|办公室|人民政府|政府|法院|检察院|海关|[宣组统政]\\w{1,2}部)$"
)
#: what no name holds
_BREAK: Final = re.compile(f"[\n，。；{FILLER}]")


def check(name: str) -> None:
    """Raise `UsageError` where ``name`` is neither an installed pipeline nor a folder with one."""
    from spacy.util import is_package

    if not (is_package(name) or (Path(name) / "config.cfg").is_file()):
        raise UsageError(
            f"--spacy-model {name}：没有安装这个 spaCy 模型，也不是含 config.cfg 的模型文件夹；"
            f"请先安装（python -m spacy download {name}）或改正路径。",
            f"--spacy-model {name}: neither an installed spaCy pipeline nor a folder with a "
            f"config.cfg; install it (python -m spacy download {name}) or mend the path.",
        )


@lru_cache(maxsize=1)
def load(name: str) -> Language:
    """Return the pipeline ``name`` (a package or a folder), loaded once a process.

    Raises `UsageError`, with the remedy, where it is not there or does not load.
    """
    import spacy

    check(name)
    try:
        return spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        reason = str(error).split("\n", 1)[0]
        raise UsageError(
            f"--spacy-model {name}：模型无法载入（{reason}）；请安装它所需的包或与本机 spaCy "
            f"版本相符的模型（python -m spacy validate）。",
            f"--spacy-model {name}: does not load ({reason}); install what it needs, or the "
            f"release that fits this spaCy (python -m spacy validate).",
        ) from error


def find(letter: Letter, known: Sequence[Mention], nlp: Language) -> Iterator[Mention]:
    """Yield the entities of ``nlp`` that our types cover and that touch none of ``known``.

    Contact names stay out. The rule of such a mention is ``model-LABEL``.

    >>> import spacy
    >>> from replygraph.model import Span
    >>> nlp = spacy.blank("zh")
    >>> ruler = nlp.add_pipe("entity_ruler")
    >>> ruler.add_patterns([{"label": "GPE", "pattern": "云岭"}])
    >>> text = "2023年在云岭开现场会"
    >>> letter = Letter("a", "", "", 0, text, text, Span(0, len(text)))
    >>> [(item.text, item.type, item.rule) for item in find(letter, [], nlp)]
    [('云岭', 'PLACE', 'model-gpe')]
    """
    first = letter.span.start
    doc = nlp(letter.span.of(letter.normal))
    taken = sorted([m.span for m in known] + list(letter.private))
    for entity in doc.ents:
        kind = LABELS.get(entity.label_)
        text = entity.text.strip()
        if kind is None or len(text) < 2 or _BREAK.search(text):
            continue
        start = first + entity.start_char + entity.text.index(text)
        if kind == "ORG" and _OFFICE.search(text):
            kind = "AGENCY"
        item = mention(letter, start, start + len(text), kind, f"model-{entity.label_.lower()}")
        if not any(item.span.overlaps(other) for other in taken):
            yield item


def finder(letter: Letter, known: Sequence[Mention], *, model: str) -> Iterable[Mention]:
    """Return ``known`` and what the pipeline called ``model`` finds besides."""
    return (*known, *find(letter, known, load(model)))
