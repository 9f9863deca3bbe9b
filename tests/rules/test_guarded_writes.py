"""Whoever changes rows that count asks what that does to closed months (registers/closed_months.py)."""

import ast
from pathlib import Path

REGISTERS = Path(__file__).parents[2] / "registers"
# Called by a guarded act only, inside its closed_months.watched().
WITHIN = {
    "disputes._clear_children",
    "records.clear_many",
    "entered_months._store",
    "entered_months._take_back",
    "batches._void",
}
# What is changed there is sealed in no month: the definition of an indicator (its edition is), an import's own row.
FREE = {"entered.change"}
UNSEALED = {"ImportBatch"}


def changing():
    """(file.function, its tree) of every function that changes or removes rows which are there."""
    for path in sorted(REGISTERS.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(_changes(call) for call in ast.walk(function)):
                yield f"{path.stem}.{function.name}", function


def _changes(node):
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "save"
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in ("update", "delete"):
        return False
    table = ast.unparse(node.func.value)
    return table not in UNSEALED and (table[:1].isupper() or table.endswith("model"))


def _is_guarded(function):
    return any(isinstance(node, ast.Attribute) and node.attr == "watched" for node in ast.walk(function))


def test_every_change_of_rows_is_guarded():
    unguarded = {name for name, function in changing() if not _is_guarded(function)}
    assert unguarded == WITHIN | FREE


def test_the_guarded_acts_are_found():
    guarded = {name for name, function in changing() if _is_guarded(function)}
    assert {"disputes.change", "disputes.void", "records.change", "records.void"} <= guarded
