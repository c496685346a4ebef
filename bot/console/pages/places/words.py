"""How staff write and read places: a file with Chinese headings is as good as one with ids. Pure."""

from __future__ import annotations

import csv
import io

from bot.console.figures.names import KINDS
from bot.edge.places_csv import COLUMNS

HEADINGS = dict(zip(("编号", "类别", "名称", "乡镇街道", "村和社区"), COLUMNS, strict=True))
_IDS = {name: kind for kind, name in KINDS.items()}
SAMPLE = (
    ("编号", "类别", "名称", "乡镇街道", "村和社区"),
    ("kiosk-01", "触摸屏", "柳河村委会", "柳河镇", "柳河村"),
    ("poster-01", "海报", "城东集市口", "城东街道", ""),
)
_PROBLEMS = {
    "id": "编号只能用英文字母、数字、- 和 _，最多 40 个",
    "twice": "这个编号前面已经有一行了",
    "kind": f"类别要写：{'、'.join(KINDS.values())}",
    "empty": "名称没有写",
    "name": "名称最多 60 个字",
    "township": "乡镇街道最多 40 个字",
    "village": "村和社区最多 40 个字",
}


def with_ids(text: str) -> str:
    """Return a CSV with the ids that the reader knows in place of Chinese headings and kinds.

    Raises:
        csv.Error: it is not CSV.
    """
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    heads = [HEADINGS.get(cell.strip(), cell.strip()) for cell in rows[0]] if rows else []
    at = heads.index("kind") if "kind" in heads else len(heads)
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(heads)
    for row in rows[1:]:
        out.writerow([_IDS.get(cell.strip(), cell) if n == at else cell for n, cell in enumerate(row)])
    return written.getvalue()


def problem(code: str) -> str:
    """Return what is wrong with a line, and how to mend it."""
    return _PROBLEMS.get(code, code)
