from portal.crypto.blind_index import blind_index


def test_equal_values_meet_and_purposes_do_not():
    assert blind_index("person.phone", "32470000000") == blind_index("person.phone", "32470000000")
    assert blind_index("person.phone", "32470000000") != blind_index("person.national_number", "32470000000")


def test_it_depends_on_the_key_and_the_tenant(settings):
    before = blind_index("person.phone", "32470000000")
    settings.PORTAL_TENANT = "autre-relais"
    elsewhere = blind_index("person.phone", "32470000000")
    settings.PORTAL_INDEX_KEY = b"y" * 32
    assert len({before, elsewhere, blind_index("person.phone", "32470000000")}) == 3


def test_no_value_has_no_index():
    assert blind_index("person.phone", "") == ""
