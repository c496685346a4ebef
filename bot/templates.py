"""Templates as every page of ours has them: escaped, and strict about names."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def make_environment(folder: Path) -> Environment:
    """Return the templates of a folder; everything is escaped, and a name that nobody gave is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
