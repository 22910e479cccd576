from django.urls import path

from portal.audit.views import JournalView, VerificationView

app_name = "audit"
urlpatterns = [
    path("", JournalView.as_view(), name="journal"),
    path("resultats/", JournalView.as_view(results_only=True), name="journal_results"),
    path("verification/", VerificationView.as_view(), name="verification"),
]
