"""What screening found, as tables for a terminal. Formatting only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dronedeal.cli import output
from dronedeal.cli.tables_bill import made
from dronedeal.screening import (
    NOT_ADVICE,
    SYNTHETIC,
    Bill,
    Cured,
    Entry,
    KitScreened,
    Listing,
    Rule,
    Screening,
    dependency,
)
from dronedeal.screening.names import Compared, shown

__all__ = ["show_lists", "show_names", "show_rule", "show_rules", "show_screening"]

_TROUBLE = ("fail", "unknown", "advisory", "exempt")
_PARTS = 40
"""Most rows of a table of parts."""


def show_screening(found: Screening, *, every: bool) -> None:
    """Print the three answers: what bars, what it costs, what it depends on; then parts, turns and notes."""
    purchase = found.purchase
    output.tell(
        f"{purchase.buyer} with money of {purchase.money}, signed {purchase.day_signed}, delivered {purchase.delivered}"
        + (f", as known on {purchase.as_of}" if purchase.as_of else "")
    )
    output.tell(
        f"packs asked: {', '.join(f'{name} ({count} rules)' for name, count in sorted(found.packs.items())) or 'none'}"
    )
    for note in found.notes:
        output.tell(f"note: {note}")
    alone = len(found.kits) == 1
    output.table(
        "May it be bought?",
        ("system", "kit", "answer"),
        [(kit.system or kit.screened.bill.name, kit.kit, _answer(kit)) for kit in found.kits],
        titled=True,
    )
    for kit in found.kits:
        if alone or every:
            _kit(kit, every=every)
        else:
            _turns(kit)
            if kit.cured is not None:
                _cure(kit.screened.bill, kit.cured, f"{kit.system} {kit.kit}: ")
    if not (alone or every):
        output.tell("part by part: --all, one bill by itself, or --json FILE; what a rule says: dronedeal rules RULE")
    _listed(found)
    missing = sorted({name for name in _lists(found) if name not in found.held})
    if missing:
        output.tell(
            f"note: lists that rules ask for and that are not held: {', '.join(missing)}: dronedeal lists --help"
        )
    notes = dict.fromkeys(note for kit in found.kits for note in kit.screened.notes)
    made_up = [kit for kit in found.kits if kit.screened.bill.synthetic]
    if len(made_up) > 1:
        notes = {note: None for note in notes if not note.startswith(SYNTHETIC)}
        told = f"{len(made_up)} of {len(found.kits)} bills are synthetic: parts, costs and makers are made up"
        output.tell(f"note: {told}; dronedeal bom FILE says how")
    for note in notes:
        output.tell(f"note: {note}")
    output.tell(NOT_ADVICE)


def _answer(kit: KitScreened) -> str:
    """The answer in a line: what bars, how many questions are open, or that nothing was found, which is no clearance."""
    judged = kit.screened.judged
    barring = [name for name, one in judged.items() if one.product.word == "fail"]
    open_ = [name for name, one in judged.items() if one.product.word == "unknown"]
    asked = sum(1 for one in judged.values() if one.product.word != "not_applicable")
    if barring:
        return f"no: {', '.join(barring)}" + (
            f"; {output.counted(len(open_), 'more rule leaves', 'more rules leave')} a question" if open_ else ""
        )
    if open_:
        return f"open: {', '.join(open_)}"
    if not asked:
        return "no rule of these packs applies to this purchase: that is no clearance"
    return f"no bar found under {output.counted(asked, 'rule', 'rules')} that apply"


def _kit(kit: KitScreened, *, every: bool) -> None:
    bill = kit.screened.bill
    called = " ".join(one for one in (kit.system, kit.kit) if one) or bill.name or bill.source
    shown = [
        (one.rule, one.product)
        for one in kit.screened.judged.values()
        if every or one.product.word not in {"not_applicable", "pass"}
    ]
    passed = [name for name, one in kit.screened.judged.items() if one.product.word == "pass"]
    output.table(
        f"{called}: may it be bought?",
        ("rule", "verdict", "what decides", "sure", "costs"),
        [
            (rule.id, cell.word.replace("_", " "), cell.reason, rule.confidence, _cost(cell.effect))
            for rule, cell in shown
        ],
        titled=True,
    )
    if passed and not every:
        output.tell(f"passes: {', '.join(passed)}")
    for rule, cell in ((one.rule, one.product) for one in kit.screened.judged.values()):
        for said in cell.beside:
            output.tell(f"beside {rule.id}, which it does not change: {said}")
    _parts(kit, every=every)
    rows = [
        (
            one.stage, ", ".join(one.countries), str(len(one.parts)), str(len(one.unknown)),
            "" if one.low is None or one.high is None else f"{one.low:.0%}" if one.low == one.high else f"{one.low:.0%} to {one.high:.0%}",
        )
        for one in dependency(bill)
        if one.parts or (one.unknown and one.stage == "manufactured")
    ]  # fmt: skip
    if rows:
        output.table(
            "What it depends on, whether or not a rule minds: stages that lie in countries of concern",
            ("stage", "countries", "parts", "not known of", "share of cost"),
            rows,
            right=(2, 3, 4),
            titled=True,
        )
    if kit.cured is not None:
        _cure(bill, kit.cured)
    _turns(kit)


def _listed(found: Screening) -> None:
    """Print which parties of the bills stand on a list, or may: each once, with the kits that it is of where there are several."""
    kits: dict[tuple[str, ...], list[str]] = {}
    for kit in found.kits:
        for one in kit.met:
            match, entry = one.match, one.match.entry
            party = one.party.name or one.party.id
            row = (
                party if match.name == party else f"{party}: {match.name}", entry.list, entry.name, f"{match.score:.2f}",
                _band(one.band, exact=one.exact, said=one.said), match.alias, shown(match.tokens),
            )  # fmt: skip
            kits.setdefault(row, []).append(" ".join(said for said in (kit.system, kit.kit) if said))
    if not kits:
        named = any(kit.screened.bill.parties for kit in found.kits)
        held = output.counted(len(found.held), "list that is held", "lists that are held")
        output.tell(
            f"nobody that it names is like an entry of the {held}"
            if named
            else "it names no maker or seller, so nobody can be found listed"
        )
        return
    alone = len(found.kits) == 1
    output.table(
        "Who in it is listed, or may be: only the same name is a match, all else is for a person to look at",
        ("party", "list", "like", "score", "band", "by", "words", *(() if alone else ("in",))),
        [
            row if alone else (*row, f"{len(ones)} kits" if len(ones) > 2 else ", ".join(ones))  # noqa: PLR2004
            for row, ones in list(kits.items())[:_PARTS]
        ],
        right=(3,),
        titled=True,
    )
    if len(kits) > _PARTS:
        output.tell(f"and {len(kits) - _PARTS:,} more: --json FILE has them all")


def _band(band: str, *, exact: bool, said: str) -> str:
    """A band with what it rests on: a person's word, or the same name."""
    return band + (f", {said}" if said else ", exact" if exact else "")


def _turns(kit: KitScreened) -> None:
    """Print when verdicts turn, if that was asked and any does."""
    bill = kit.screened.bill
    called = " ".join(one for one in (kit.system, kit.kit) if one)
    if any(turn.before is not None for turn in kit.turns):
        names = {part.id: part.name or part.id for part in bill.parts}
        output.table(
            f"When verdicts turn, by day of delivery{f': {called}' if called else ''}",
            ("from", "rule", "part", "until then", "then", "why"),
            [
                (
                    str(turn.since), turn.rule, names.get(turn.part, "the product"), turn.before.word.replace("_", " "),
                    turn.after.word.replace("_", " "), turn.after.reason,
                )
                for turn in kit.turns
                if turn.before is not None and (not called or not turn.part)
            ],
            titled=True,
        )  # fmt: skip


def _cure(bill: Bill, cured: Cured, of: str = "") -> None:
    """Print what a cure takes and what it puts out, who makes both where, what it turns and what it newly breaks."""
    currency = bill.currency
    if cured.status != "optimal":
        output.tell(f"{of}{'' if of else 'cure: '}{cured.status}{f': {cured.because}' if cured.because else ''}")
        return
    parts = {part.id: part for part in bill.parts}
    output.table(
        f"{of}{'t' if of else 'T'}he cheapest cure of the alternatives given: {cured.each:+,.2f} {currency} each, {cured.once:,.0f} {currency} once; "
        f"first delivery {cured.ready}",
        ("instead of", "made", "take", "made", "lead, days", "once"),
        [
            (
                parts[one.replaces].name or one.replaces,
                made(bill, parts[one.replaces]),
                one.part.name or one.id,
                made(bill, one.part),
                str(one.lead),
                f"{one.once:,.0f}",
            )
            for one in cured.chosen
        ],
        right=(4, 5),
        titled=True,
    )
    if cured.because:
        output.tell(f"note: {cured.because}")
    for one in cured.turned:
        output.tell(f"turns {one.rule}: {one.before.word.replace('_', ' ')} to {one.after.word.replace('_', ' ')}")
    for one in cured.broken:
        output.tell(
            f"breaks {one.rule}: {one.before.word.replace('_', ' ')} to {one.after.word.replace('_', ' ')}: {one.after.reason}"
        )


def _parts(kit: KitScreened, *, every: bool) -> None:
    bill = kit.screened.bill
    names = {part.id: part.name or part.id for part in bill.parts}
    rows = [
        (names[part], rule.id, cell.word, "; ".join(cell.missing) or cell.exemption or cell.reason)
        for rule, part, cell in kit.screened.verdicts()
        if (every or cell.word in _TROUBLE) and part != bill.product.id
    ]
    rows.sort(key=lambda row: (_TROUBLE.index(row[2]) if row[2] in _TROUBLE else len(_TROUBLE), row[0], row[1]))
    if not rows:
        return
    output.table(
        "Part by part",
        ("part", "rule", "verdict", "what is missing, or why"),
        [(part, rule, word.replace("_", " "), why) for part, rule, word, why in rows[:_PARTS]],
        titled=True,
    )
    if len(rows) > _PARTS:
        output.tell(f"and {len(rows) - _PARTS:,} more: --json FILE has them all")


def _cost(effect: object) -> str:
    from dronedeal.screening import Effect

    if not isinstance(effect, Effect):
        return ""
    said = [
        f"compared at {1 + effect.evaluation:.2f} of its price" if effect.evaluation is not None else "",
        f"duty of {effect.duty:.0%}{f' ({effect.heading})' if effect.heading else ''}"
        if effect.duty is not None
        else "",
    ]
    return ", ".join(one for one in said if one)


def _lists(found: Screening) -> Iterable[str]:
    from dronedeal.screening import lists_asked

    for rule in found.rules.values():
        yield from lists_asked(rule)


def show_rules(rules: Iterable[Rule]) -> None:
    """Print every rule in a line."""
    output.table(
        "Rules, and how sure their text is here (P primary text read, S a secondary source, K unconfirmed)",
        ("pack", "rule", "kind", "sure", "from", "until", "title"),
        [
            (rule.pack, rule.id, rule.kind, rule.confidence, str(rule.since or ""), str(rule.until or ""), rule.title)
            for rule in rules
        ],
        titled=True,
    )
    output.tell(NOT_ADVICE)


def show_rule(rule: Rule) -> None:
    """Print one rule whole."""
    output.tell(f"{rule.id}  {rule.title}")
    output.tell(f"{rule.text}")
    for citation in rule.citation:
        output.tell(f"cited: {citation}")
    for link in rule.links:
        output.tell(f"read at: {link}")
    output.tell(
        f"sure: {rule.confidence}, checked {rule.checked}; in force {rule.since or 'already'} to {rule.until or 'open end'}, by the day {rule.clock}"
    )
    for name, limb in rule.limbs.items():
        window = f" (from {limb.since})" if limb.since else ""
        output.tell(f"fails if ({name}){window}: {limb.text}")
    for name, limb in rule.advisories.items():
        output.tell(f"tells ({name}): {limb.text}")
    for name, limb in rule.told.items():
        output.tell(f"tells beside its verdict ({name}): {limb.text}")
    for name, exemption in rule.exemptions.items():
        until = f" until {exemption.until}" if exemption.until else ""
        output.tell(f"exempt ({name}){until}: {exemption.text}; proof: {exemption.proof}")
    if rule.waiver is not None:
        output.tell(f"waiver: {rule.waiver.who}{f', {rule.waiver.how}' if rule.waiver.how else ''}")
    for cure in rule.cures:
        output.tell(f"cure: {cure.action}{f' (changes {cure.changes})' if cure.changes else ''}")
    if rule.unsure:
        output.tell(f"unsure: {rule.unsure}")
    output.tell(NOT_ADVICE)


def show_lists(held: Mapping[str, tuple[Listing, ...]], entries: Iterable[Entry]) -> None:
    """Print the lists that are held."""
    counts = Counter(entry.list for entry in entries if entry.known_to is None and entry.valid_to is None)
    output.table(
        "Lists that are held",
        ("list", "stand on it", "editions", "last known from", "taken from"),
        [
            (name, str(counts[name]), str(len(ones)), str(ones[-1].known_from or ""), ones[-1].source)
            for name, ones in sorted(held.items())
        ],
        right=(1, 2),
        titled=True,
    )
    output.tell("only names that statutes write out come with the package; take others with --add")


def show_names(found: Iterable[Compared], entries: Mapping[str, Entry], parties: Sequence[str] = ()) -> None:
    """Print names and what they are like; with the party of each, if they are of a bill."""
    output.table(
        "How alike names are; only the same name is a match, all else is for a person to look at",
        ("party" if parties else "row", "name", "like", "score", "band", "by", "words"),
        [
            (
                parties[one.row - 1] if parties else str(one.row), one.name, entries[one.other].name if one.other in entries else one.other,
                "" if one.likeness is None else f"{one.likeness.score:.2f}", _band(one.band, exact=one.likeness is not None and one.likeness.exact, said=one.said),
                "" if one.likeness is None else one.likeness.alias,
                "" if one.likeness is None else shown(one.likeness.tokens),
            )
            for one in found
        ],
        right=(3,) if parties else (0, 3),
        titled=True,
    )  # fmt: skip
