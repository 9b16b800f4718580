"""Words of two characters that stand before a place's or a body's name and never begin one.

Verbs, adverbs, conjunctions of everyday prose: 讲述|西津渡, 现存|新兴街, 压实|凤岗镇. They count
only where at least two more characters of the name are left behind them, since 胜利 and 发现 may be
names whole.
"""

from __future__ import annotations

from typing import Final

from replygraph.mentions.lexicon import word_set

NO_OPENING: Final = word_set(
    # telling, seeing, meeting
    "捣毁 查封 打掉 取缔 讲述 介绍 报道 描写 描述 讲解 见证 发现 查明 查获 约谈 问询 询问 征询 "
    "听取 回访 走访 探访 寻访 "
    "拜访 慰问 看望 陪同 带领 率领 访问 考察 调研 勘查 踏勘 查勘 巡视 检查 抽查 巡查 督查 督办 "
    "督导 "
    "提到 说到 谈到 讲到 看到 听到 得到 受到 收到 遇到 感到 想到 做到 去过 来过 到过 看过 走过 "
    # when, how often, how far
    "现存 现有 尚存 仅存 残存 逐步 逐渐 逐年 逐个 先后 陆续 相继 多次 再次 首次 经常 常跑 常去 "
    "常驻 "
    "时常 往往 一直 始终 仍旧 依旧 依然 已经 曾经 刚刚 目前 如今 当前 眼下 后来 随后 其后 此后 "
    "同时 "
    "同步 立即 及时 尽快 尽早 迅速 普遍 多为 均为 均属 均已 都已 也已 还将 仍将 即将 最终 逐一 "
    # joining
    "另外 此外 况且 何况 尤其 但是 但因 不过 然而 而且 并且 以及 因此 因而 因为 所以 由于 虽然 "
    "尽管 如果 只要 只有 除非 "
    "即使 "
    "无论 不论 不管 或者 还是 例如 譬如 比如 诸如 鉴于 基于 关于 对于 至于 限于 处于 按照 根据 "
    "依据 "
    "依照 参照 比照 对照 借助 依靠 采用 采取 "
    # from where to where
    "上起 下至 东到 西到 南到 北到 东起 西起 南起 北起 起自 起于 止于 东至 西至 南至 北至 东临 "
    "西临 南临 北临 东接 "
    "西接 "
    "南接 北接 东靠 西靠 南靠 北靠 途经 毗连 紧挨 紧靠 背靠 面向 面朝 地处 位于 隔着 绕道 绕过 "
    "跨过 "
    "穿过 通到 通向 直通 直达 直抵 沿线 沿途 沿岸 "
    # doing something to it
    "打响 打开 建起 建了 修了 用于 给予 属于 归属 压占 挤占 侵占 停在 放在 摆在 改到 改在 搬到 "
    "搬至 "
    "迁到 迁往 送到 送往 运到 运往 转运 调往 调到 派到 派往 关停 关掉 拆掉 腾退 腾空 清退 清运 "
    "占据 "
    "租下 买下 卖给 交给 移交 划归 划给 划入 归入 并入 接管 代管 托管 看管 守护 值守 驻守 驻扎 "
    "压实 "
    "夯实 抓实 抓紧 管好 建好 修好 护好 做强 做优 擦亮 划为 列为 定为 评为 选为 称为 视为 作为 "
    "成为 "
    "变成 造成 形成 "
    # asking, sending, paying
    "委托 聘请 邀请 请来 邀约 约请 商请 报请 会同 协同 协助 协调 联络 动员 召集 号召 帮助 支援 "
    "援助 "
    "资助 补助 补贴 奖补 奖励 拨付 拨给 安排 下达 投入 投放 投向 筹集 筹措 争取 申请 上报 报送 "
    "呈报 "
    "抄送 抄报 印发 下发 转发 公布 公示 通报 通知 告知 反馈 答复 回复 要求 提请 恳请 呼吁 提出 "
    "您们 "
    "你们 他们 我们 大家"
)
