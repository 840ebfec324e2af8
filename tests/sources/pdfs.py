"""Small PDFs, written by hand: one font, lines of text, pages; nothing more than a reader needs."""

from __future__ import annotations


def pdf(*pages: tuple[str, ...], title: str | None = None, trailer: str = "") -> bytes:
    """Return a PDF with the given lines on each page; a page without lines draws a picture's frame
    and no letter."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        drawn = _drawn(lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    info = ""
    if title is not None:
        objects.append(f"<< /Title ({title}) >>")
        info = f"/Info {len(objects)} 0 R"
    return _file(objects, f"{info} {trailer}")


def _drawn(lines: tuple[str, ...]) -> str:
    if not lines:
        return "10 10 100 100 re S"
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    return f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET"


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[str], more: str) -> bytes:
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {more} >>\n".encode()
    made += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(made)
