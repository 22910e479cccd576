"""Signing in, the second factor, invitations."""

app_name = "accounts"
urlpatterns = []
