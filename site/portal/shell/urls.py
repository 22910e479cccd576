"""Small addresses that belong to no room: health, robots, security contact, media of the public site."""

app_name = "shell"
urlpatterns = []
