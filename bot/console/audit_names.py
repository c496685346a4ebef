"""How the audit names what was done; an action without a name here is shown as it is."""

from __future__ import annotations

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
    "channel.off": "关渠道",
    "channel.on": "开渠道",
}


def action_name(action: str) -> str:
    """Return the name of an action."""
    return ACTIONS.get(action, action)
