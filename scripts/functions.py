"""Writes the functions of the template language into docs/templates.md, from their own docstrings."""

import inspect
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "templates.md"
_BEGIN, _END = "<!-- functions -->\n", "<!-- end of functions -->\n"


def function_list() -> str:
    """Every function with its parameters and the first sentence of its docstring, by module."""
    from dlprep.domain.formulas.registry import MODULES, functions_of

    lines: list[str] = []
    for module in MODULES:
        lines += [f"**{module}**", ""]
        for name, work in functions_of(module).items():
            about = (inspect.getdoc(work) or "").partition("\n\n")[0].replace("\n", " ")
            lines.append(f"- `{name}{_parameters(work)}`: {about}")
        lines.append("")
    return "\n".join(lines)


def _parameters(work: object) -> str:
    shown = []
    for name, one in inspect.signature(work).parameters.items():  # type: ignore[arg-type]
        star = "*" if one.kind is inspect.Parameter.VAR_POSITIONAL else ""
        default = "" if one.default is inspect.Parameter.empty else f"={one.default!r}"
        shown.append(f"{star}{name}{default}")
    return f"({', '.join(shown)})".replace("(*arguments)", "(…)")


def updated(document: str) -> str:
    """The document with the present list between its markers."""
    before, _, rest = document.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{function_list()}{_END}{after}"


def main() -> int:
    """Rewrites the document."""
    sys.path.insert(0, str(ROOT / "src"))
    DOCUMENT.write_text(updated(DOCUMENT.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
