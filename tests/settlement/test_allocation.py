"""Which payment settles which debt: the clause it names, then the oldest, and never before the debt is due."""

from datetime import date

from dronedeal.settlement.allocation import Credit, Debt, Settled, allocated

JANUARY, FEBRUARY, MARCH, APRIL = (date(2027, month, 1) for month in (1, 2, 3, 4))


def debt(line: str, due: date, minor: int) -> Debt:
    return Debt(key=(line, "2027-Q1", "USD"), clause=line[0], due=due, minor=minor)


def test_the_oldest_debt_first_and_of_one_day_by_line() -> None:
    debts = [debt("c", FEBRUARY, 10), debt("b", JANUARY, 10), debt("a", FEBRUARY, 10)]

    settled, left = allocated(debts, [Credit(day=MARCH, minor=25)])

    assert settled == {
        ("b", "2027-Q1", "USD"): (Settled(day=MARCH, minor=10),),
        ("a", "2027-Q1", "USD"): (Settled(day=MARCH, minor=10),),
        ("c", "2027-Q1", "USD"): (Settled(day=MARCH, minor=5),),
    }
    assert left == ()


def test_what_is_paid_early_settles_on_the_due_day_and_what_is_over_stays_on_account() -> None:
    settled, left = allocated([debt("a", FEBRUARY, 10)], [Credit(day=JANUARY, minor=25), Credit(day=MARCH, minor=1)])

    assert settled == {("a", "2027-Q1", "USD"): (Settled(day=FEBRUARY, minor=10),)}
    assert left == (Credit(day=JANUARY, minor=15), Credit(day=MARCH, minor=1))


def test_a_named_clause_goes_before_an_earlier_payment_and_what_is_over_settles_others_from_its_own_day() -> None:
    debts = [debt("a", JANUARY, 10), debt("b", JANUARY, 10)]
    payments = [Credit(day=MARCH, minor=14, clause="b"), Credit(day=FEBRUARY, minor=3)]

    settled, left = allocated(debts, payments)

    assert settled == {
        ("b", "2027-Q1", "USD"): (Settled(day=MARCH, minor=10),),
        ("a", "2027-Q1", "USD"): (Settled(day=FEBRUARY, minor=3), Settled(day=MARCH, minor=4)),
    }
    assert left == ()


def test_the_parts_of_a_debt_come_in_the_order_of_their_days() -> None:
    payments = [Credit(day=APRIL, minor=4, clause="a"), Credit(day=MARCH, minor=6)]

    settled, _ = allocated([debt("a", JANUARY, 20)], payments)

    assert settled["a", "2027-Q1", "USD"] == (Settled(day=MARCH, minor=6), Settled(day=APRIL, minor=4))


def test_of_payments_of_one_day_those_of_earlier_clauses_and_smaller_ones_go_first() -> None:
    payments = [
        Credit(day=MARCH, minor=7, clause="b"),
        Credit(day=MARCH, minor=5, clause="b"),
        Credit(day=MARCH, minor=3, clause="a"),
    ]

    _, left = allocated([debt("b", JANUARY, 4)], payments)

    assert left == (Credit(day=MARCH, minor=3), Credit(day=MARCH, minor=1), Credit(day=MARCH, minor=7))


def test_a_payment_that_names_no_clause_does_not_prefer_what_stands_under_none() -> None:
    interest = Debt(key=("paying.late_interest", "2027-Q1", "USD"), clause="", due=FEBRUARY, minor=10)

    settled, _ = allocated([interest, debt("a", JANUARY, 10)], [Credit(day=MARCH, minor=10)])

    assert settled == {("a", "2027-Q1", "USD"): (Settled(day=MARCH, minor=10),)}
