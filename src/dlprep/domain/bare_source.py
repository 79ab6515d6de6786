"""A script without what explains it: comments and docstrings are gone, the code is as it was."""

import ast
import io
import tokenize


def bare(source: str) -> str:
    """The code alone, with runs of blank lines shortened; the same text for the same script.

    Raises:
        SyntaxError: if the source is not valid Python.
    """
    lines = source.splitlines()
    explained = _docstring_lines(ast.parse(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
            if not lines[row - 1]:
                explained.add(row)
    kept = [line for number, line in enumerate(lines, start=1) if number not in explained]
    return _shortened(kept)


def _docstring_lines(tree: ast.Module) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = node.body[0] if node.body else None
        if ast.get_docstring(node) is not None and first is not None and len(node.body) > 1:
            found.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return found


def _shortened(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-2:] != ["", ""]):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"
