"""Find names by closed terms: numbered meetings, national surveys, registers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.mentions.lexicon import mention, words
from replygraph.mentions.rules import Rule
from replygraph.mentions.stops import Edges
from replygraph.model import Letter, Mention

#: campaigns and co-operations of the state that everyone calls by these names
PROGRAM_NAMES: Final[tuple[str, ...]] = words(
    "东西部扶贫协作 东西部扶贫协作资金 闽宁协作 闽宁对口扶贫协作 苏陕协作 苏陕扶贫协作 "
    "沪滇协作 沪滇扶贫协作 粤桂协作 粤桂扶贫协作 鲁渝协作 浙川东西部协作 京蒙协作 京蒙扶贫协作 "
    "津甘协作 少数民族发展资金 涉农整合资金 教育援疆资金 教育援藏资金 12345热线 12315热线 "
    "12348热线 12333热线"
)
#: inspections, congresses, days of the year
EVENT_NAMES: Final[tuple[str, ...]] = words(
    "中央生态环境保护督察 中央环保督察 中央环境保护督察 党的十七大 党的十八大 党的十九大 "
    "党的二十大 中央经济工作会议 中央农村工作会议 中央水利工作会议 中央城市工作会议 "
    "中央民族工作会议 中央城镇化工作会议 全国教育大会 全国卫生与健康大会 全国生态环境保护大会 "
    "中央人才工作会议 中央财经委员会会议 开斋节 古尔邦节 圣纪节 主麻日 浴佛节 雪顿节 望果节 "
    "消防宣传日 全国消防宣传日 中国人民警察节"
)
#: firms and schools by their short names
ORG_NAMES: Final[tuple[str, ...]] = words(
    "中国建筑 中建集团 中国中车 中国电子 中国电科 中国建材 中国华能 中国大唐 中国华电 中国中煤 "
    "中国中铝 中国中钢 中国南航 中国东航 中国国航 京东方 联想集团 立讯精密 清华美院 中央美院 "
    "中科院 中国社科院 中国农科院 中国林科院 中国医科院 农发行 国开行 世界银行 亚洲开发银行 亚投行 "
    "中央党校 中国工商银行 中国太平 中国通号 中国电气装备 中国稀土集团 中国物流集团 中国星网 "
    "中储粮 中国储备粮管理集团 国家开发投资集团 中国诚通 中国国新 中国旅游集团 华侨城集团 "
    "南光集团 "
    "中国美院 四川美院 广州美院 西安美院 鲁迅美院 天津美院 湖北美院 中央音乐学院 上海音乐学院"
)
#: 第二次联席会议, 中央财经委员会第六次会议; not 第四次会议 of a session
_MEETING = Rule(
    re.compile(
        "第[一二三四五六七八九十\\d]{1,3}次(?P<kind>(?:部长级|联席|工作|专题|协调|调度|推进|主任|理事会|厅际|部际|省际)?)"
        "(?:全体)?(?:\\(扩大\\))?(?:会议|联席会)(?!精神要|室)"
    )
)
_SESSION = re.compile("(?:人大|政协|人民代表大会|届.{0,8}委员会|常委会|常务委员会|[届])$")
#: 第三次全国国土调查, 第七次全国人口普查
_SURVEY = Rule(
    re.compile("第[一二三四五六七八九十]次(?:全国|全省)(?:国土|土地|农业污染源)?调查(?!队|员|人)")
)
#: 列入第五批国家级非遗代表性项目名录: a register that takes its members in
_REGISTER = Rule(
    re.compile(
        "(?:列入|载入|入选|收入|入列)了?“?"
        "(?P<name>(?=[^，。；]{0,16}?(?:国家|省级|市级|州级|县级|自治区|人类|世界|联合国|中国|全国|第.批|首批|全省))"
        "[^，。；、：《》“”（）()的\\n]{4,30}?名录)"
    )
)


def find(letter: Letter, edges: Edges) -> Iterator[Mention]:
    """Yield numbered meetings, national surveys and registers.

    >>> from replygraph.model import Letter, Span
    >>> text = "召开川渝合作第一次联席会议，黎锦列入首批国家级非遗名录"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter, Edges(letter))]
    ['川渝合作第一次联席会议', '首批国家级非遗名录']
    """
    text, first, last = letter.normal, letter.span.start, letter.span.end
    for match in _MEETING.finditer(text, first, last):
        if _SESSION.search(text, max(first, match.start() - 12), match.start()):
            continue
        edge = edges.before(match.start())
        start = edge.start
        if start == match.start() and edge.kind == "AGENCY" and text.endswith(edge.word, 0, start):
            start -= len(edge.word)
        if (start < match.start() or match["kind"]) and match.start() - start <= 24:
            yield mention(letter, start, match.end(), "EVENT", "event-numbered")
    for match in _SURVEY.finditer(text, first, last):
        yield mention(letter, *match.span(), "EVENT", "event-survey-of-state")
    for match in _REGISTER.finditer(text, first, last):
        yield mention(letter, *match.span("name"), "PROGRAM", "program-register")
