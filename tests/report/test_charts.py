from dronedeal.report.charts import charts
from dronedeal.report.draw import svg
from tests.report.conftest import Written


def test_every_specification_keeps_vega_lites_schema(study: Written) -> None:
    import altair as alt

    for figure in charts(study.dossier):
        assert alt.Chart.from_dict(figure.spec, validate=True) is not None


def test_figures_are_drawn_alike_every_time(study: Written) -> None:
    for figure in charts(study.dossier):
        assert svg(figure) == svg(figure)


def test_without_a_plan_only_what_the_document_knows_is_drawn(no_zone: Written) -> None:
    assert [figure.name for figure in charts(no_zone.dossier)] == ["funnel"]
