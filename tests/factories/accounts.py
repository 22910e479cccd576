"""People of the staff, plainly fictional."""

import factory

from portal.accounts.models import User
from portal.accounts.roles import Role

PASSWORD = "une lampe sous la pluie"


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(roles=[Role.CASE_MANAGER])`; the password is `PASSWORD`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"personne{number}@example.org")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Fictive {number}")
    roles = ()

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault("password", PASSWORD)
        return model_class.objects.create_user(**kwargs)


def person(role, **fields):
    """A member of staff with this one role."""
    return UserFactory(roles=[Role(role)], **fields)
