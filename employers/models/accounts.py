"""Employers, their users, and the platform's own accounts. Platform tables: they are read before a scope can open."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from employers.choices import BACK_OFFICE_ROLES, STORED_ROLES, Role
from hiretrack.context import reader_language
from hiretrack.tenancy import new_id


def spoken() -> str:
    """The language of whoever makes an account, for themselves or for somebody whom they invite."""
    return reader_language()


class Employer(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    logo_url = models.URLField(_("logo address"), max_length=500, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    about_md = models.TextField(_("about the employer"), blank=True, max_length=20_000)
    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default="#0f62fe",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Give a colour such as #0f62fe."))],
    )
    privacy_policy_url = models.URLField(_("privacy policy address"), max_length=500, blank=True)
    retention_months = models.PositiveSmallIntegerField(
        _("months that candidates are kept"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    reply_promise_days = models.PositiveSmallIntegerField(
        _("days until an answer"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    two_factor_required = models.BooleanField(
        _("two-factor sign-in required"),
        default=False,
        db_default=False,
        help_text=_("Whoever works here confirms each sign-in with a code from a phone."),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user with a hashed password; without one, sign-in by password is impossible."""
        user = self.model(email=email.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, email_verified_at=timezone.now(), **fields)


class User(AbstractBaseUser):
    """A person who signs in. The same address may stand once at each employer, and once without one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, null=True, blank=True, related_name="users", verbose_name=_("employer")
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    email_verified_at = models.DateTimeField(_("address verified at"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    roles = ArrayField(
        models.CharField(max_length=16, choices=Role.choices), verbose_name=_("roles"), default=list, blank=True
    )
    is_superuser = models.BooleanField(_("platform admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    signed_out_at = models.DateTimeField(_("signed out everywhere at"), null=True, blank=True, editable=False)
    """Sessions that began before have ended."""
    language = models.CharField(max_length=16, default=spoken, db_default="", blank=True, editable=False)
    """In which they were last seen, and are written to; empty for the installation's own."""
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.UniqueConstraint("employer", Lower("email"), name="user_email_per_employer"),
            models.UniqueConstraint(Lower("email"), condition=Q(employer=None), name="user_email_without_employer"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[str(role) for role in STORED_ROLES]), name="user_roles_known"
            ),
            models.CheckConstraint(
                condition=Q(employer__isnull=False) | ~Q(roles__overlap=[str(role) for role in BACK_OFFICE_ROLES]),
                name="user_back_office_has_employer",
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=False) | Q(employer=None), name="user_platform_admin_has_no_employer"
            ),
        ]
        indexes: ClassVar = [models.Index(Lower("email"), name="user_email_lower")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """For Django's and Unfold's pages."""
        return str(self)

    @property
    def is_staff(self) -> bool:
        """May enter the back office."""
        return self.is_superuser or bool(set(self.roles) & set(BACK_OFFICE_ROLES))

    @property
    def awaits_proof(self) -> bool:
        """A candidate's address that nobody has proven: until then no door lets anybody in, so that registering and
        then signing in tells nobody whether there was an account before."""
        return self.email_verified_at is None and self.employer_id is None and not self.is_superuser

    @property
    def may_enter(self) -> bool:
        """By any door: a page, a token, a session that has begun before."""
        return self.is_active and not self.awaits_proof

    @property
    def has_two_factor(self) -> bool:
        """Signing in takes a code as well as the password."""
        held = getattr(self, "two_factor", None)
        return held is not None and held.confirmed_at is not None

    @property
    def owes_two_factor(self) -> bool:
        """The employer asks for two-factor sign-in and it is not set up yet: until then nothing else is open."""
        if self.employer is None or not self.employer.two_factor_required:
            return False
        return self.is_staff and not self.has_two_factor

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's sessions end when this changes; as long as nobody signed out everywhere it is Django's own.
        made: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if self.signed_out_at is None:
            return made
        salt = "employers.User.signed_out_at"
        return salted_hmac(salt, made + self.signed_out_at.isoformat(), secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        from employers.permissions import may

        return self.is_active and may(self, perm)

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_active and self.is_staff
