"""Letters for tests, made from a few parts so that each test shows only what it varies."""

from replygraph.letter import letters
from replygraph.model import Block, Document, Letter


def read_text(text: str, blocks: tuple[Block, ...] = ()) -> Letter:
    """Return the only letter of a text."""
    [letter] = letters(document(text, blocks))
    return letter


def document(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return Document("t", "t.txt", "0", "text/plain", text, blocks)


def reply(
    *,
    head: str = "白石县水利局关于县政协九届三次会议第12号提案的答复",
    to: str = "李明委员：",
    recap: str = "您提出的《关于修渠的提案》收悉，现答复如下：",
    body: str = "2020年，我局修渠3公里。",
    close: str = "感谢您的关心！",
    sign: str = "白石县水利局\n2020年6月1日",
    post: str = "",
) -> str:
    parts = (head, to, recap, body, close, sign, post)
    return "\n".join(part for part in parts if part)
