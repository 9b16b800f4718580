"""What the readers know of web pages and office files: labels, chrome, letterheads. Data only."""

from __future__ import annotations

import re

#: Labels of the metadata that publishers print around a letter, without inner blanks.
METADATA_LABELS = frozenset(
    {
        "索引号",
        "索取号",
        "信息索引号",
        "组配分类",
        "信息分类",
        "主题分类",
        "体裁分类",
        "主题词",
        "关键词",
        "名称",
        "标题",
        "信息名称",
        "发布机构",
        "发文机关",
        "发文单位",
        "公开机构",
        "公开主体",
        "公开责任部门",
        "责任部门",
        "来源",
        "信息来源",
        "文章来源",
        "发文字号",
        "发文文号",
        "文号",
        "文件编号",
        "成文日期",
        "生成日期",
        "发文日期",
        "印发日期",
        "发布日期",
        "发布时间",
        "公开日期",
        "公开时间",
        "公开属性",
        "公开方式",
        "公开范围",
        "公开形式",
        "公开类别",
        "公开期限",
        "是否公开",
        "有效性",
        "效力状态",
        "提案编号",
        "提案号",
        "提案者",
        "提案人",
        "提案名称",
        "建议编号",
        "建议号",
        "建议人",
        "建议名称",
        "领衔代表",
        "案由",
        "编号",
        "届次",
        "主办单位",
        "主办单位(分办单位)",
        "分办单位",
        "协办单位",
        "会办单位",
        "承办单位",
        "办理类型",
        "办理类别",
        "办复类别",
        "办理结果",
        "答复类别",
        "答复单位",
        "答复时间",
        "答复日期",
        "交办日期",
        "责任领导",
    }
)

#: Columns of the table 意见建议｜办理答复, as printed over it.
POINT_HEADERS = re.compile(r"意见|建议|提案内容|办理|答复|落实情况")

#: What makes a page header the letterhead: 深圳市生态环境局文件, 深环函〔2021〕11号
LETTERHEAD = re.compile(r"文\s*件$|[〔\[【]\s*\d{4}\s*[〕\]】]\s*第?\d+\s*号|签发人|办理类别|公开")

#: What makes a page footer part of the letter: 抄送, 联系人
LETTER_FOOT = re.compile(r"抄\s*送|抄\s*报|联系人|联系电话|主办[:：]|印发$")

#: A line that only numbers the page: — 3 —, 第 3 页 共 5 页, 3/5
PAGE_NUMBER = re.compile(
    r"[-—–－_·\s]+|[-—–－_·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－_·\s]*"
)

#: Lines of a web page that are no part of what it publishes.
CHROME = re.compile(
    r"(?:您?(?:现在|当前)(?:的|所在)?(?:位置|页面)|所在位置)[:：]?.*"  # 当前位置：首页 > 政务公开
    r"|首页\s*[>»＞›/].*"  # 首页 > 信息公开 > 建议提案
    r"|[【\[]?\s*字[号体][:：]?[\s\[【(（]*(?:特大|超大|大|中|小|[\s\]】\[【)）])*"  # 【字号：大】
    r"(?:打印|关闭|[\s\]】\[【|｜])*"
    r"|[\[【(（]?\s*(?:特大|大)\s*[\]】]?\s*[\[【]?\s*中\s*[\]】]?\s*[\[【]?\s*小\s*[\]】)）]?"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\s*\d*\s*次?"  # 浏览次数：203
    r"|(?:扫一扫|用?微信扫).*"  # 扫一扫在手机打开当前页
    r"|分享(?:到|至)?[:：]?.{0,20}"  # 分享到：
    r"|[【\[]?\s*(?:打印|关闭|收藏|打印本页|关闭窗口|返回顶部|返回列表|打印正文|打印文章)"
    r"(?:\s*[】\]|｜/]?\s*[【\[]?(?:打印|关闭|关闭窗口|本页|收藏))*\s*[】\]]?"
    # 下一篇：没有了; with a title behind it names another submission, and stays
    r"|(?:[上下]一[篇条页]\s*[:：]?\s*(?:无|没有了?|暂无|返回列表)?\s*)+"
    r"|(?:相关(?:链接|文章|新闻|信息|附件)|友情链接|网站地图|联系我们|设为首页|加入收藏|无障碍(?:浏览|阅读)?)"
    r"[:：]?"
    r"|(?:版权所有|主办单位[:：].{2,30}承办|网站标识码|.{0,4}ICP备|.公网安备).*"
    r"|验证码[:：]?.*"
    r"|下载[:：]?\s*(?:Word|PDF|WORD|OFD).*"
    r"|欢迎(?:访问|光临|您).*网.*"
)

#: What such a line begins with, unless it tells of a 备案 number.
CHROME_FIRST = frozenset("您现当所首【[字特大(（浏阅点访扫用微分打关收返上下相友网设加无联版主验欢")

#: Class and id words of page parts that hold no letter.
CHROME_BOXES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|crumbs?|breadcrumbs?|bread|position|location|dqwz|footer|foot|"
    r"foots|share|bdsharebuttonbox|sidebar|toolbar|tools?|qrcode|ewm|prevnext|related|copyright|"
    r"login|search|logo|banner|print|fontsize|zihao)(?:$|[-_\s\d])",
    re.IGNORECASE,
)

#: Where content systems of government sites put the text of a page.
CONTENT_IDS = frozenset({"UCAP-CONTENT", "zoom", "Zoom", "zoomcon", "vsb_content", "js_content"})
CONTENT_CLASSES = frozenset(
    {
        "TRS_Editor",
        "trs_editor_view",
        "TRS_UEDITOR",
        "v_news_content",
        "pages_content",
        "article-content",
        "article_content",
        "articleContent",
        "xxgk-content",
        "wzy_content",
        "news_content",
        "con_text",
    }
)
