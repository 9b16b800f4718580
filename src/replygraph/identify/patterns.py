"""Words by which names of things are compared, one a line."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = "[0-9〇零一二三四五六七八九十百]+"

#: 第五届, 第28次, 首届; of a body's term (第十三届委员会) too, which never are compared
EDITION: Final = re.compile(rf"（?(?:第({_DIGITS})(?:届|次|期|轮|批)|(首届))）?")
#: （2016—2020年）, 2021-2025年
PERIOD: Final = re.compile(r"（?((?:19|20)[0-9]{2})年?[-—~～至]+((?:19|20)[0-9]{2})年?度?）?")
#: 2021年, （2021）, 碧水2019
YEAR: Final = re.compile(r"（?(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?:年度?)?）?")
#: 国办发（2016）9号, as `iri.segment` writes it
NUMBERED: Final = re.compile(r"([一-龥A-Za-z]{1,16})（([0-9]{4})）(?:第)?([0-9]+)号")
#: 关于印发《…》的通知 stands for what it hands down
HANDED_DOWN: Final = re.compile(
    r".*(?:关于)?(?:印发|转发|发布|公布)《([^《》]{4,})》(?:的(?:通知|公告|函))?"
)
#: （试行）, （征求意见稿）: stages of one document
STAGE: Final = re.compile(
    r"（(试行|暂行|草案|修订|修正|修订稿|征求意见稿|送审稿|第?[一二三四]稿)）"
)
#: 一期, 二期工程, 三年行动: other parts of a thing
PHASE: Final = re.compile(r"(?:第)?([一二三四五六])期")
#: words before a name that are no part of it
LEADS: Final = re.compile(
    r"^(?:[GSXY][0-9]+(?:线|国道|省道)?|中华人民共和国|开展|推进|实施|举办|寻找|评选|争创|创建(?=[一-龥]{3})|关于(?!.*的))"
)
#: words that say only at which level it is
LEVELS: Final = re.compile(
    r"^(?:全国|国家级?|中国|省级|市级|县级|区级|全省|全市|全县|全区|全州|省|市|县)"
)
#: words behind a name that say only what sort of thing it is
TAILS: Final = re.compile(
    r"(?:专项行动|行动计划|工程项目|重点工程|建设工程|改造工程"
    r"|行动|活动|计划|工程|项目|工作|专项|创建|建设|评选|企业(?<=人企业))$"
)
#: a part of an event or a program, which is not the whole
PARTS: Final = re.compile(
    r"(?:主题活动|系列活动|宣传活动|启动仪式|开幕式|闭幕式|开幕仪式|颁奖典礼|颁奖仪式|发布会|推进会|现场会|动员会|座谈会|培训班"
    r"|主会场活动|分会场活动|主场活动|主会场|分会场|分论坛|论坛|预赛|决赛|总决赛|选拔赛|分赛区|专场"
    r"|展区|展馆|子项目|试点|实施细则|实施方案|工作方案|任务分工|配套措施|办法|细则|考核办法)$"
)
#: the last word of a name that may be shortened to its characters: 兰洽会, 中博会
SHORTENED: Final = re.compile(r"[会节展赛周日季]$")
#: short forms within a letter that say nothing outside it: 行动计划, 三年方案
BARE: Final = re.compile(
    r"(?:实施|工作|管理|暂行|指导|若干|行动|专项|建设|发展|三年|五年|本|该|上述"
    r"|意见|方案|规划|办法|规定|通知|条例|细则|名录|协议|决定|措施|纲要|计划|行动|项目|工程|活动|大会"
    r"|会议|目录|清单|标准|规范|指南|政策|文件|协定|合同|制度|试点|示范)+"
)
#: what sort of document it is; two sorts are two documents
SORTS: Final = re.compile(
    r"(?:意见|方案|规划|计划|办法|规定|通知|条例|细则|名录|目录|清单|协议|决定|措施|纲要|法|规范|标准"
    r"|指南|指引|报告|公告|函|批复|政策)$"
)
#: plenary sessions, which their full name tells apart: 政协湘潭市第十三届委员会第一次会议
SESSION: Final = re.compile(r"(?:委员会|人民代表大会|政协|人大).*第.{1,3}次(?:全体)?会议$")
#: words in front of what an event is called for short: 中国国际中小企业博览会 is 中博会
WIDE: Final = re.compile(r"^(?:中国|国际|全国|世界)+")
