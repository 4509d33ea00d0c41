"""The packs that come with the package: every rule loads, is cited, and each of its limbs decides somewhere; bad files are refused."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from dronedeal.screening.packs import PACKS, packs, read_pack
from tests.screening.asking import every_rule, judged_sample, sample
from tests.screening.limbs import CASES, TOLD

UNCONFIRMED = (
    "EU-EDIP",
    "EXP-MTCR",
    "EXP-USML-VIII",
    "EXP-9A610",
    "EXP-ITAR-AGREEMENTS",
    "UK-DEBARMENT",
    "US-FED-5949",
)
"""Rules of which the operative text rests on common knowledge."""

GOOD = PACKS / "us_defence" / "US-DOD-XUAR.yaml"


@pytest.mark.parametrize("pack", sorted(packs()))
def test_every_shipped_rule_loads_and_gives_its_samples(pack: str) -> None:
    read = read_pack(PACKS / pack)

    assert [one.message for one in read.findings] == []
    assert sorted(read.rules) == sorted(path.stem for path in (PACKS / pack).glob("*.yaml"))


def test_no_two_packs_share_a_rule() -> None:
    names = [path.stem for pack in packs().values() for path in pack.glob("*.yaml")]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(every_rule()))
def test_every_rule_is_cited_linked_explained_graded_and_dated(name: str) -> None:
    rule = every_rule()[name]

    assert rule.citation
    assert rule.links
    assert len(rule.text) > 80
    assert rule.title
    assert rule.confidence in {"P", "S", "K"}
    assert rule.checked == dt.date(2026, 11, 22)
    assert rule.cures


@pytest.mark.parametrize("name", UNCONFIRMED)
def test_what_is_common_knowledge_is_not_presented_as_read(name: str) -> None:
    rule = every_rule()[name]

    assert rule.confidence == "K"
    assert rule.unsure


@pytest.mark.parametrize("name", sorted(name for name, rule in every_rule().items() if rule.confidence == "K"))
def test_a_rule_on_common_knowledge_says_what_is_unsure(name: str) -> None:
    assert every_rule()[name].unsure


@pytest.mark.parametrize("name", sorted(every_rule()))
def test_what_a_limb_says_is_the_end_of_a_sentence(name: str) -> None:
    rule = every_rule()[name]

    for limb in rule.every_limb.values():
        assert limb.text
        assert not limb.text.endswith(".")
        assert limb.text[0].islower() or limb.text.split()[0] in {"Ukrainian", "Category"}


LIMBS = sorted((name, limb) for name, rule in every_rule().items() for limb in (*rule.limbs, *rule.advisories))


@pytest.mark.parametrize(("name", "limb"), LIMBS)
def test_every_limb_decides_some_case(name: str, limb: str) -> None:
    rule = every_rule()[name]
    word = "fail" if rule.kind == "bar" and limb in rule.limbs else "advisory"
    case = sample(CASES[name, limb]) if (name, limb) in CASES else rule.fails

    text = (rule.limbs | rule.advisories)[limb].text
    decided = [
        cell
        for cell in judged_sample(rule, case).cells.values()
        if (cell.word == word and cell.limb == limb) or f"also: {text}" in cell.reason
    ]

    assert decided, (
        f"{name} {limb}: {judged_sample(rule, case).product.reason}; write a case in tests/screening/limbs.py"
    )


@pytest.mark.parametrize(
    ("name", "limb"), sorted((name, limb) for name, rule in every_rule().items() for limb in rule.told)
)
def test_every_limb_that_is_told_is_told_of_some_case_and_changes_no_word(name: str, limb: str) -> None:
    rule = every_rule()[name]
    without = dataclasses.replace(rule, told={})
    case = sample(TOLD[name, limb])

    told = judged_sample(rule, case)
    plain = judged_sample(without, case)

    assert any(one.startswith(rule.told[limb].text) for one in told.product.beside)
    assert dataclasses.replace(told.product, beside=()) == dataclasses.replace(plain.product, beside=())
    assert {part: cell.word for part, cell in told.cells.items()} == {part: plain.of(part).word for part in told.cells}


def test_every_case_is_of_a_limb_that_there_is() -> None:
    assert sorted(set(CASES) - set(LIMBS)) == []


def without(key: str) -> str:
    """A good rule's file without a key at its top."""
    kept: list[str] = []
    inside = False
    for line in GOOD.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            inside = line.startswith(f"{key}:")
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def changed(old: str, new: str) -> str:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


ASKS = "{fact: {name: xuar_forced_labour, whose: product, equals: yes}}"
BAD = {
    "a missing sample": (without("unknown"), "D202", "unknown"),
    "an unknown key": (changed("clock: signed", "clok: signed"), "D201", "clok"),
    "an unknown stage": (changed(ASKS, "{origin: {stages: [cooked], in: [CN]}}"), "D204", "cooked"),
    "two questions in one condition": (
        changed(ASKS, "{fact: {name: a, equals: yes}, origin: {stages: [manufactured], in: [CN]}}"),
        "S101",
        "one question",
    ),
    "a sample with the wrong verdict": (
        changed(
            "passes: {buyer: US-DoD, delivered: 2027-03-01, product: {facts: {xuar_forced_labour: no}}}",
            "passes: {buyer: US-DoD, delivered: 2027-03-01, product: {facts: {xuar_forced_labour: yes}}}",
        ),
        "S101",
        "passes",
    ),
    "a share that is none": (
        changed("product: {facts: {xuar_forced_labour: no}}", "product: {origin: {manufactured: half CN}}"),
        "S101",
        "share",
    ),
    "no citation": (
        changed(
            "citation: [10 U.S.C. 4661, 'FY2023 NDAA, Pub. L. 117-263, section 855', DFARS 252.225-7060 (JUN 2023)]",
            "citation: []",
        ),
        "S101",
        "citation",
    ),
    "a link that is no address": (changed("links: [https://", "links: [file://"), "S101", "address"),
    "a group that is not named": (
        changed(ASKS, "{origin: {stages: [manufactured], in: [covered]}}"),
        "S101",
        "covered",
    ),
    "neither inside nor outside": (changed(ASKS, "{origin: {stages: [manufactured]}}"), "S101", "in or outside"),
    "no stage of an origin": (changed(ASKS, "{origin: {in: [CN]}}"), "S101", "stages"),
    "ownership neither inside nor outside": (
        changed(ASKS, "{owned: {stages: [manufactured]}}"),
        "S101",
        "in or outside",
    ),
    "a fact that may be anything": (changed(ASKS, "{fact: {name: a}}"), "S101", "what it must be"),
    "a word that is not among the words": (
        changed(ASKS, "{fact: {name: a, equals: maybe, words: [yes, no]}}"),
        "S101",
        "words",
    ),
    "a fact of the bill that is taken": (changed(ASKS, "{fact: {name: a, equals: yes, assume: no}}"), "S101", "taken"),
    "a day that is none": (changed(ASKS, "{share: {in: [US], below: {soon: 65%}}}"), "S101", "soon"),
    "a share of cost of a part": (
        changed("reaches: product", "reaches: any_tier").replace(ASKS, "{share: {in: [US], below: {2024-01-01: 65%}}}"),
        "S101",
        "of the product",
    ),
    "unknown origins that favour the seller": (
        changed(ASKS, "{share: {in: [US], above: {2024-01-01: 65%}, unknown: outside}}"),
        "S101",
        "favour",
    ),
    "no condition": (changed(f"fails_if: [{ASKS}]", "fails_if: []"), "S101", "no condition"),
    "components without names": (changed("reaches: product", "reaches: named_component"), "S101", "categories"),
    "holding without a material": (
        changed("reaches: product", "reaches: product\n    holds: [motor]"),
        "S101",
        "holds",
    ),
    "an exemption of a limb that is not there": (
        changed(
            "cures:",
            f"exemptions: {{waiver: {{text: waived, when: [{ASKS}], limbs: [nowhere], proof: a paper}}}}\ncures:",
        ),
        "S101",
        "nowhere",
    ),
    "a country that is none": (
        changed("limbs:", "countries: {bad: {countries: [China]}}\nlimbs:"),
        "S101",
        "country code",
    ),
    "two limbs of one name": (
        changed("cures:", f"told: {{declared: {{text: told, reaches: product, fails_if: [{ASKS}]}}}}\ncures:"),
        "S101",
        "two limbs named",
    ),
    "no limbs": (changed("limbs:", "limbs: {}\nother:"), "D201", "other"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gives_a_finding_with_its_place_and_no_rule(name: str, tmp_path: Path) -> None:
    text, code, says = BAD[name]
    (tmp_path / "MY-RULE.yaml").write_text(text, encoding="utf-8")

    read = read_pack(tmp_path)

    assert read.rules == {}
    found = [one for one in read.findings if one.code == code and says in one.message + one.mend]
    assert found, [(one.code, one.message) for one in read.findings]
    assert all(one.place.file.endswith("MY-RULE.yaml") and one.mend for one in found)


def test_a_file_whose_name_cannot_name_a_rule_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my rule.yaml").write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")

    read = read_pack(tmp_path)

    assert read.rules == {}
    assert read.findings[0].code == "S101"


HOSTILE = {
    "an alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n",
    "a tag that makes objects": "title: !!python/object/apply:os.system [echo]\n",
    "no table": "[a, b]\n",
    "two documents": "title: a\n---\ntitle: b\n",
    "the same key twice": "title: a\ntitle: b\n",
    "not even YAML": "title: [a\n  b: }\n",
    "nothing": "",
    "depth": "title: " + "[" * 500 + "]" * 500 + "\n",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_yaml_is_a_finding_and_not_an_exception(name: str, tmp_path: Path) -> None:
    (tmp_path / "MY-RULE.yaml").write_text(HOSTILE[name], encoding="utf-8")

    read = read_pack(tmp_path)

    assert read.rules == {}
    assert read.findings


def test_bytes_that_are_no_text_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "MY-RULE.yaml").write_bytes(b"\xff\xfe\x00title")

    read = read_pack(tmp_path)

    assert read.rules == {}
    assert read.findings
