"""What stands in the head of every page: the ways into the site, in order."""

from __future__ import annotations

#: address, Chinese, English; one whose route is not there is left out
NAVIGATION = (
    ("/", "总览", "Overview"),
    ("/network", "网络", "Network"),
    ("/matrix", "协作矩阵", "Matrix"),
    ("/change", "前后对比", "Compare"),
    ("/timeline", "时间线", "Timeline"),
    ("/regions", "地区", "Regions"),
    ("/register", "登记", "Register"),
    ("/sparql", "查询", "Query"),
    ("/dump", "下载", "Download"),
)
