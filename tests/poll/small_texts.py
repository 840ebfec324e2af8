"""Rows, texts and documents of the small world, in the real shapes."""

from __future__ import annotations

from typing import Any

ENTITY_LIST = "Supplement No. 4 to Part 744"


def row(
    identifier: str, date: str, part: str = "744", issued: str | None = None, **more: Any
) -> dict[str, Any]:
    """Return one row of the version list."""
    made = {
        "date": date,
        "amendment_date": date,
        "issue_date": issued or date,
        "identifier": identifier,
        "name": f"§ {identifier}   Name.",
    }
    made |= {"part": part, "substantive": True, "removed": False, "subpart": None, "title": "15"}
    return (
        made
        | {
            "type": (
                "appendix" if "Supplement" in identifier or "Appendix" in identifier else "section"
            )
        }
        | more
    )


def section(number: str, *paragraphs: str) -> str:
    """Return the XML of a section."""
    body = "".join(f"<P>{paragraph}</P>\n" for paragraph in paragraphs)
    head = f'<DIV8 N="{number}" TYPE="SECTION">\n<HEAD>§ {number} Invented duties.</HEAD>\n'
    return f'{head}{body}<CITA TYPE="N">[80 FR 100, Jan. 5, 2016]</CITA>\n</DIV8>\n'


def entities(*names: str, glued: bool = False) -> str:
    """Return the XML of an Entity List with one row a name; `glued` loses the border between the
    last two rows."""
    cells = [
        f"<TD>{name}</TD><TD>For all items.</TD><TD>Presumption of denial.</TD><TD>85 FR 1.</TD>"
        for name in names
    ]
    rows = [
        f'<TR><TD class="left">{"FREDONIA" if place == 0 else " "}</TD>{cell}</TR>'
        for place, cell in enumerate(cells)
    ]
    if glued:
        last = rows.pop()
        rows[-1] = rows[-1].removesuffix("</TR>") + last.removeprefix("<TR>")
    columns = (
        "Country",
        "Entity",
        "License requirement",
        "License review policy",
        "Federal Register citation",
    )
    head = "<TR>" + "".join(f"<TH>{column}</TH>" for column in columns) + "</TR>"
    table = (
        f'<DIV width="100%"><DIV class="gpotbl_div"><TABLE><THEAD>{head}</THEAD>'
        f"<TBODY>{''.join(rows)}</TBODY></TABLE></DIV></DIV>"
    )
    return (
        f'<DIV9 N="{ENTITY_LIST}" TYPE="APPENDIX">\n<HEAD>{ENTITY_LIST}—Entity'
        f" List</HEAD>\n<P>Invented.</P>\n{table}\n</DIV9>\n"
    )


def document(number: str, day: str, **more: Any) -> dict[str, Any]:
    """Return one Federal Register document."""
    made: dict[str, Any] = {
        "document_number": number,
        "publication_date": day,
        "title": f"Invented rule {number}",
        "type": "Rule",
    }
    made |= dict.fromkeys(
        (
            "abstract",
            "action",
            "citation",
            "volume",
            "start_page",
            "end_page",
            "effective_on",
            "comments_close_on",
        )
    )
    made |= dict.fromkeys(
        ("signing_date", "dates", "correction_of", "html_url", "full_text_xml_url")
    )
    made |= {
        "corrections": [],
        "docket_ids": [],
        "regulation_id_numbers": [],
        "cfr_references": [{"title": 15, "part": "744", "chapter": None}],
    }
    made |= {
        "agencies": [
            {
                "raw_name": "BIS",
                "name": "Industry and Security Bureau",
                "id": 241,
                "slug": "industry-and-security-bureau",
            }
        ]
    }
    made["raw_text_url"] = (
        "https://www.federalregister.gov/documents/full_text/text"
        f"/{day.replace('-', '/')}/{number}.txt"
    )
    return made | more


def rule_xml(number: str, *paragraphs: str) -> str:
    """Return the mark-up of a rule as the Federal Register and govinfo give it."""
    body = "".join(f"<P>{paragraph}</P>" for paragraph in paragraphs)
    return (
        f"<RULE><PREAMB><SUBJECT>Invented.</SUBJECT></PREAMB>{body}<FRDOC>[FR Doc. {number} Filed"
        " 1-1-21; 8:45 am]</FRDOC></RULE>"
    )
