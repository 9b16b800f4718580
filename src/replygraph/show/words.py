"""The wording and the colours of network pages, in both languages and for both themes."""

from __future__ import annotations

#: key: Chinese, English
KINDS: dict[str, tuple[str, str]] = {
    "party": ("党委部门", "Party bodies"),
    "congress": ("人大、政协", "Congress and CPPCC"),
    "people": ("群团、民主党派", "People's organisations"),
    "government": ("政府与综合", "Governments, general offices"),
    "economy": ("经济与产业", "Economy and industry"),
    "culture": ("科教文旅体", "Education, science, culture"),
    "social": ("民生保障", "Social affairs and health"),
    "environment": ("生态资源与农业", "Environment and agriculture"),
    "city": ("城建与交通", "Construction and transport"),
    "law": ("法治与安全", "Law and safety"),
    "other": ("其他机构", "Other bodies"),
    "agency": ("机构", "Agency"),
    "org": ("企业、学校、社会组织", "Company, school, association"),
    "person": ("委员、代表", "Member, deputy"),
    "place": ("地点", "Place"),
    "event": ("活动、会议", "Event"),
    "program": ("项目、工程、行动", "Program"),
    "document": ("文件", "Document"),
    "media": ("媒体", "Media"),
    "proposal": ("提案、建议", "Submission"),
}

#: Colours on light and on dark ground, told apart in the common kinds of colour blindness
#: (after Paul Tol's muted scheme); shapes tell the types of things apart without colour.
COLOURS: dict[str, tuple[str, str]] = {
    "party": ("#8b2252", "#d8709f"),
    "congress": ("#a64ca6", "#d39ae0"),
    "people": ("#cc6677", "#ec9aa6"),
    "government": ("#39328f", "#9a97ee"),
    "economy": ("#c9962b", "#e6bd5c"),
    "culture": ("#4d9fce", "#86c8ec"),
    "social": ("#e07b4f", "#f3a683"),
    "environment": ("#1f7a43", "#6cbf85"),
    "city": ("#3a9c8c", "#6fd0c0"),
    "law": ("#5f6b7a", "#a5b1c0"),
    "other": ("#a3a3a0", "#83868c"),
    "agency": ("#2f6ea5", "#7db4e6"),
    "org": ("#3a9c8c", "#6fd0c0"),
    "person": ("#7a7266", "#c2b8a6"),
    "place": ("#8f8b3a", "#c9c576"),
    "event": ("#d2703c", "#f3a683"),
    "program": ("#a64c86", "#dd94c2"),
    "document": ("#4a7a3f", "#93c487"),
    "media": ("#6f7680", "#a9b0ba"),
    "proposal": ("#b23a1e", "#ff8f66"),
}

SHAPES = {
    "org": "hexagon",
    "person": "dot",
    "place": "triangleDown",
    "media": "hexagon",
    "event": "triangle",
    "program": "diamond",
    "document": "square",
    "proposal": "star",
}

ACTS: dict[str, tuple[str, str]] = {
    "jointIssue": ("联合发文", "Joint issue"),
    "jointSurvey": ("联合调研", "Joint survey"),
    "jointEvent": ("共同办活动", "Joint event"),
    "jointProgram": ("共同实施", "Joint program"),
    "agreement": ("合作共建", "Agreement"),
    "jointHandling": ("共同办理", "Co-handling"),
}
