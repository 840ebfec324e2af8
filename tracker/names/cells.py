"""Where the print of a cell parts into its row and its column, which stands in brackets."""

from __future__ import annotations


def opening(text: str) -> int:
    """Return where the ` [` stands that the last bracket of a text closes, 0 for none.

    Whole pairs of brackets may stand in it; the last ` [` counts where no pair fits.
    """
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return at - 1 if at > 1 and text[at - 1] == " " else max(text.rfind(" ["), 0)
    return max(text.rfind(" ["), 0)
