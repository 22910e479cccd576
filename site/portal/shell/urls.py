"""Small addresses that belong to no room: health, robots, security contact, media of the public site."""

from django.urls import path, re_path

from portal.shell import views

app_name = "shell"
urlpatterns = [
    path("sante", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("favicon.ico", views.favicon, name="favicon"),
    re_path(r"^media/(?P<path>images/[A-Za-z0-9._-]+)$", views.media, name="media"),
]
