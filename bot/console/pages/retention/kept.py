"""What every table holds and how long, in the admin's words. Pure; a test sees to it that no table is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.settings import Settings
from db import calls, clusters, contacts, fragments, heard, import_runs, leads, outcomes, pushes, visits

FOREVER = "一直留着"
GONE = "当场删掉"
CONTENT, STAFF = "写好的内容和发布", "工作人员"


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept.

    Attributes:
        table: where.
        about: what it is.
        lasts: how long.
        forgotten: what "删除我的记录" does to a person's rows; empty: no row is joined to a person.
    """

    table: str
    about: str
    lasts: str
    forgotten: str = ""


def span(length: timedelta) -> str:
    """Return a length of time in words."""
    if length >= timedelta(days=1):
        return f"{length.days} 天"
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} 小时" if hours else f"{minutes} 分钟"


def residents(settings: Settings) -> tuple[Kept, ...]:
    """Return what is kept of and about residents."""
    words, rows = f"{settings.text_days} 天", f"{settings.row_days} 天"
    case = f"{settings.case_hours} 小时；同意记住的 {settings.remember_hours} 小时"
    return (
        Kept("cases", "正在说的事：类型、走到哪一步（没有原话）", case, GONE),
        Kept("stored_replies", "已经给出的回答，防止重复算", case, GONE),
        Kept("fragments", "连着发来、还没拼好的几句", span(fragments.KEEP), GONE),
        Kept("heard", "听到的话（遮住号码），等他说对不对", span(heard.KEEP), GONE),
        Kept("pushes", "微信的消息编号，防止重复答", span(pushes.KEEP), GONE),
        Kept("assessments", "遮住号码的原话", f"{words}，之后只剩类型；整行 {rows}", GONE),
        Kept(
            "matters",
            "一件事的类型、步骤、渠道（没有原话）",
            f"{rows}，之后只剩每天的件数",
            "去掉编号和时间，只留那一天的一件",
        ),
        Kept("matter_links", "哪个人的哪件事，用来按要求删除", f"{words}再加一周", GONE),
        Kept("daily_counts", "每天各类有多少件", FOREVER),
        Kept("reviews", "审核怎么定的", f"和那件事一起，{rows}", GONE),
        Kept("clusters", "说得差不多的一组", span(clusters.KEEP), "代表的一句是他的，整组删掉"),
        Kept("cluster_members", "组里有哪几件", span(clusters.KEEP), GONE),
        Kept("contacts", "居民留下的手机号（加密）", f"回电 {span(contacts.LASTS[contacts.CALL])}；回访 90 天", GONE),
        Kept("call_requests", "要人回电的记录", span(calls.KEEP), GONE),
        Kept("outbox", "过后要问一句的微信号（加密）", span(outcomes.WITHIN), GONE),
        Kept("visits", "回访的人、号码和微信号（加密），回访完就删号码", span(visits.KEEP), GONE),
        Kept("visit_reminders", "微信里哪天提醒、怎么答的", span(visits.KEEP), GONE),
        Kept("notice_grants", "同意收一次微信通知", span(visits.KEEP), GONE),
        Kept("visit_notes", "回访说了什么（遮住号码）", span(visits.KEEP), GONE),
        Kept("visit_marks", "号码的指纹，防止打两遍", span(visits.REMEMBERED)),
        Kept("offered_leads", "问过“是不是骗子的”、还没答的号码（加密）", span(leads.OFFER_LASTS), GONE),
        Kept("leads", "居民报的骗子号码、链接（加密）", FOREVER),
        Kept("lead_reports", "谁报过哪一条，防止一人算两次", span(leads.REPORT_LASTS), GONE),
        Kept("blocked", "黑名单的指纹", FOREVER),
        Kept("drill_counts", "每天练了几场、停在哪一步（不知道是谁）", FOREVER),
        Kept("quiz_counts", "每天答了几套、看对几题（不知道是谁）", FOREVER),
        Kept("poster_scans", "海报二维码每天被打开几次（不知道是谁）", FOREVER),
        Kept("import_runs", "导入的名单：看一眼的；放进去的", f"1 小时；{span(import_runs.LOADED_LASTS)}"),
        Kept("access_tokens", "微信平台的通行证", "平台说了算，约 2 小时"),
    )


OTHERS: dict[str, tuple[str, ...]] = {
    CONTENT: (
        *("scripts", "signals", "script_signals", "groups", "hotlines", "answers", "wordings", "examples"),
        *("knowledge_version", "drafts", "revisions", "publish_jobs", "releases", "places", "channel_switches"),
        *("poster_scenes", "poster_codes", "poster_jobs"),
    ),
    STAFF: ("staff", "staff_recovery", "staff_invitations", "staff_sessions", "staff_attempts", "audit"),
}
