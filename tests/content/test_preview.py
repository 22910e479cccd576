"""The preview beside the editor is a page of the portal in a frame of the portal."""

from content.models import ProjectPage


def test_the_preview_may_stand_in_the_editor_s_frame_and_nowhere_else(site, client_for, communication):
    page = ProjectPage.objects.get(slug="heberge-toit")
    response = client_for(communication).get(f"/gestion/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-ancestors 'none'" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
