"""The finders as a spaCy pipeline, so that others can add, remove or replace them.

``nlp = replygraph.mentions.pipeline()`` gives Chinese with one token per character: token ``i`` is
character ``i``, so offsets of spans are offsets of the text. Each finder is a factory named
``replygraph_…``; they put their spans into ``doc.spans["replygraph"]``, with the type as label and
the rule as span id. In our own pipeline only the last one does so: making spans a dozen times
costs more than finding them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, cast

from replygraph.mentions import further
from replygraph.mentions.finders import FINDERS, ORDER, Finder
from replygraph.mentions.lexicon import FILLER, folded
from replygraph.model import Letter, Mention, MentionType, Span
from replygraph.text.normal import normal

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: where the spans of a Doc stand
GROUP: Final = "replygraph"
#: factory of a finder around a spaCy pipeline of one's own; its config names the ``model``
FURTHER: Final = "replygraph_further"
_LETTER: Final = "replygraph.letter"
_FOUND: Final = "replygraph.found"


class _Ids(dict[str, int]):
    """The numbers by which spaCy knows characters: a Doc of numbers takes half the time."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, char: str) -> int:
        self[char] = found = self._vocab[char].orth
        return found


class CharacterTokenizer:
    """Cut a text into its characters: token ``i`` is character ``i``, blanks included."""

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary of the pipeline."""
        self.vocab = vocab
        self._ids = _Ids(vocab)

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``."""
        from spacy.tokens import Doc

        words: list[Any] = list(map(self._ids.__getitem__, text))
        return Doc(self.vocab, words=words, spaces=[False] * len(text))

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: there is nothing to store."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """Return itself."""
        self._ids = _Ids(self.vocab)
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Store nothing."""

    def from_disk(self, _path: Any, **_: Any) -> CharacterTokenizer:
        """Return itself."""
        self._ids = _Ids(self.vocab)
        return self


def letter_of(doc: Doc) -> Letter:
    """Return the letter that ``doc`` was made from; a bare text counts as a letter of its own."""
    known = doc.user_data.get(_LETTER)
    if known is None:
        text = doc.text
        known = folded(Letter("", "", "", 0, text, normal(text), Span(0, len(text))))
        doc.user_data[_LETTER] = known
    return cast("Letter", known)


def found_in(doc: Doc) -> tuple[Mention, ...]:
    """Return the mentions of ``doc``: those of the finder before, else the spans of the group."""
    kept = doc.user_data.get(_FOUND)
    if kept is not None:
        return cast("tuple[Mention, ...]", kept)
    text = letter_of(doc).text
    return tuple(
        Mention(
            Span(span.start, span.end),
            text[span.start : span.end],
            cast("MentionType", span.label_),
            span.id_,
        )
        for span in doc.spans.get(GROUP, ())
    )


def _component(finder: Finder, *, spans: bool) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        found = tuple(finder(letter_of(doc), found_in(doc)))
        if spans:
            from spacy.tokens import Span as DocSpan

            doc.spans[GROUP] = [
                DocSpan(doc, m.span.start, m.span.end, label=m.type, span_id=m.rule) for m in found
            ]
            doc.user_data.pop(_FOUND, None)
        else:
            doc.user_data[_FOUND] = found
        return doc

    return run


@lru_cache(maxsize=1)
def register() -> None:
    """Make the finders known to spaCy as factories (once)."""
    from spacy.language import Language

    for factory_name, finder in FINDERS.items():

        def factory(
            nlp: Language, name: str, *, spans: bool, finder: Finder = finder
        ) -> Callable[[Doc], Doc]:
            del nlp, name  # spaCy passes them to every factory
            return _component(finder, spans=spans)

        Language.factory(factory_name, default_config={"spans": True}, func=factory)

    def more(nlp: Language, name: str, *, model: str, spans: bool) -> Callable[[Doc], Doc]:
        del nlp, name
        return _component(partial(further.finder, model=model), spans=spans)

    Language.factory(FURTHER, default_config={"spans": True}, func=more)


def build() -> Language:
    """Return a new spaCy pipeline with all finders in their order.

    >>> nlp = build()
    >>> doc = nlp("我局将于2026年底前印发《办法》")
    >>> [(span.label_, str(span)) for span in doc.spans["replygraph"] if span.label_ != "AGENCY"]
    [('DATE', '2026年底'), ('DOCUMENT', '办法')]
    """
    import spacy

    register()
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for position, name in enumerate(ORDER):
        unique = name if name not in nlp.pipe_names else f"{name}_{position}"
        last = position == len(ORDER) - 1
        nlp.add_pipe(name, name=unique, config={"spans": last})
    return nlp


def run(letter: Letter, spacy_model: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of ``letter``, found by the default pipeline and ``spacy_model``."""
    if letter.span.end - letter.span.start == len(letter.text):
        return _run(letter, spacy_model)
    first = letter.span.start
    return tuple(
        replace(item, span=_moved(item.span, first)) for item in _run(_alone(letter), spacy_model)
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _alone(letter: Letter) -> Letter:
    """Return one letter of several in a file by itself, so that each costs what it has itself."""
    span = letter.span
    return replace(
        letter,
        text=span.of(letter.text),
        normal=span.of(letter.normal),
        span=Span(0, span.end - span.start),
        private=tuple(_moved(x, -span.start) for x in letter.private if span.covers(x)),
        blocks=(),
        zones=(),
        points=(),
        feedback=None,
    )


def _run(letter: Letter, spacy_model: str | None) -> tuple[Mention, ...]:
    # The finders read the letter by themselves: loading spaCy takes as long as loading all of
    # ours, and its Doc of a letter's characters as long as finding the places in it.
    letter = folded(letter)
    found: tuple[Mention, ...] = ()
    *finders, last = ORDER
    for name in finders:
        found = tuple(FINDERS[name](letter, found))
    if spacy_model:
        found = tuple(further.finder(letter, found, model=spacy_model))
    found = tuple(FINDERS[last](letter, found))
    text = letter.normal
    return tuple(_whole(letter, text, item) for item in found) if FILLER in text else found


def _whole(letter: Letter, text: str, item: Mention) -> Mention:
    """Return ``item`` with the first character where it stood before a botched conversion."""
    start = item.span.start
    while start > 0 and text[start - 1] == FILLER:
        start -= 1
    if start == item.span.start:
        return item
    span = Span(start, item.span.end)
    return Mention(span, span.of(letter.text), item.type, item.rule)
