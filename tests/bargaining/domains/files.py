"""A small domain in the three formats of others, and profiles whose answers are worked out by hand."""

from __future__ import annotations

from pathlib import Path

# Two issues. The buyer weighs price 3 and service 1, the seller the other way round; evaluations run to 10 and to 4, as GENIUS' do.
GENIUS = {
    "domain.xml": """<negotiation_template><utility_space number_of_issues="2"><objective name="root">
<issue index="1" name="price" type="discrete" vtype="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="days" type="integer" vtype="integer" lowerbound="1" upperbound="3"/>
</objective></utility_space></negotiation_template>""",
    "buyer.xml": """<utility_space><objective name="any">
<issue index="1" name="price"><item index="1" value="low" evaluation="10"/><item index="2" value="high" evaluation="2"/></issue>
<issue index="2" name="days" lowerbound="1" upperbound="3"><evaluator ftype="linear" slope="-0.5" offset="1.0"/></issue>
<weight index="1" value="3"/><weight index="2" value="1"/></objective><reservation value="0.25"/></utility_space>""",
    "seller.xml": """<utility_space><objective name="any">
<issue index="1" name="price"><item index="1" value="low" evaluation="1"/><item index="2" value="high" evaluation="4"/></issue>
<issue index="2" name="days" lowerbound="1" upperbound="3"><evaluator ftype="linear" slope="0.5" offset="0.0"/></issue>
<weight index="1" value="1"/><weight index="2" value="3"/></objective></utility_space>""",
}

GENIUSWEB = {
    name: f"""{{"LinearAdditiveUtilitySpace": {{"name": "{name}", "issueUtilities": {{
 "price": {{"DiscreteValueSetUtilities": {{"valueUtilities": {{"low": {low}, "high": {high}}}}}}},
 "days": {{"NumberValueSetUtilities": {{"lowValue": 1, "lowUtility": {first}, "highValue": 3, "highUtility": {last}}}}}}},
 "issueWeights": {{"price": {weight}, "days": {rest}}},
 "domain": {{"name": "Small", "issuesValues": {{"price": {{"values": ["low", "high"]}}, "days": {{"range": ["1", "3", "1"]}}}}}},
 "reservationBid": {bid}}}}}"""
    for name, low, high, first, last, weight, rest, bid in (
        ("buyer", "1", "0.2", "1", "0", "0.75", "0.25", '{"issuevalues": {"price": "high", "days": "2"}}'),
        ("seller", "0.25", "1", "0", "1", "0.25", "0.75", "null"),
    )
}

NEGMAS = {
    "Small.yml": """
name: Small
type: DiscreteCartesianOutcomeSpace
issues:
- {name: price, type: CategoricalIssue, values: [low, high]}
- {name: days, type: ContiguousIssue, values: [1, 3]}
""",
    "buyer.yml": """
name: buyer
type: LinearAdditiveUtilityFunction
reserved_value: 0.25
weights: [0.75, 0.25]
values:
- {type: TableFun, mapping: {low: 1.0, high: 0.2}}
- {type: AffineFun, slope: -0.5, bias: 1.5}
""",
    "seller.yml": """
name: seller
type: LinearAdditiveUtilityFunction
reserved_value: 0.0
weights: [0.25, 0.75]
values:
- {type: TableFun, mapping: {low: 0.25, high: 1.0}}
- {type: AffineFun, slope: 0.5, bias: -0.5}
""",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    """A folder with some files; GeniusWeb's are JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / (name if "." in name else f"{name}.json")).write_text(text, "utf-8")
    return folder
