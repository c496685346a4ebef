"""An article as HTML that WeChat's editor keeps: styles on each element, no classes, scripts, links or forms. Pure."""

from __future__ import annotations

from markupsafe import Markup

from bot.console.articles.content import Article, Part

_INK, _DARK = "color:#1f2d3d;", "color:#0a3d62;"
_TEXT = f"margin:0 0 16px;font-size:17px;line-height:1.8;text-align:justify;{_INK}"
_HEAD = (
    "margin:32px 0 14px;padding-left:12px;border-left:5px solid #0a3d62;"
    f"font-size:19px;font-weight:bold;line-height:1.4;{_DARK}"
)
_QUOTE = (
    "margin:0 0 12px;padding:10px 14px;background-color:#eef3f6;border-radius:8px;"
    f"font-size:16px;line-height:1.7;{_INK}"
)
_POINT = f"margin:0 0 10px;padding-left:1.4em;text-indent:-1.4em;font-size:17px;line-height:1.7;{_INK}"
_END = (
    "margin:28px 0 0;padding:16px;background-color:#0a2d57;border-radius:8px;"
    "font-size:17px;line-height:1.8;font-weight:bold;color:#ffffff;"
)
_PAGE = Markup(
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title></head>'
    '<body>{}<section style="{}">{}</section></body></html>\n'
)


def html(article: Article) -> str:
    """Return the whole page; opened in a browser, selected and copied, it goes into the editor as it looks."""
    body = Markup("").join((_p(_TEXT, article.lead), *map(_part, article.parts)))
    closing = Markup("<br>").join(article.closing)
    return str(_PAGE.format(article.title, body, _END, closing))


def _part(part: Part) -> Markup:
    made = [_p(_HEAD, part.heading)]
    made += [_p(_TEXT, line) for line in part.paragraphs]
    made += [_p(_QUOTE, f"“{line}”") for line in part.quotes]
    made += [_p(_POINT, f"{n}. {line}") for n, line in enumerate(part.points, 1)]
    return Markup("").join(made)


def _p(style: str, text: str) -> Markup:
    return Markup('<p style="{}">{}</p>').format(style, text)
