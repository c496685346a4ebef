"""Packages that Rasa imports and we never use: names can be mentioned, nothing can be made of them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Union, get_args

import pytest

from bot.absent import LEARNING, SERVING, AbsentError, AbsentFinder, go_without
from db.files import read_yaml
from tests.conftest import ROOT

NAME = "package_that_is_absent"


@pytest.fixture
def absent() -> Iterator[Any]:
    """Hand out a package that is stood in for, and forget it afterwards."""
    finders = list(sys.meta_path)
    go_without([NAME])
    yield importlib.import_module(NAME)
    sys.meta_path[:] = finders
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


def test_names_can_be_inherited_from_and_put_into_annotations(absent: Any) -> None:
    base = absent.keras.layers.Layer
    layer = type("Layer", (base,), {})
    assert issubclass(layer, base)
    assert get_args(Union[absent.Tensor, str])[1] is str  # noqa: UP007 - what Rasa writes


def test_a_decorator_hands_back_what_it_was_given(absent: Any) -> None:
    def plain() -> str:
        return "called"

    assert absent.function(plain) is plain


@pytest.mark.parametrize("use", [lambda kit: kit.zeros(3), lambda kit: kit.keras.Model(), lambda kit: kit.float32(1)])
def test_a_use_says_what_was_used_and_what_to_do(use: Any, absent: Any) -> None:
    with pytest.raises(AbsentError, match=rf"{NAME}.*bot/absent\.py"):
        use(absent)


def test_modules_below_are_found_and_python_is_not_misled(absent: Any) -> None:
    below = importlib.import_module(f"{NAME}.python.types.core")
    assert below.GenericFunction
    with pytest.raises(AttributeError):
        _ = below.__wrapped__
    with pytest.raises(AttributeError):
        _ = absent.Tensor.__wrapped__


def test_what_was_imported_before_stays_and_nothing_is_put_in_twice(absent: Any) -> None:
    before = list(sys.meta_path)
    go_without([NAME, "json"])
    assert sys.meta_path == before
    assert AbsentFinder([NAME]).find_spec("json") is None


def test_rasa_s_own_components_in_the_pipeline_learn_without_tensorflow() -> None:
    config = read_yaml(ROOT / "config.yml")
    names = [one["name"] for part in ("importers", "pipeline", "policies") for one in config[part]]
    assert {name for name in names if not name.startswith("bot.")} == {"JiebaTokenizer", "RulePolicy"}


def test_rasa_is_imported_without_them() -> None:
    code = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "from bot.absent import SERVING, go_without\n"
        "go_without(SERVING)\n"
        "import rasa.core.run, rasa.core.agent\n"
        "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\n"
        "print(*[name for name in SERVING if getattr(sys.modules.get(name), '__file__', None)])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr[-2000:]
    assert set(LEARNING) <= set(SERVING)
