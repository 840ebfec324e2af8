"""Commands that print redlines: `diff` between two days, `compare` of two files."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli import output, printed
from tracker.cli.context import App, read_day
from tracker.errors import UsageError
from tracker.model import Change


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option(
    "--from", "from_text", metavar="D", help="The earlier day [the version before that of --to]."
)
@click.option("--to", "to_text", metavar="D", help="The later day [today].")
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option("--patch", "as_patch", is_flag=True, help="Print a patch of diff-match-patch alone.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def diff(
    app: App,
    address_text: str,
    from_text: str | None,
    to_text: str | None,
    side_by_side: bool,
    as_patch: bool,
    as_json: bool,
) -> int:
    """Print the redline of a provision, a unit or a part between two days.

    With --from after --to it is the mirror image.

    \b
    Examples:
      tracker diff 740.2
      tracker diff "744 Supp. 4" --from 2024-11-01 --to 2024-12-05
      tracker diff 740.2 --patch --from 2024-11-01 --to 2024-12-05
    """
    from tracker.ask import besides, json, patches, redlines

    _one_form(as_patch, as_json or side_by_side)
    to_day, from_day = read_day(to_text, "--to") or app.today(), read_day(from_text, "--from")
    with app.store() as store:
        ask = patches.patch if as_patch else redlines.redline
        answer = ask(store, address_text, from_day, to_day)
        printed.besides(besides.of_address(store, answer.address, answer.last_day))
    if isinstance(answer, patches.Patch):
        output.as_file(answer.text)
    elif as_json:
        output.as_json(json.of_redline(answer))
    else:
        printed.redline(answer, side_by_side=side_by_side)
    return 0


def _one_form(as_patch: bool, otherwise: bool) -> None:
    """Refuse a patch that is asked for in another form too."""
    if as_patch and otherwise:
        raise UsageError("--patch prints a patch alone; leave out --json and --side-by-side")


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--title", type=click.IntRange(1, 99), help="CFR title, where the files do not name it [15]."
)
@click.option("--side-by-side", is_flag=True, help="Old and new in two columns.")
@click.option(
    "--html",
    "html_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the redline as one HTML file too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(
    old: Path,
    new: Path,
    title: int | None,
    side_by_side: bool,
    html_path: Path | None,
    as_json: bool,
) -> int:
    """Print the redline of two XML files, without a database.

    The files are those of the eCFR, govinfo bulk or the Federal Register.

    \b
    Examples:
      tracker compare old.xml new.xml
      tracker compare old.xml new.xml --html redline.html
    """
    from tracker.ask import json
    from tracker.compare import compare as compare_bytes

    answer = compare_bytes(_bytes(old), _bytes(new), str(old), str(new), title)
    if html_path:
        named = f"{old.name} to {new.name}"
        _write_page(html_path, answer.changes, named, side_by_side=side_by_side)
    if as_json:
        output.as_json(json.of_comparison(answer, str(old), str(new)))
    else:
        printed.redlines_of(answer.changes, side_by_side=side_by_side)
    return 0


def _write_page(path: Path, changes: tuple[Change, ...], named: str, *, side_by_side: bool) -> None:
    from tracker import render

    page = render.redline_page(changes, named, side_by_side=side_by_side)
    path.write_text(page, encoding="utf-8", newline="\n")
    output.note(f"wrote {path}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
