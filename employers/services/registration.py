"""New employers and new accounts."""

from __future__ import annotations

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as UNUSABLE
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from employers.choices import Role
from employers.journal import record_about
from employers.models import Employer, Identity, User
from employers.queries import accounts_of
from employers.services.passwords import check_new_password
from employers.services.two_factor import drop_unproven_two_factor
from employers.tokens import end_access
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import employer_scope

SLUG_LENGTH = 80


def create_employer(
    *,
    name: str,
    slug: str | None = None,
    admin_email: str | None = None,
    admin_name: str | None = None,
    admin_password: str | None = None,
) -> Employer:
    """An employer, by the installation's staff; with `admin_email` also its first employer admin, whose address
    counts as verified. Without a password that admin is invited by mail. Without a slug one is made from the name.

    Raises `Invalid` when the given slug is taken or the password is too weak.
    """
    if admin_email:
        check_new_password(admin_password, email=admin_email, name=admin_name or "", pointer="/admin_password")
    with transaction.atomic():
        employer = _new_employer(name, slug)
        if admin_email:
            admin = _new_admin(employer, admin_email, admin_name or admin_email, admin_password)
            admin.email_verified_at = timezone.now() if admin_password else None
            admin.invited_at = None if admin_password else timezone.now()
            admin.save(update_fields=["email_verified_at", "invited_at"])
            record_about(admin, "user.invited" if admin_password is None else "user.added")
        return employer


def register_employer(
    *, employer_name: str, employer_slug: str | None = None, email: str, name: str, password: str
) -> Employer:
    """A new employer with its first employer admin, by themselves. Raises `Invalid` as `create_employer` does."""
    check_new_password(password, email=email, name=name)
    with transaction.atomic():
        employer = _new_employer(employer_name, employer_slug, pointer="/employer/slug")
        record_about(_new_admin(employer, email, name, password), "user.registered")
        return employer


def register_applicant(*, email: str, name: str, password: str) -> None:
    """A candidate's account. Raises `Invalid` when the password is too weak.

    Says nothing about whether the address was taken: then a mail goes there, a proven account stays as it is, and the
    work done (a password hash, an attempted row, a journal entry) is the same.
    """
    check_new_password(password, email=email, name=name)
    with transaction.atomic():
        user = User(email=email.strip(), name=name, roles=[Role.APPLICANT])
        user.set_password(password)
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            tell_owner(email)
        else:
            record_about(user, "user.registered")


def tell_owner(email: str) -> None:
    """A mail to whoever has the address: somebody has registered it once more."""
    for owner in accounts_of(email, without_employer=True):
        if owner.email_verified_at is None and not owner.is_superuser:
            _contest(owner)
        else:
            record_about(owner, "user.registration_repeated")


def _contest(owner: User) -> None:
    """Two have registered an address that neither has proven: neither's password counts any more, nor a second factor,
    nor an account elsewhere. Whoever reads the mail sets one, and has proven the address by that.

    Otherwise a stranger could register first, and the owner's own click on the mail would prove the address for an
    account that opens with the stranger's password.
    """
    unproven = User.objects.filter(pk=owner.pk, email_verified_at=None)
    if unproven.select_for_update(no_key=True).first() is not None:
        drop_unproven_two_factor(user=owner)
        Identity.objects.filter(user=owner).delete()
    with_password = unproven.exclude(password__startswith=UNUSABLE)
    if with_password.update(password=make_password(None), updated_at=timezone.now()):
        end_access(owner.pk)
    record_about(owner, "user.password_reset_requested", contested=True)


def _new_admin(employer: Employer, email: str, name: str, password: str | None) -> User:
    return User.objects.create_user(email, password, name=name[:200], employer=employer, roles=[Role.EMPLOYER_ADMIN])


def _new_employer(name: str, slug: str | None, pointer: str = "/slug") -> Employer:
    employer = Employer(name=name.strip())
    for candidate in [slug] if slug else _free_slugs(name):
        employer.slug = candidate
        try:
            with transaction.atomic():
                employer.save(force_insert=True)
                with employer_scope(employer.pk):
                    record("employer.created", entity=employer, employer_id=employer.pk)
        except IntegrityError:
            continue
        return employer
    taken = FieldError(pointer, "slug_taken", "Another employer has this address already.")
    raise Invalid("The employer's short name is taken.", errors=[taken])


def _free_slugs(name: str) -> list[str]:
    """Slugs to try, best first; the last ends in random letters, for names that many share."""
    stem = slugify(name)[: SLUG_LENGTH - 12].strip("-") or "employer"
    taken = set(Employer.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    free = [slug for slug in numbered if slug not in taken][:3]
    return [*free, f"{stem}-{Employer().pk.hex[-8:]}"]
