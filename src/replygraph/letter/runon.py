"""Texts that have lost their line breaks: where one part of a letter goes over to the next."""

from __future__ import annotations

import re

from replygraph.letter.patterns import AGENCY_HEAD, BODY_HEAD, SUBMISSION

#: how far before the salutation's end its first name may stand; thirteen names take about 60
LONGEST_GREETING = 170

#: 李明委员：; 领衔代表: is a label
_GREETING = re.compile(
    r"(?<!领衔)(?<!附议)(?<!人大)(?:代\s*表|委\s*员)(?:们)?(?:[，,]?\s*[您你]们?好)?\s*[：:！!](?!\s*\|)"
)
#: 市财政局：贵局主办的…; 县水务局：古正芬代表提出的…
_BODY_GREETING = re.compile(
    rf"{BODY_HEAD}\s*[：:](?=\s*(?:[您你]|由?贵[一-龥]|[《“]|现[就将对]|[一-龥·、]{{2,30}}(?:委员|代表)(?:等|所|在)?提?))"
)
#: what the words before a salutation end in: …的答复函, 〔2014〕318号, 同意公开, B类
_HEAD_END = re.compile(
    r"(?:答\s*复(?:\s*(?:意见|函|书))?|复\s*函|的\s*函|函复|(?:会|协|分)办意见(?:的?函)?|[〕\]】）)号>]"
    r"|\d{4}-\d{1,2}-\d{1,2}|公开|[A-D]\d?\s*类?|打印|关闭|[。；;|])(?=\s|[一-龥*])"
)
_NAMES = re.compile(r"\s*(?:尊\s*敬\s*的?)?[一-龥·、，,*＊×Xx（）()\s]{1,160}\d{0,2}[位名]?\s*")
#: a line of an index: · 关于…的答复 李明委员：您提出的…[详细]
_BULLETS = "·•●◆■▪>＞-—"
_CUT_SHORT = ("…", "...", "]", "】", "详细")
#: 您提出的…收悉 behind a heading, where there is no salutation
_OPENING = re.compile(
    r"(?<=[：:\s])(?=[您你]们?好[！!，,]\s*(?:[您你]|提案|建议))|(?<=[\s）)】\]复函])(?=[您你]们?(?:在|所提|提出)|贵[一-龥]{1,3}(?:在|提出)"
    rf"|[《“]?关于[^。；\s]{{4,60}}{SUBMISSION}[》”]?(?:[（(][^（）()]{{1,20}}[）)])?已?收悉)"
)
#: words without which a line is no whole letter
_RECEIVED = ("收悉", "如下", "函告", "函复")
_RECEIVED_APART = re.compile("如\\s下")
_ANSWER = re.compile(r"如\s?下[：:。]")
#: a title, or a label of the metadata, amid the words of a page
_IN_HEAD = re.compile(
    rf"(?<=\s)(?=[一-龥（）()]{{2,40}}{AGENCY_HEAD}\s?(?:关于|对)[^。]{{0,80}}{SUBMISSION})"
    r"|(?<=\s)(?=(?:关于|对)[^\s。]{0,24}(?:政协|人大|人民代表|第\s?[A-Za-z]{0,3}\d|代表|委员))"
    r"|(?<=\s)(?=(?:索\s?引\s?号|发布机构|文\s*号|发文字号|成文日期|(?:信息)?来源|发布(?:时间|日期)|办[理复]类别|是否公开|公开属性)\s?[：:])"
)
#: thanks and the like behind the answer
_CLOSER = re.compile(
    r"(?<=[。！!\s])(?=(?:再次|衷心|诚挚|最后|非常|十分)*(?:感谢|谢谢)|(?:专|特)此(?:函复|答复|回复)|以上(?:意见|答复))"
)
#: 深圳市人居环境委员会 2014年8月18日
_SIGNED = re.compile(
    rf"(?<=[。！!；\s）)])[一-龥（）()]{{2,30}}?{AGENCY_HEAD}\s{{0,40}}(?:[（(](?:盖章|公章|代章)[）)]\s*)?"
    r"(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|(?:19|20)\d{4,6}(?!\d)"
    r"|[二〇○OoО0一\d]{1,2}[〇○OoО0一二三四五六七八九零\d]{2,3}\s?年\s?[一二三四五六七八九十\d]{1,3}\s?月\s?[一二三四五六七八九十\d]{1,3}\s?日)"
)
#: labels that stand behind the sign-off
_IN_TAIL = re.compile(
    r"(?<=[月日\d)）\s。！])(?=[（(]?(?:联\s?系\s?(?:人|单位)|承\s?办\s?人|经办人|办[理复](?:类别|结果|类型|分类)"
    r"|公开(?:属性|方式|形式|范围)|是否(?:同意)?公开|类\s?别|抄\s?送|[上下]一篇|此件|(?:同意|主动|不予|依申请)公开|[A-D]\s?类(?:\s|$)))"
)


def _greeting(text: str) -> tuple[int, int] | None:
    """Return start and end of the salutation, None where the text has none."""
    for pattern in (_GREETING, _BODY_GREETING):
        for found in pattern.finditer(text):
            first = max(0, found.start() - LONGEST_GREETING)
            ends = [m.end() for m in _HEAD_END.finditer(text, first, found.start())]
            start = ends[-1] if ends else first
            if (ends or first == 0) and _NAMES.fullmatch(text, start, found.start()):
                return start, found.end()
    return None


def glued(text: str) -> bool:
    """Tell whether a short line holds a title and the salutation behind it.

    >>> glued("关于第12号提案的答复 李明委员：您提出的《关于修渠的提案》收悉，现答复如下：")
    True
    """
    if not ("复" in text or "意见" in text) or not ("员" in text or "表" in text):
        return False
    if text[0] in _BULLETS or text.endswith(_CUT_SHORT):
        return False
    found = _GREETING.search(text)
    return found is not None and _HEAD_END.search(text, 0, found.start()) is not None


def signed_behind(text: str) -> list[int]:
    """Return where the sign-off begins in a line that ends in it: …支持。县水利局2020年6月1日.

    >>> signed_behind("感谢您的关心。县水利局 2020年6月1日"), signed_behind("已于2020年6月1日")
    ([7], [])
    """
    found = _SIGNED.search(text, text.rfind("。") + 1)
    return [found.start()] if found and found.end() == len(text) else []


def cuts(text: str) -> list[int]:
    """Return where a line has to be cut, in order; none where it is a line as letters have it.

    >>> text = "第12号提案的答复 顾 晓 岚委员：提案收悉，答复如下：已修。县水利局2020年6月1日"
    >>> [text[a:b] for a, b in zip([0, *cuts(text)], [*cuts(text), None])][:3]
    ['第12号提案的答复', ' 顾 晓 岚委员：', '提案收悉，答复如下：']
    """
    if not any(word in text for word in _RECEIVED) and not _RECEIVED_APART.search(text):
        return []
    greeting = _greeting(text)
    if greeting is None:
        opening = _OPENING.search(text)
        if opening is None:
            return []
        greeting = (opening.start(), opening.start())
    start, end = greeting
    places = {start, end}
    places |= {m.start() for m in _IN_HEAD.finditer(text, 0, start)}
    answer = _ANSWER.search(text, end)
    behind = answer.end() if answer else end
    places.add(behind)
    places |= {m.start() for m in _CLOSER.finditer(text, behind)}
    signed = list(_SIGNED.finditer(text, behind))
    if signed:
        places |= {signed[-1].start(), signed[-1].end()}
    tail = signed[-1].start() if signed else max(behind, len(text) - 160)
    places |= {m.start() for m in _IN_TAIL.finditer(text, tail)}
    return sorted(place for place in places if 0 < place < len(text))
