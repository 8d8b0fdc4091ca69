"""Entry point `polybius`: registers the commands and turns errors into exit codes."""

from __future__ import annotations

import sys

import typer

from polybius.cli import actors, code, evaluate, explain, read, who
from polybius.errors import PolybiusError

app = typer.Typer(
    name="polybius",
    help="Who did what to whom, when, where, according to whom: reads texts on international affairs into checkable reports.",
    epilog="Example: polybius read --sample visit",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("read", epilog=read.EXAMPLE)(read.read)
app.command("code", epilog=code.EXAMPLE)(code.code)
app.command("who", epilog=who.EXAMPLE)(who.who)
app.add_typer(actors.app, name="actors", epilog="Example: polybius actors search lavrov")
app.command("explain", epilog=explain.EXAMPLE)(explain.explain)
app.command("evaluate", epilog=evaluate.EVALUATE_EXAMPLE)(evaluate.evaluate)
app.command("predict", epilog=evaluate.PREDICT_EXAMPLE)(evaluate.predict)
app.command("check", epilog=explain.CHECK_EXAMPLE)(explain.check)


def main() -> None:
    """Run the command line. Exit codes: 0 ok, 1 error, 2 usage, 3 too many discards."""
    try:
        app()
    except PolybiusError as error:
        sys.stderr.write(f"polybius: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (head, less) went away: not an error of ours.
        sys.stderr.close()
        sys.exit(0)
