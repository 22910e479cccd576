"""Signing in, the second factor, invitations, one's own access; and Wagtail's ways in, which lead here."""

from django.urls import path

from portal.accounts.people import confirming
from portal.accounts.people import views as people
from portal.accounts.views import code, ended, invitation, security, sign_in

app_name = "accounts"
urlpatterns = [
    path("connexion/", sign_in.SignInView.as_view(), name="sign_in"),
    path("connexion/aide/", sign_in.help_page, name="help"),
    path("connexion/code/", code.ask_code, name="code"),
    path("connexion/activer/", invitation.enrol, name="enrol"),
    path("connexion/reprendre/", ended.resume, name="resume"),
    path("deconnexion/", sign_in.sign_out, name="sign_out"),
    path("invitation/<str:token>/", invitation.use_invitation, name="invitation"),
    path("compte/securite/", security.security, name="security"),
    path("compte/securite/application/", security.replace_device, name="replace_device"),
    path("compte/securite/codes-de-secours/", security.recovery_codes, name="recovery_codes"),
    path("compte/securite/mot-de-passe/", security.change_password, name="change_password"),
    path("compte/sessions/<int:pk>/terminer/", security.end_session, name="end_session"),
    path("compte/sessions/terminer/", security.end_other_sessions, name="end_other_sessions"),
    path("gestion/equipe/<uuid:pk>/acces/", people.send_access_link, name="send_access_link"),
    path("gestion/equipe/<uuid:pk>/sessions/", people.end_user_sessions, name="end_user_sessions"),
    path("gestion/equipe/a-confirmer/", confirming.roles_to_confirm, name="roles_to_confirm"),
    path("gestion/equipe/a-confirmer/<int:pk>/", confirming.decide, name="decide_role"),
    # These stand before Wagtail's own: there is no way round the second factor.
    path("gestion/login/", sign_in.to_sign_in, name="wagtail_sign_in"),
    path("gestion/logout/", sign_in.sign_out, name="wagtail_sign_out"),
    path("gestion/password_reset/", sign_in.to_help, name="wagtail_password_reset"),
    path("gestion/password_reset/<path:rest>/", sign_in.to_help, name="wagtail_password_reset_confirm"),
    path("_util/login/", sign_in.to_sign_in, name="wagtail_front_sign_in"),
]
