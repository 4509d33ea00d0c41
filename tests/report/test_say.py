from dronedeal.report.say import say
from tests.report.conftest import Written


def sentence(study: Written, path: str, **more: float) -> str:
    line = next(line for line in study.basis.unfolded.lines if line.path == path)
    return say(study.basis.deal, line, **more)  # type: ignore[arg-type]


def test_a_price_with_its_day_its_total_and_its_unit(study: Written) -> None:
    said = sentence(study, "terms.line_sale/price", total=4_600_000.0, units=1_000.0)

    assert said == (
        "Buyer pays Line company the price of what is delivered (1.9 × unit cost, assumed), on delivery: "
        "4.60 m USD in all, about 4,600 USD a unit."
    )


def test_what_is_still_open_is_told_as_open_or_with_the_value_chosen(study: Written) -> None:
    line = next(line for line in study.basis.unfolded.lines if line.path == "terms.sale/price")

    assert "(1.2 to 1.6 × unit cost)" in say(study.basis.deal, line)
    assert "(1.3 × unit cost; on the table: 1.2 to 1.6 × unit cost)" in say(
        study.basis.deal, line, package={"terms.sale.price": 1.3}
    )
    assert "45 days after delivery" in say(study.basis.deal, line)


def test_deliveries_and_rights(study: Written) -> None:
    assert (
        sentence(study, "terms.sale/interceptor")
        == "Makers deliver Interceptor drone to Buyer a quarter after it is made."
    )
    assert (
        sentence(study, "terms.licence/right")
        == "Makers grant Line company the right to build to print Interceptor drone."
    )


def test_fees_and_taxes(study: Written) -> None:
    assert sentence(study, "terms.licence/upfront").startswith(
        "Line company pays Makers a fee on signature (1.00 m USD, assumed)"
    )
    assert sentence(study, "parties.makers/tax").startswith("Makers pay Homeland tax on their operating profit")
