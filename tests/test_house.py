"""The house's own rules, read off its source: what no linter knows to look for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
LAYERS = ("quizzes", "models", "web")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
SQL_FOLDS = {"func.lower", "func.upper", "ilike", "icontains", "istartswith", "iendswith"}


class TestTime:
    def test_is_read_by_the_clock_and_by_commands_alone(self):
        keepers = {"web/clock.py", "web/commands.py"}
        assert [use for use in uses_of(CLOCKS, "app.py", *LAYERS) if not kept_by(keepers, use)] == []


class TestChance:
    def test_is_always_seeded_in_quizzes(self):
        assert [*unseeded_dice("quizzes")] == []

    def test_never_comes_from_the_hash_of_a_text_which_differs_from_run_to_run(self):
        assert [*uses_of({"hash"}, "quizzes")] == []


class TestCase:
    def test_is_never_folded_in_sql_where_every_database_folds_differently(self):
        assert [*uses_of(SQL_FOLDS, "models", "web")] == []


class TestSize:
    def test_of_a_function_is_at_most_40_lines(self):
        assert [f"{place}: {lines} lines" for place, lines in functions() if lines > 40] == []

    def test_of_a_module_is_at_most_300_lines(self):
        sizes = {path: path.read_text("utf-8").count("\n") for path in sources("app.py", *LAYERS)}
        assert {str(path.relative_to(HOUSE)): size for path, size in sizes.items() if size > 300} == {}


class TestRequirements:
    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
    def test_are_pinned_with_hashes_and_name_no_index(self, name):
        text = (HOUSE / name).read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert [line for line in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", line)] == []


class TestTheseRules:
    """A rule that cannot fail says nothing."""

    @pytest.mark.parametrize(
        "code", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "date.today()"]
    )
    def test_see_a_clock(self, code):
        assert [*calls(ast.parse(code), CLOCKS)]

    @pytest.mark.parametrize("code", ["random.choice(x)", "random.Random()", "Random()", "random.SystemRandom(1)"])
    def test_see_dice_without_a_seed(self, code):
        assert [*rolls(ast.parse(code))]

    @pytest.mark.parametrize("code", ["random.Random(seed)", "Random(seed).shuffle(x)", "dice.choice(x)"])
    def test_let_seeded_dice_pass(self, code):
        assert not [*rolls(ast.parse(code))]

    @pytest.mark.parametrize("code", ["func.lower(User.name)", "User.name.ilike(x)", "db.func.upper(x)"])
    def test_see_case_folded_in_sql(self, code):
        assert [*calls(ast.parse(code), SQL_FOLDS)]


def sources(*places: str) -> list[Path]:
    found = [
        path
        for place in places
        for path in ([HOUSE / place] if place.endswith(".py") else (HOUSE / place).rglob("*.py"))
    ]
    return sorted(path for path in found if path.is_file() and "migrations" not in path.parts)


def trees(*places: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sources(*places):
        yield str(path.relative_to(HOUSE)), ast.parse(path.read_text("utf-8"))


def uses_of(names: set[str], *places: str) -> Iterator[str]:
    for path, tree in trees(*places):
        yield from (f"{path}:{call.lineno} {ast.unparse(call.func)}" for call in calls(tree, names))


def kept_by(keepers: set[str], use: str) -> bool:
    return use.split(":")[0] in keepers or use.startswith("web/commands/")


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Calls of a function whose dotted name is, or ends in, one of ``names``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(f".{ast.unparse(node.func)}".endswith(f".{name}") for name in names):
            yield node


def unseeded_dice(*places: str) -> Iterator[str]:
    for path, tree in trees(*places):
        yield from (f"{path}:{call.lineno} {ast.unparse(call)}" for call in rolls(tree))


def rolls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of the random module itself, and generators made without a seed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            seeded = name in {"random.Random", "Random"} and node.args
            if (name.startswith("random.") or name in {"Random", "SystemRandom"}) and not seeded:
                yield node


def functions() -> Iterator[tuple[str, int]]:
    for path, tree in trees("app.py", *LAYERS):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
