"""Text of letters: one form of characters, numerals, dates, sentences, with offsets kept.

>>> from replygraph import text
>>> text.normal("第２１号　復函")
'第21号 复函'
>>> text.squeeze("张  某 委员").text
'张某委员'
>>> text.numeral("二十一"), text.dates.parse("9月底", reference="2021-10-13")
(21, '2021-09')
"""

from replygraph.text import dates
from replygraph.text.normal import normal
from replygraph.text.numerals import chinese, numeral
from replygraph.text.pairs import pairs
from replygraph.text.sentences import sentence_at, sentences, trim
from replygraph.text.spaced import spaced
from replygraph.text.squeezed import Squeezed, squeeze

__all__ = [
    "Squeezed",
    "chinese",
    "dates",
    "normal",
    "numeral",
    "pairs",
    "sentence_at",
    "sentences",
    "spaced",
    "squeeze",
    "trim",
]
