"""How the audit names what was done; an action without a name here is shown as it is."""

from __future__ import annotations

from typing import Any

from bot.console.auth.roles import NAMES

ACTIONS = {
    "login": "登录",
    "login.failed": "登录没成功",
    "login.code_failed": "手机数字不对",
    "login.recovery": "用备用码登录",
    "logout": "退出",
    "password.set": "设了密码",
    "password.change": "改了密码",
    "phone.on": "绑了手机验证器",
    "phone.off": "关了手机验证器",
    "phone.codes": "换了备用码",
    "session.end": "让一台设备退出",
    "staff.invite": "发邀请链接",
    "staff.role": "改角色",
    "staff.disable": "停用账号",
    "staff.enable": "启用账号",
    "staff.phone_reset": "重置手机验证器",
    "staff.sessions_end": "让同事退出",
    "release.start": "开始发布任务",
    "release.cancel": "取消发布任务",
    "release.override": "破例放行模型",
    "release.approve": "批准模型",
    "release.live": "模型换上了",
    "release.rollback": "回到以前的一版",
    "channel.off": "关渠道",
    "channel.on": "开渠道",
    "call.take": "接了回电请求",
    "call.number": "看了留的号码",
    "call.back": "放回回电请求",
    "call.done": "办完回电请求",
    "figures.export": "下载数字",
    "bulletin.export": "下载周报",
    "places.import": "导入地点",
    "review.decide": "审核定了一件",
    "review.take_back": "撤回审核",
    "leads.export": "导出线索",
    "visit.claim": "接下一位回访",
    "visit.number": "看回访的号码",
    "visit.record": "记回访",
    "visit.stop": "不再联系",
    "visit.import": "导入回访名单",
    "posters.order": "做宣传品",
    "article.export": "下载文章稿",
    "blocklist.put": "放进黑名单",
    "blocklist.take_off": "拿出黑名单",
    "blocklist.import": "导入黑名单",
    "blocklist.undo": "整批撤回黑名单",
    "draft.open": "开始一份草稿",
    "draft.save": "存草稿",
    "draft.submit": "交草稿去审",
    "draft.return": "退回草稿",
    "draft.withdraw": "撤回草稿",
    "draft.rebase": "把草稿更新到最新版本",
    "draft.publish": "批准并发布",
    "sound.record": "换上录音",
    "sound.remove": "撤下录音",
}
DETAILS = {
    "browser": "设备",
    "from": "原来",
    "to": "改成",
    "role": "角色",
    "new": "新账号",
    "left": "还剩",
    "sessions_ended": "退出的设备",
    "reason": "原因",
    "drafts": "草稿",
    "job": "任务",
    "digest": "模型",
    "override": "破例的理由",
    "gate": "把关",
    "content": "话也回去",
    "items": "内容几项",
    "examples": "例句几句",
    "told": "居民看到",
    "outcome": "结果",
    "changed": "改了",
    "bad": "不能用的行",
    "kind": "种类",
    "reports": "多少人报过",
    "least": "至少多少人报过",
    "source": "来源",
    "rows": "条数",
    "type": "类型",
    "draft": "草稿号",
    "version": "第几次存",
    "revision": "第几版",
    "base": "从第几版起",
    "why": "为什么改",
    "seconds": "几秒",
    "sheets": "张数",
}


def action_name(action: str) -> str:
    """Return the name of an action."""
    return ACTIONS.get(action, action)


def detail_line(detail: dict[str, Any]) -> str:
    """Return what more is known of it, as one line."""
    return "；".join(f"{DETAILS.get(name, name)}：{_value(value)}" for name, value in detail.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return NAMES.get(value, value) if isinstance(value, str) else str(value)
