"""Signing in, the second factor, invitations."""

from django.urls import path

from portal.accounts.views import stub

app_name = "accounts"
urlpatterns = [
    path("connexion/", stub, name="sign_in"),
    path("connexion/code/", stub, name="code"),
]
