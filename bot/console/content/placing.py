"""Where in a form each message of the validator is shown. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.publish.fields import FieldProblem

WHOLE = ""  # above the form: about the item as a whole


def placed(
    problems: Iterable[FieldProblem], paths: Collection[str], places: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Return field of the form → messages; what has no field of its own goes to the nearest one above it.

    Args:
        problems: of the validator.
        paths: the fields of the form.
        places: path in the item → path in the form, where they differ.
    """
    found: dict[str, list[str]] = {}
    for problem in problems:
        path = typed_path(problem.field, places or {})
        while path and path not in paths:
            path = path.rpartition(".")[0]
        listed = found.setdefault(path, [])
        if problem.message not in listed:
            listed.append(problem.message)
    return found


def typed_path(path: str, places: Mapping[str, str]) -> str:
    """Return where a path of the item stands in the form."""
    item, typed = "", ""
    for step in path.split(".") if path else ():
        item = f"{item}.{step}" if item else step
        typed = f"{typed}.{step}" if typed else step
        typed = places.get(item, typed)
    return typed
