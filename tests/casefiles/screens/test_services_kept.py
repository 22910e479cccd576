"""Who keeps the directory cannot, without knowing it, rub a service out of case files."""

import pytest
from django.urls import reverse

from content.directory.models import Service
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory


@pytest.mark.django_db
def test_a_service_that_a_request_names_is_hidden_and_not_deleted(client_for, communication, case_manager):
    service = ServiceFactory(name="Service Fictif")
    referral = make.received_referral(make.heberge_toit(case_manager))
    referral.orienting_service = service
    referral.save()
    answer = client_for(communication).post(reverse("partner_service:delete", args=[service.pk]), follow=True)
    assert "ne peut pas être effacé" in answer.content.decode()
    referral.refresh_from_db()
    assert referral.orienting_service == service


@pytest.mark.django_db
def test_a_service_that_nothing_names_can_be_deleted(client_for, communication):
    service = ServiceFactory(name="Service Fictif")
    client_for(communication).post(reverse("partner_service:delete", args=[service.pk]))
    assert not Service.objects.exists()
