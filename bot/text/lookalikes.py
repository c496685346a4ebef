"""Spellings that mean another word: disguise by scammers, slips of recognisers.

A table, not rules: each left side is rewritten to the right side wherever it
stands. Only spellings that are never right in another sense belong here.
"""

from __future__ import annotations

HOMOGLYPHS: dict[str, str] = {
    # Cyrillic and Greek letters that pass for Latin ones
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "к": "k",
    "м": "m", "т": "t", "в": "b", "н": "h", "і": "i", "ο": "o", "α": "a", "ν": "v",
    # punctuation forms that NFKC leaves alone
    "∕": "/", "⁄": "/", "╱": "/", "⧸": "/", "〇": "零", "○": "零",
    "﹣": "-", "–": "-", "—": "-", "−": "-", "‐": "-",
}  # fmt: skip

SPELLINGS: dict[str, str] = {
    # the same apps under cover
    "薇信": "微信", "威信号": "微信号", "徽信": "微信", "微亻言": "微信",
    "v信": "微信", "vx": "微信", "wx": "微信", "wechat": "微信", "weixin": "微信",
    "扣扣": "qq", "企鹅号": "qq号",
    "zfb": "支付宝", "某宝": "淘宝", "某音": "抖音", "抖因": "抖音", "并夕夕": "拼多多",
    "拼夕夕": "拼多多", "狗东": "京东", "咸鱼": "闲鱼",
    # money words in homophones
    "转帐": "转账", "转涨": "转账", "银航卡": "银行卡", "银航": "银行", "银行咔": "银行卡",
    "银行咭": "银行卡", "帐号": "账号", "帐户": "账户", "账护": "账户", "付宽": "付款",
    "汇宽": "汇款", "保正金": "保证金", "保整金": "保证金",
    "体现不了": "提现不了", "提县": "提现", "佣今": "佣金", "贷宽": "贷款",
    "征心": "征信", "征兴": "征信", "验正码": "验证码", "验证马": "验证码",
    "严正码": "验证码", "验证嘛": "验证码", "共享频幕": "共享屏幕", "屏目": "屏幕",
    "刷丹": "刷单", "涮单": "刷单",
    "炸骗": "诈骗", "榨骗": "诈骗", "工安局": "公安局", "民井": "民警",
    "快弟": "快递",
    "社宝": "社保", "医宝": "医保", "养老今": "养老金", "保键品": "保健品", "保建品": "保健品",
    "投姿": "投资", "股瞟": "股票", "零钱统": "零钱通", "百万保璋": "百万保障", "百万保章": "百万保障",
}  # fmt: skip
