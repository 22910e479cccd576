"""A member of staff."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, *, roles=(), **fields):
        """A member of staff with these roles; without a password nobody can sign in until invited."""
        from django.contrib.auth.models import Group

        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        user.groups.set([Group.objects.get_or_create(name=Role(role).value)[0] for role in roles])
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(
        _("adresse e-mail"),
        unique=True,
        error_messages={"unique": _("Une personne a déjà un compte avec cette adresse.")},
    )
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    date_joined = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    # Part of what every session of this person is signed with: raising it ends them all.
    factor_version = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("membre de l’équipe")
        verbose_name_plural = _("membres de l’équipe")
        ordering = ["last_name", "first_name"]

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name

    @cached_property
    def roles(self):
        """The set of Role values this person holds."""
        known = set(Role.values)
        return frozenset(Role(name) for name in self.groups.values_list("name", flat=True) if name in known)

    @property
    def role_names(self):
        """The roles in words, for people."""
        return ", ".join(sorted(role.label for role in self.roles)) or "aucun rôle"

    def has_role(self, *roles):
        return bool(self.is_active and self.roles.intersection(roles))

    def _get_session_auth_hash(self, secret=None):
        state = f"{self.password}|{self.factor_version}"
        return salted_hmac("portal.accounts.session", state, secret=secret, algorithm="sha256").hexdigest()
