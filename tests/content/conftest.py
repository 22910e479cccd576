import pytest

from tests.support.snapshots import put_site


@pytest.fixture
def site(db, settings, tmp_path):
    """The public site as a new portal has it, with its files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    put_site()
