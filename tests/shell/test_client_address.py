"""Limits by address count people, whatever a request says about itself."""

import pytest

from portal.shell.client import UNKNOWN, client_address


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("", UNKNOWN),
        ("'; --", UNKNOWN),
    ],
)
def test_one_subscriber_is_one_address(rf, remote, counted):
    assert client_address(rf.get("/", REMOTE_ADDR=remote)) == counted


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.5, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.5, 198.51.100.7, 192.0.2.44", "198.51.100.7"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "n’importe quoi", UNKNOWN),
    ],
)
def test_only_what_our_own_proxies_add_is_believed(rf, settings, proxies, forwarded, counted):
    settings.PORTAL_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == counted
