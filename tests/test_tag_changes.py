"""Tags of changes: on the words that changed, close to them, or by address; and what must not get
one."""

from __future__ import annotations

import pytest

from tests.meaning_samples import TAXONOMY, added, change, document
from tracker import tag
from tracker.model import Change, Tag

LONG = (
    " The exporter keeps to all other provisions of this part, and to the definitions that stand in"
    " another one." * 5
)


def _of(one: Change, heading: str = "") -> list[tuple[str, str, str, str]]:
    return [
        (each.tag, each.rule, each.where, each.text)
        for each in tag.tags_of_change(one, TAXONOMY, heading)
    ]


def _names(tags: tuple[Tag, ...]) -> set[str]:
    return {tag.tag for tag in tags}


def test_a_tag_fires_on_the_words_that_came() -> None:
    one = change(
        "15 CFR 744.99(b)",
        "It is denied.",
        "It goes to a validated end user.",
        ("=", "It "),
        ("-", "is denied"),
        ("+", "goes to a validated end user"),
        ("=", "."),
    )
    assert _of(one) == [("licensing.datacenter-veu", "veu", "after", "validated end user")]


def test_a_tag_fires_on_the_words_that_went() -> None:
    one = change(
        "15 CFR 744.99(b)",
        "under a presumption of denial",
        "under review",
        ("=", "under "),
        ("-", "a presumption of denial"),
        ("+", "review"),
    )
    assert _of(one) == [("licensing.review-policy", "policy", "before", "presumption of denial")]


def test_a_changed_number_tags_by_the_measure_beside_it() -> None:
    before, after = (
        f"a ‘total processing performance’ of {number} or more;{LONG}"
        for number in ("4800", "6000")
    )
    one = change(
        "15 CFR 742.99(b)", before, after,
        ("=", "a ‘total processing performance’ of "), ("-", "4800"), ("+", "6000"),
        ("=", f" or more;{LONG}"),
    )  # fmt: skip
    assert _of(one) == [
        ("items.chip-thresholds", "measure", "after", "total processing performance")
    ]


def test_words_in_an_unchanged_stretch_of_a_long_unit_give_no_tag() -> None:
    start, end = f"For items of 3A090 a license is needed.{LONG} The exporter ", " ask first."
    one = change(
        "15 CFR 744.99(b)",
        f"{start}shall{end}",
        f"{start}must{end}",
        ("=", start),
        ("-", "shall"),
        ("+", "must"),
        ("=", end),
    )
    assert _of(one) == []


def test_words_that_fell_out_beside_a_measure_tag_by_it() -> None:
    start = f"{LONG.strip()} It holds for a performance density of 5.92"
    one = change(
        "15 CFR 744.99(b)",
        f"{start} or more.",
        f"{start}.",
        ("=", start),
        ("-", " or more"),
        ("=", "."),
    )
    assert [found[0] for found in _of(one)] == ["items.chip-thresholds"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("15 CFR 740 Supp. 1, Ruritania [D:5]", "scope.country-groups"),
        ("15 CFR 738 Supp. 1, Ruritania [NS 1]", "scope.country-groups"),
        ("15 CFR 744 Supp. 4, FRANCE: Acme SA", "endusers.listed-parties"),
        ("15 CFR 744.23(a)(3)(i)", "scope.hq-parent"),
        ("15 CFR 744.23(a)(4)", "items.semicap-fab"),
        ("15 CFR 742.6(b)(10)(iii)(A)(1)", "licensing.review-policy"),
        ("15 CFR 740.25(b)", "licensing.exceptions"),
        ("15 CFR 748.15", "licensing.datacenter-veu"),
        ("15 CFR 740 Supp. 8", "licensing.datacenter-veu"),
        ("15 CFR 744 Supp. 8 p3", "endusers.affiliates-50"),
        ("15 CFR 744.11(a)(1)", "endusers.affiliates-50"),
        ("15 CFR 732 Supp. 3, (b)", "endusers.diversion-redflags"),
        ("15 CFR 734.9(e)(3)", "scope.fdp"),
        ("15 CFR 744.6(c)(2)", "access.ai-training-support"),
        ("15 CFR 762.6(a)", "process.reporting-records"),
        ("15 CFR 743.9(b)", "process.reporting-records"),
        ("15 CFR 774 Supp. 1, 3A090.a.1", "items.chip-thresholds"),
        ("15 CFR 774 Supp. 1, 5A992.z", "items.chip-thresholds"),
        ("15 CFR 774 Supp. 1, 3B993.f.2", "items.semicap-fab"),
        ("15 CFR 774 Supp. 1, 4E091 note 1", "items.model-weights"),
        ("15 CFR 774 Supp. 1, 3A001 exception NAC/ACA", "licensing.exceptions"),
    ],
)
def test_an_address_gives_its_tag_whatever_the_words(address: str, expected: str) -> None:
    found = tag.tags_of_change(change(address, None, "Words of no weight"), TAXONOMY)
    assert expected in _names(found)
    assert all(tag.text == "Words of no weight" for tag in found if tag.rule == "place")


@pytest.mark.parametrize(
    "address",
    [
        "15 CFR 744.230(a)",
        "15 CFR 740.250",
        "15 CFR 774 Supp. 1, 3A091.a",
        "15 CFR 774 Supp. 1, 3A001.a",
        "15 CFR 744 Supp. 40",
        "16 CFR 744.23(a)(3)",
    ],
)
def test_an_address_that_only_looks_alike_gives_none(address: str) -> None:
    assert _of(change(address, None, "Words of no weight")) == []


def test_a_removed_cell_shows_what_stood_there() -> None:
    gone = change("15 CFR 740 Supp. 1, Ruritania [D:5]", "X", None, unit="cell")
    assert tag.tags_of_change(gone, TAXONOMY) == (
        Tag("scope.country-groups", "country-tiers", "place", "X", "before", 0, 1),
    )


def test_an_entity_row_has_two_levels() -> None:
    plain = change(
        "15 CFR 744 Supp. 4, FRANCE: Acme SA",
        None,
        "Acme SA | All items | Presumption of denial | 96 FR 4.",
        unit="entity",
    )
    chips = change(
        "15 CFR 744 Supp. 4, FRANCE: Acme Chips",
        None,
        "Acme Semiconductor SA | All items | Presumption of denial | 96 FR 4.",
        unit="entity",
    )
    assert [(name, rule) for name, rule, _, _ in _of(plain)] == [
        ("endusers.listed-parties", "place")
    ]
    assert [(name, rule) for name, rule, _, _ in _of(chips)] == [
        ("endusers.listed-parties", "chip-relevant"),
        ("endusers.listed-parties", "place"),
    ]


def test_an_editorial_change_gets_no_tag() -> None:
    assert _of(change("15 CFR 744.23(a)(3)", "3A090-", "3A090–", kind="editorial")) == []


def test_a_moved_unit_is_read_whole() -> None:
    one = change(
        "15 CFR 744.99(c)",
        "for items of 3A090",
        "for items of 3A090",
        ("=", "for items of 3A090"),
        kind="renumbered",
    )
    assert _of(one) == [("items.chip-thresholds", "eccn", "after", "3A090")]


def test_the_heading_of_the_provision_is_context_only() -> None:
    one = change("15 CFR 799.9(b)", None, "Holders of a TGL report each year.")
    assert _of(one) == []
    assert _of(one, "§ 799.9 Huawei and its affiliates") == [
        ("licensing.exceptions", "general-licence", "after", "TGL")
    ]


def test_an_empty_change_gets_no_tag() -> None:
    assert (
        _of(change("15 CFR 744.23(a)(3)", None, ""))
        == _of(change("15 CFR 744.23(a)(3)", None, None, kind="removed"))
        == []
    )


# One way to put it for each tag and reader: official words, press words, a paraphrase.
MATCH = {
    "items.chip-thresholds": [
        "Items with a 'performance density' of 5.92 or more are specified by the entry.",
        (
            "High-bandwidth memory with a memory bandwidth density above 2 GB/s/mm2 now needs a"
            " license."
        ),
        "Nvidia may again sell H20 chips, but the Blackwell B30A stays barred.",
        "The redesigned GPU stays below the TPP limit of 4800.",
    ],
    "items.semicap-fab": [
        "Dry etching tools for advanced-node integrated circuits move to another entry.",
        "OSAT companies must confirm the aggregated approximated transistor count.",
        "ASML's immersion lithography systems shipped to SMIC come under a fab licence.",
        "The facility produces logic integrated circuits at a 16/14 nanometer technology node.",
    ],
    "items.model-weights": [
        (
            "Export of parameters for an artificial intelligence model trained with 10^26"
            " operations requires a license."
        ),
        "ECCN 4E091 is removed from the Commerce Control List.",
        "The rule adds a control on AI model weights.",
    ],
    "licensing.review-policy": [
        (
            "License applications for chips under the ceiling will be reviewed case-by-case rather"
            " than under a presumption of denial."
        ),
        "BIS told the company by an is-informed letter that its accelerators need a license.",
        "Nvidia will hand over 15 percent of its H20 sales in China.",
    ],
    "licensing.exceptions": [
        "License Exception NAC is no longer available for items of 3A090.b.",
        "A temporary general license keeps semiconductor supply chains working.",
        "The exporter must notify BIS under Notified Advanced Computing before shipment.",
    ],
    "licensing.datacenter-veu": [
        "Data center operators may become validated end users.",
        "HUMAIN and G42 received approvals for chips.",
        "A supplement lists the approved commercial entities in the United Arab Emirates.",
    ],
    "scope.country-groups": [
        "The United Arab Emirates is added to Country Group A:5.",
        "Chip caps for tier 2 countries are dropped.",
        "A draft would require licences for AI chips shipped to Malaysia and Thailand.",
    ],
    "scope.hq-parent": [
        (
            "A license is required for entities headquartered in Macau or a D:5 destination,"
            " wherever located."
        ),
        "Overseas subsidiaries of Chinese cloud companies need a licence for Nvidia chips.",
    ],
    "scope.fdp": [
        "The foreign direct product rule reaches tools made with U.S. software.",
        "A zero percent de minimis level applies to foreign-made equipment subject to the EAR.",
        "Entities with a footnote 5 designation.",
    ],
    "endusers.listed-parties": [
        "BIS adds 23 Chinese firms to the Entity List.",
        "Six persons are removed from the Unverified List after end-use checks in China.",
        "Military end users in China face new license requirements under the EAR.",
    ],
    "endusers.affiliates-50": [
        (
            "Any entity that is at least 50 percent owned by one or more entities on the Entity"
            " List is itself restricted."
        ),
        "The affiliates rule snaps back in November.",
    ],
    "endusers.diversion-redflags": [
        "Prosecutors charged a ring for smuggling Nvidia GPUs through shell companies.",
        "Chip makers would have to build in location verification.",
        "The guidance warns of transshipment of AI chips through Malaysia.",
    ],
    "access.remote-iaas": [
        "U.S. IaaS providers would have to verify the identity of foreign customers.",
        "Chinese firms lease GPUs in data centers in Johor.",
        "The bill would let BIS license remote access to controlled chips.",
    ],
    "access.ai-training-support": [
        (
            "Knowledge that the chips will be used to train AI models for a military-intelligence"
            " end use."
        ),
        "U.S. person support for the development of advanced-node ICs requires a license.",
        "Knowledge that a cluster will train SI models for a D:5 party.",
    ],
    "process.reporting-records": [
        "Foundries must report quarterly on applicable advanced logic integrated circuits.",
        "Developers of dual-use foundation models would face a reporting requirement.",
    ],
    "process.policy-overlay": [
        "The Chip Security Act passed the House.",
        "An executive order promotes the export of the American AI technology stack.",
        "Congress attached the GAIN AI Act to the NDAA.",
    ],
}

FALSE_FRIENDS = [
    "The Hawker 800 (H800) and A800 airplanes need new airworthiness inspections.",
    "The Vera C. Rubin Observatory released images.",
    "The Trans-Pacific Partnership (TPP) chapter on tariffs.",
    "Judge Blackwell and Mr. Hopper dissented.",
    "We used a computer to compute the margin of dumping.",
    "Small and medium enterprises (SMEs) may file electronically.",
    "The architect's fab shop at the foundry casts bronze nodes.",
    "Survey model weights were calibrated with regression.",
    "Professional licensing boards review applications case-by-case.",
    "Spectrum license exceptions were extended.",
    "N-acetylcysteine (NAC) in dietary supplements.",
    "America Invents Act (AIA) petitions.",
    "Asbestos-containing material (ACM) abatement.",
    "Data center energy use and tax incentives.",
    "Laboratories must use validated methods.",
    "FedRAMP authorizes a cloud computing provider.",
    "Tier 2 toxicity testing; tier 3 suppliers.",
    "Malaysia and Thailand: certain steel nails, antidumping duty order.",
    "The ultimate parent of the bank holding company relocated its headquarters.",
    "De minimis shipments valued under $800 at customs.",
    "OFAC secondary sanctions on Iranian oil.",
    "The FCC covered list adds equipment.",
    "The Treasury's 50 percent rule for blocked property.",
    "Affiliate transactions under Regulation W.",
    "CFIUS jurisdiction: 50 percent foreign ownership.",
    "Drug diversion control by registrants; prescription diversion.",
    "Water diversion from the river basin.",
    "The red flags rule on identity theft.",
    "KYC obligations of banks under FinCEN.",
    "Stockpiling of vaccines.",
    "Remote access to the bulk electric system under NERC CIP-005.",
    "Telehealth remote access for veterans.",
    "Cloud seeding and point cloud data.",
    "Staff training on AI in schools.",
    "Train service between stations; child support enforcement.",
    "EPA annual reports on emissions.",
    "State AI law on deepfakes; copyright in AI outputs.",
    "AI use in government procurement.",
    "Silicon (Si) chip resistors, SI units of measurement.",
    "Licensing of firearms dealers; presumption of denial for firearms to high-risk destinations.",
]


@pytest.mark.parametrize(
    ("name", "sentence"), [(name, tag) for name, found in MATCH.items() for tag in found]
)
def test_what_belongs_to_a_tag_gets_it_in_every_field(name: str, sentence: str) -> None:
    as_title = tag.tags_of_document(document(title=sentence), TAXONOMY)
    as_abstract = tag.tags_of_document(document(title="Notice", abstract=sentence), TAXONOMY)
    as_change = tag.tags_of_change(added(sentence), TAXONOMY)
    assert all(name in _names(found) for found in (as_title, as_abstract, as_change))


@pytest.mark.parametrize("sentence", FALSE_FRIENDS)
def test_a_false_friend_gets_no_tag_in_any_field(sentence: str) -> None:
    assert tag.tags_of_document(document(title=sentence), TAXONOMY) == ()
    assert tag.tags_of_document(document(title="Notice", abstract=sentence), TAXONOMY) == ()
    assert tag.tags_of_change(added(sentence), TAXONOMY) == ()
    assert not tag.keeps(document(title=sentence, agencies=("Commerce Department",)), TAXONOMY)
