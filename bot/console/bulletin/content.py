"""What stands in a bulletin: figures, and words that a person approved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.bulletin.effect import Effect
from bot.console.bulletin.weeks import Weeks
from bot.console.figures.names import NONE, STAGES, Names
from bot.console.figures.table import COUNT, RATE, SHARE, Column, Row, Table, share, shown
from bot.console.figures.tables import judged, trends
from db.figures import Figures
from db.knowledge import Knowledge, ScriptWords
from db.rising import WEEKS_BEFORE, Trend

MOST_TYPES = 3
TOO_FEW = 30  # matters a week under which weeks are not compared in words
_ALWAYS = ("hotline_110_or_96110", "hotline_96110")  # answers that everybody should know
TITLE = "反诈咨询情况周报"


@dataclass(frozen=True)
class RisenType:
    """A type that rose, with what its script says of it."""

    name: str
    figures: str
    judged: str
    case: str
    slogan: str
    tell: tuple[str, ...]


@dataclass(frozen=True)
class Bulletin:
    """A bulletin, the same on the page and in the file."""

    title: str
    period: str
    summary: str
    overview: Table
    risen_note: str
    risen: tuple[RisenType, ...]
    townships: Table
    prevented: tuple[str, ...]
    tell: tuple[str, ...]
    caution: tuple[str, ...]
    note: tuple[str, ...]
    effect: Effect | None = None


@dataclass(frozen=True)
class Counted:
    """The figures of a bulletin; `paid` are those of this week whose money was gone."""

    this: Figures
    last: Figures
    four: Figures
    paid: Figures


def bulletin(
    weeks: Weeks, found: Counted, names: Names, knowledge: Knowledge, note: str, effect: Effect | None = None
) -> Bulletin:
    """Put a bulletin together.

    Args:
        weeks: what is compared.
        found: the figures.
        names: of townships.
        knowledge: the scripts, for cases, slogans and what to tell people.
        note: what staff add, as typed.
        effect: what publicity did, where that was counted.
    """
    risen = _risen(trends(found.this, found.four))
    types = tuple(_type(one, knowledge) for one in risen)
    return Bulletin(
        title=TITLE,
        period=f"{weeks.this.since.year}年{weeks.this.words}",
        summary=_summary(found),
        overview=_overview(found),
        risen_note=_risen_note(risen),
        risen=types,
        townships=_townships(found, names),
        prevented=_prevented(found.this),
        tell=_tell_people(types, knowledge),
        caution=_caution(found.this),
        note=tuple(line.strip() for line in note.splitlines() if line.strip()),
        effect=effect,
    )


def _summary(found: Counted) -> str:
    this, last, mean = found.this.matters, found.last.matters, found.four.matters / WEEKS_BEFORE
    said = f"本周居民来问 {this} 件，上周 {last} 件，前四周平均每周 {mean:.1f} 件。"
    if min(this, last) < TOO_FEW:
        return f"{said}件数少，升降看不出什么。"
    return said


def _overview(found: Counted) -> Table:
    lines = (
        ("来问的", [one.matters for one in (found.this, found.last, found.four)]),
        *((STAGES[key], _each(found, "stage", key)) for key in ("paid", "about_to_pay", "disclosed")),
        ("事后说没转的", _each(found, "outcome", "safe")),
        ("助手拿不准的", [one.unsure for one in (found.this, found.last, found.four)]),
    )
    rows = tuple(Row((name, this, last, four / WEEKS_BEFORE)) for name, (this, last, four) in lines)
    columns = (Column("项目（件）"), Column("本周", COUNT), Column("上周", COUNT), Column("前四周平均每周", RATE))
    return Table("overview", "本周和以前", columns, rows)


def _each(found: Counted, by: str, key: str) -> list[int]:
    return [one.by.get(by, {}).get(key, 0) for one in (found.this, found.last, found.four)]


def _risen(found: Sequence[Trend]) -> list[Trend]:
    """Return what surely rose, and then what is only more than usual; never what is too rare to say."""
    sure = [one for one in found if one.rising]
    more = [one for one in found if not one.rising and not one.few and one.this_week > one.before]
    return [*sure, *sorted(more, key=lambda one: (-(one.this_week - one.before), one.type))][:MOST_TYPES]


def _risen_note(risen: Sequence[Trend]) -> str:
    sure = sum(one.rising for one in risen)
    if not risen:
        return "本周没有哪一类比前四周多到可以说上升。"
    if sure == len(risen):
        return f"以下 {sure} 类比前四周明显多，不像是碰巧。"
    if not sure:
        return "本周没有哪一类多到可以排除碰巧；以下几类只是比平常多一些，供参考。"
    return f"以下前 {sure} 类比前四周明显多，不像是碰巧；其余只是比平常多一些，可能是碰巧。"


def _type(one: Trend, knowledge: Knowledge) -> RisenType:
    script = knowledge.scripts.get(one.type)
    figures = f"本周 {one.this_week} 件，前四周平均每周 {shown(one.before, RATE)} 件"
    if script is None:
        return RisenType(one.type, figures, judged(one), "", "", ())
    return RisenType(
        script.name, figures, judged(one), str(script.words.get("case") or ""), _first(script, "slogans"), _tell(script)
    )


def _tell_people(types: Sequence[RisenType], knowledge: Knowledge) -> tuple[str, ...]:
    """Return what to tell people next week: of each type, and which number is for what."""
    of_types = tuple(f"{one.name}：{'；'.join(one.tell)}。" for one in types if one.tell)
    return (*of_types, *(str(knowledge.answers[name]["short"]) for name in _ALWAYS if name in knowledge.answers))


def _tell(script: ScriptWords) -> tuple[str, ...]:
    """Return what to tell people: how to see it, what never to do, what to do."""
    return tuple(line for name in ("red_flags", "never_do", "do_now") if (line := _first(script, name)))


def _first(script: ScriptWords, name: str) -> str:
    return next(iter(script.lines(name)), "")


def _townships(found: Counted, names: Names) -> Table:
    counts, paid = found.this.by.get("township", {}), found.paid.by.get("township", {})
    ordered = sorted(counts.items(), key=lambda one: (not one[0], -one[1], one[0]))
    rows = tuple(
        Row((names.of("township", key), number, paid.get(key, 0), share(number, found.this.matters)))
        for key, number in ordered
        if number
    )
    columns = (
        Column("乡镇街道"),
        Column("来问的（件）", COUNT),
        Column("钱已经转了（件）", COUNT),
        Column("占比", SHARE),
    )
    return Table("townships", "分乡镇街道", columns, rows)


def _prevented(this: Figures) -> tuple[str, ...]:
    outcomes = this.by.get("outcome", {})
    answered = sum(number for key, number in outcomes.items() if key)
    if not answered:
        return ("本周没有人回答“钱后来转出去了吗”，拦住了多少说不出来。",)
    safe, paid, thinking = (outcomes.get(key, 0) for key in ("safe", "paid", "thinking"))
    stopped = this.safe_by_stage.get("about_to_pay", 0)
    return (
        f"事后 48 小时内问一句“钱后来转出去了吗”，{answered} 件有回答："
        f"没转 {safe} 件，已转 {paid} 件，还在犹豫 {thinking} 件。",
        f"没转的里面，来问时正要转钱的有 {stopped} 件。没有回答的 {this.matters - answered} 件不作推算。",
    )


def _caution(this: Figures) -> tuple[str, ...]:
    somewhere = this.matters - this.by.get("township", {}).get("", 0)
    unsure = shown(share(this.unsure, this.matters), SHARE)
    return (
        "只数来问助手的人，不是发案数，也不是立案数。一个人的一件事算一件。",
        f"助手拿不准的 {this.unsure} 件，占 {unsure}；类型由机器先分，有分错的。",
        f"知道在哪个乡镇街道的 {somewhere} 件，其余写作“{NONE['township']}”。",
        "“在涨”按 95% 的把握算；五周合计不到 10 件的类型不下结论。",
    )
