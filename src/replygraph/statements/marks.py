"""Small words between a cue and its name: who asked for it, what takes it in."""

from __future__ import annotations

import re
from typing import Final

#: 贵会所提到的G: who asked for it, between the verb and its object
ASKED: Final = re.compile(
    "(?:在?(?:提案|建议)中)?(?:所|中)?(?:提出|提到|提及|反映|建议|关心|关注|期盼)(?:实施|建设|举办)?的"
)
#: with what that begins
ASKS: Final = frozenset("在提建所中反关期")
#: A将G纳入D，由B实施: what takes G in is not what B carries out
INTO: Final = ("纳入", "列入", "写入")
#: the name before these says of what the one behind them is part
ATTACHING: Final = ("配套的", "的配套", "框架下的")
