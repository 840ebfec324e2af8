"""Which small changes of meaning are tried: operators of cosmic-ray, and what it has not (limits,
branches, ties).

    source -> syntax tree (parso) -> every place where an operator applies -> one changed source for
    each

What changes nothing that a test could see is left out: annotations, decorators, imports, asserts
and messages of errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Name, Number, String

OURS_AMONG_THEIRS = (
    *("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "LtE_Gt", "Gt_LtE", "GtE_Lt"),
    *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"),
)
BORROWED = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in OURS_AMONG_THEIRS),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceUnaryOperator_Delete_Not"),
    *(
        "ReplaceTrueWithFalse",
        "ReplaceFalseWithTrue",
        "ReplaceBreakWithContinue",
        "ReplaceContinueWithBreak",
    ),
    *("NumberReplacer", "ZeroIterationForLoop", "ExceptionReplacer"),
    *(
        "ReplaceBinaryOperator_Add_Sub",
        "ReplaceBinaryOperator_Sub_Add",
        "ReplaceBinaryOperator_BitOr_BitAnd",
    ),
    *(
        "ReplaceBinaryOperator_BitAnd_BitOr",
        "ReplaceBinaryOperator_Mul_Div",
        "ReplaceBinaryOperator_Div_Mul",
    ),
)
"""Each comparison goes to its neighbour and to its opposite; arithmetic to its opposite."""

SILENT = {"decorator", "import_from", "import_name", "assert_stmt", "raise_stmt", "annassign"}
"""Kinds of places where a change is not behaviour: `annassign` stands for the annotation, its value
is looked at."""


class _Ours(Operator):
    """An operator of our own: where it applies and what it writes there."""

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()

    def choices(self, node: Any) -> list[Any]:
        """Return the nodes that may stand in the place of `node`, none where the operator does not
        apply."""
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for _ in self.choices(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return self.choices(node)[index]


def _instead(node: Any, code: str) -> Any:
    """Return a leaf that prints as `code` where `node` stood, with the white space before it."""
    return Name(node.get_first_leaf().prefix + code, node.start_pos)


class NeverAndAlways(_Ours):
    """Drop a branch: the condition of `if` (a statement, a comprehension or an expression) never or
    always holds."""

    def choices(self, node: Any) -> list[Any]:
        parent = node.parent
        if parent is None:
            return []
        at = next(index for index, child in enumerate(parent.children) if child is node)
        before = parent.children[at - 1] if at else None
        asked = getattr(before, "value", "") in ("if", "elif") and parent.type in (
            "if_stmt",
            "comp_if",
            "ternary",
            "test",
            "guard",
        )
        return [_instead(node, "False"), _instead(node, "True")] if asked else []


class MovedShare(_Ours):
    """Move a limit that is a fraction by a tenth, where cosmic-ray moves it by one."""

    def choices(self, node: Any) -> list[Any]:
        if not isinstance(node, Number) or "." not in node.value:
            return []
        value = float(node.value)
        return [_instead(node, f"{value * by:.6g}") for by in (0.9, 1.1) if value]


class MovedRepeat(_Ours):
    """Move a limit inside a pattern: the numbers of `{2,5}` by one."""

    def choices(self, node: Any) -> list[Any]:
        if node.type not in ("string", "fstring_string"):
            return []
        if isinstance(node, String) and "r" not in node.value.split(node.value[-1])[0].lower():
            return []
        moved = []
        for found in re.finditer(r"(?<=\{)\d+(?=,?\d*\})|(?<=,)\d+(?=\})", node.value):
            for by in (-1, 1):
                number = int(found[0]) + by
                if number >= 0:
                    moved.append(
                        _instead(
                            node,
                            node.value[: found.start()] + str(number) + node.value[found.end() :],
                        )
                    )
        return moved


class DroppedTie(_Ours):
    """Drop one part of a sort key: `lambda one: (one.day, one.name)` loses one of the two."""

    def choices(self, node: Any) -> list[Any]:
        if (
            node.type != "atom"
            or node.parent is None
            or node.parent.type != "lambdef"
            or node.children[0].value != "("
        ):
            return []
        parts = [
            child for child in getattr(node.children[1], "children", []) if child.type != "operator"
        ]
        texts = [part.get_code().strip() for part in parts]
        return [
            _instead(node, f"({', '.join(texts[:at] + texts[at + 1 :])},)")
            for at in range(len(texts))
        ]


class SwappedName(_Ours):
    """Take the other end: `min` for `max`, `all` for `any`, and back."""

    PAIRS = {"min": "max", "max": "min", "any": "all", "all": "any"}  # noqa: RUF012 (a constant)

    def choices(self, node: Any) -> list[Any]:
        called = (
            isinstance(node, Name)
            and node.parent is not None
            and node.parent.type in ("atom_expr", "power")
        )
        other = self.PAIRS.get(node.value) if called and node.parent.children[0] is node else None
        return [_instead(node, other)] if other else []


@dataclass(frozen=True)
class Mutant:
    """One small change of one module."""

    file: str
    line: int
    before: str
    after: str
    source: str


Place = tuple[Operator, int]
"""An operator, and which of the places of a module where it applies."""


def operators() -> list[Operator]:
    """Return every operator that is tried."""
    theirs = OperatorProvider()
    return [
        *(theirs[name]() for name in BORROWED),
        NeverAndAlways(),
        MovedShare(),
        MovedRepeat(),
        DroppedTie(),
        SwappedName(),
    ]


def places(source: str) -> list[Place]:
    """Return every place of a module where an operator applies and a test could see it."""
    tree = get_ast(source)
    nodes = list(ast_nodes(tree))
    found: list[Place] = []
    for operator in operators():
        applied = [node for node in nodes for _ in operator.mutation_positions(node)]
        found += [
            (operator, at)
            for at, node in enumerate(applied)
            if not _silent(node) and not _float_by_one(operator, node)
        ]
    return found


def mutant(file: str, source: str, place: Place) -> Mutant | None:
    """Return the module changed at one place, or nothing where that is no program or changes
    nothing."""
    changed = mutate_code(source, *place)
    if changed is None or changed == source or not _compiles(changed):
        return None
    return _named(file, source, changed)


def _silent(node: Any) -> bool:
    """Tell whether a node stands where a change is not behaviour."""
    child, parent = node, node.parent
    if node.type in ("assert_stmt", "raise_stmt") or parent is None or parent.type == "parameters":
        return True  # `*` between parameters is no product
    while parent is not None:
        if parent.type == "annassign" and child is parent.children[1]:
            return True
        if parent.type in SILENT and parent.type != "annassign":
            return True
        if (
            parent.type == "funcdef"
            and parent.annotation is not None
            and child is parent.annotation
        ):
            return True
        if parent.type == "param" and child is not parent.name and child is not parent.default:
            return True
        child, parent = parent, parent.parent
    return False


def _float_by_one(operator: Operator, node: Any) -> bool:
    return type(operator).__name__ == "NumberReplacer" and "." in node.value


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _named(file: str, source: str, changed: str) -> Mutant:
    old, new = source.splitlines(), changed.splitlines()
    at = next(
        (index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)) - 1,
    )
    tail = 0
    while tail < min(len(old), len(new)) - at - 1 and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before, after = (
        " ".join(line.strip() for line in lines[at : len(lines) - tail]) for lines in (old, new)
    )
    return Mutant(file, at + 1, before, after, changed)
