"""Addresses of case work, under /gestion/. Who may reach them stands in casefiles/addresses.py."""

from django.urls import include, path

from casefiles.admin.agenda.urls import AGENDA
from casefiles.admin.answers import JoinedFileView, OriginalView, PrintedAnswersView
from casefiles.admin.assessments import AssessmentView, ComparisonView
from casefiles.admin.coordination.late import LateView
from casefiles.admin.coordination.reassign import ReassignView
from casefiles.admin.coordination.team import TeamView
from casefiles.admin.documents.urls import DOCUMENTS
from casefiles.admin.file_acts import FileActView, FileFormView
from casefiles.admin.file_page import FileView, PrintView
from casefiles.admin.filters.views import FilterActView, FiltersView
from casefiles.admin.handover.urls import HANDOVERS
from casefiles.admin.lists.files import FileListView
from casefiles.admin.lists.referrals import ReferralListView, WaitingListView
from casefiles.admin.persons.views import (
    CompareView,
    DistinguishView,
    DuplicatesView,
    ForgetDistinctView,
    UndoMergeView,
)
from casefiles.admin.plan_urls import PLAN
from casefiles.admin.referral_page import ReferralActView, ReferralView
from casefiles.admin.search.views import SearchView
from casefiles.admin.sharing.urls import SHARING
from casefiles.admin.timeline.view import TimelinePrintView, TimelineView

app_name = "casefiles"

urlpatterns = [
    path("orientations/", ReferralListView.as_view(), name="referral_list"),
    path("orientations/liste/", ReferralListView.as_view(results_only=True), name="referral_list_results"),
    path("orientations/<uuid:pk>/", ReferralView.as_view(), name="referral"),
    path("orientations/<uuid:pk>/reponses.pdf", PrintedAnswersView.as_view(), name="printed_answers"),
    path("orientations/<uuid:pk>/original.pdf", OriginalView.as_view(), name="original"),
    path("orientations/<uuid:pk>/fichiers/<uuid:file>/", JoinedFileView.as_view(), name="joined_file"),
    path("orientations/<uuid:pk>/<slug:act>/", ReferralActView.as_view(), name="referral_act"),
    path("attente/", WaitingListView.as_view(), name="waiting_list"),
    path("attente/liste/", WaitingListView.as_view(results_only=True), name="waiting_list_results"),
    path("coordination/", TeamView.as_view(), name="team"),
    path("coordination/retards/<slug:kind>/", LateView.as_view(), name="late"),
    path("coordination/confier/", ReassignView.as_view(), name="reassign"),
    path("filtres/<slug:which>/", FiltersView.as_view(), name="saved_filters"),
    path("filtres/<int:pk>/<slug:act>/", FilterActView.as_view(), name="saved_filter_act"),
    path("recherche/", SearchView.as_view(), name="search"),
    path("doublons/", DuplicatesView.as_view(), name="duplicates"),
    path("doublons/<uuid:kept>/<uuid:merged>/", CompareView.as_view(), name="compare_persons"),
    path(
        "doublons/<uuid:kept>/<uuid:merged>/deux-personnes/",
        DistinguishView.as_view(),
        name="distinguish_persons",
    ),
    path("doublons/distinctes/<uuid:pk>/reprendre/", ForgetDistinctView.as_view(), name="forget_distinct"),
    path("doublons/fusions/<uuid:pk>/defaire/", UndoMergeView.as_view(), name="undo_merge"),
    path("dossiers/", FileListView.as_view(), name="file_list"),
    path("dossiers/liste/", FileListView.as_view(results_only=True), name="file_list_results"),
    path("dossiers/<uuid:pk>/", FileView.as_view(), name="file"),
    path("dossiers/<uuid:pk>/imprimer/", PrintView.as_view(), name="file_print"),
    path("dossiers/<uuid:pk>/fil/", TimelineView.as_view(), name="timeline"),
    path("dossiers/<uuid:pk>/fil/imprimer/", TimelinePrintView.as_view(), name="timeline_print"),
    *DOCUMENTS,
    path("dossiers/<uuid:pk>/bilans/", ComparisonView.as_view(), name="assessments"),
    path("dossiers/<uuid:pk>/bilans/<uuid:assessment>/", AssessmentView.as_view(), name="assessment"),
    *PLAN,
    *AGENDA,
    *SHARING,
    *HANDOVERS,
    path("dossiers/<uuid:pk>/formulaire/<slug:act>/", FileFormView.as_view(), name="file_form"),
    path("dossiers/<uuid:pk>/acte/<slug:act>/", FileActView.as_view(), name="file_act"),
    path("dossiers/<uuid:pk>/acte/<slug:act>/<uuid:item>/", FileActView.as_view(), name="file_item_act"),
    path("dispositifs/", include("casefiles.admin.programmes.urls")),
]
