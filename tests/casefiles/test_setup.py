import pytest

from casefiles import setup
from casefiles.models import EligibilityCriterion, LifeAxis, Programme, RefusalReason, Stage, TerritoryPlace


@pytest.fixture
def ready(db):
    setup.create_reference_data()


def test_heberge_toit_is_as_its_page_says(ready):
    programme = Programme.objects.get(slug="heberge-toit")
    assert (programme.capacity_per_case_manager, programme.street_limit_months) == (10, 6)
    kinds = [stage.kind for stage in programme.stages.order_by("order")]
    assert kinds == ["intake", "assessment", "planning", "monitoring", "evaluation", "exit"]
    assert set(programme.territory.values_list("postal_code", flat=True)) == {"7100", "7110"}
    assert programme.life_axes.count() == 8
    kinds = set(programme.criteria.values_list("kind", flat=True))
    assert kinds == set(EligibilityCriterion.Kind) - {EligibilityCriterion.Kind.ANSWER}


def test_running_again_keeps_what_staff_changed(ready):
    LifeAxis.objects.filter(code="debts").update(label="Dettes", active=False)
    Stage.objects.filter(kind="intake").update(name="Premier accueil", asks_contact=False)
    programmes = Programme.objects.filter(slug="heberge-toit")
    programmes.update(capacity_per_case_manager=8, name="Héberge Toit+")
    counts = [model.objects.count() for model in (LifeAxis, Stage, TerritoryPlace, RefusalReason, Programme)]
    setup.create_reference_data()
    assert [
        model.objects.count() for model in (LifeAxis, Stage, TerritoryPlace, RefusalReason, Programme)
    ] == counts
    assert LifeAxis.objects.get(code="debts").label == "Dettes"
    assert not LifeAxis.objects.get(code="debts").active
    assert set(Stage.objects.filter(kind="intake").values_list("name", flat=True)) == {"Premier accueil"}
    assert programmes.get().capacity_per_case_manager == 8
