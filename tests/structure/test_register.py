"""Federal Register documents and issues."""

from __future__ import annotations

from tracker.model import Node
from tracker.structure import parse_file

RULE = """<RULE>
<PREAMB>
<AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<CFR>15 CFR Part 744</CFR>
<SUBJECT>Revisions to a Rule</SUBJECT>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>In this rule,<SU>1</SU>
   <FTREF/>BIS changes it.<PRTPAGE P="100"/></P></SUM>
</PREAMB>
<SUPLINF><FTNT><P><SU>1</SU>See elsewhere.</P></FTNT>
<GPOTABLE COLS="3"><TTITLE>Table 2—Costs</TTITLE><BOXHD>
<CHED H="1">Kind</CHED><CHED H="1">Cost</CHED><CHED H="2">Low</CHED><CHED H="2">High</CHED></BOXHD>
<ROW><ENT I="01">Filing</ENT><ENT>1</ENT><ENT>2</ENT></ROW><TNOTE><SU>a</SU> Rounded.</TNOTE></GPOTABLE>
<REGTEXT PART="744" TITLE="15"><AMDPAR>1. The authority stays.</AMDPAR>
<SECTION><SECTNO>§ 744.1</SECTNO><SUBJECT>One.</SUBJECT><P>(a) Text.</P>
</SECTION></REGTEXT>
</SUPLINF>
<FRDOC>[FR Doc. 2024–02705 Filed 2–9–24; 8:45 am]</FRDOC>
<BILCOD>BILLING CODE 3510-33-P</BILCOD>
</RULE>"""  # noqa: E501 (as it is served)
ISSUE = f"""<FEDREG xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><VOL>89</VOL><NO>29</NO><DATE>Monday</DATE>
<CNTNTS><AGCY><EAR>Commerce</EAR><HD>Commerce Department</HD></AGCY></CNTNTS>
<RULES>{RULE}{RULE.replace("02705", "02706").replace("changes it", "keeps it")}</RULES>
<NOTICES><NOTICE><P>No number.</P></NOTICE></NOTICES></FEDREG>"""


def short(tree: Node) -> dict[str, str]:
    return {unit.address.removeprefix(tree.address).strip(" ,"): unit.text for unit in tree.walk()}


def test_a_document_is_one_provision_with_its_paragraphs_counted() -> None:
    (tree,) = parse_file(RULE.encode(), "sample")
    found = short(tree)

    assert (tree.address, tree.kind) == ("FR 2024-02705", "provision")
    assert found["heading"] == "Revisions to a Rule"
    assert found["p2"] == "In this rule, 1 BIS changes it."
    assert found["footnote 1"] == "See elsewhere."
    assert found["table 2"] == "Table 2—Costs Kind Cost Low High"
    assert found["table 2, Filing [Cost High]"] == "2"
    assert found["table 2 footnote a"] == "Rounded."
    assert found["p3"] == "1. The authority stays."


def test_an_issue_gives_documents_and_what_it_prints_between_them() -> None:
    found = parse_file(ISSUE.encode(), "sample")

    assert [root.address for root in found] == [
        *(
            "FR issue-89-29 p1",
            "FR issue-89-29 p2",
            "FR issue-89-29 p3",
            "FR issue-89-29 p4",
            "FR issue-89-29 heading 1",
        ),
        *("FR 2024-02705", "FR 2024-02706", "FR unnumbered"),
    ]


def test_footnotes_go_on_and_blocks_of_every_kind_are_kept() -> None:
    data = """<NOTICE><FTNT><P><SU>1</SU>First.</P><P>More.</P><P/></FTNT>loose<GPH><GID>EN1.000</GID></GPH><img src="/x/a.gif"/>
    <GPOTABLE><BOXHD><CHED H="x">Only</CHED></BOXHD><ROW><ENT A="01">wide</ENT><ENT>c</ENT></ROW><ROW><ENT/></ROW></GPOTABLE>tail
    <FRDOC>[FR Doc. No: E9–1777 Filed]</FRDOC></NOTICE>"""  # noqa: E501 (as it is served)
    (tree,) = parse_file(data.encode(), "sample")
    found = short(tree)

    assert found["footnote 1"] == "First. More."
    assert [found[f"p{number}"] for number in range(1, 6)] == [
        "loose",
        "[EN1.000]",
        "[a.gif]",
        "tail",
        "[FR Doc. No: E9–1777 Filed]",
    ]
    assert found["table 1, wide [3]"] == "c"
