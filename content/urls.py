"""Public addresses that are not pages: the feed of reports, the headless API, the site map."""

app_name = "content"
urlpatterns = []
