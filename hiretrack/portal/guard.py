"""Who may send forms: so many from one address; applications only with a proof of not being a program."""

from __future__ import annotations

from django.http import HttpRequest

from applications.captcha import CaptchaFailed, captcha, check_without_script
from employers.api.views import limit_account
from hiretrack.api.throttling import address_client, enforce, hit
from hiretrack.portal.proving import ProvedForm


def count(request: HttpRequest) -> None:
    """One more form from this address. Raises 429, or 503 when limits cannot be checked."""
    enforce(hit("expensive", address_client(request)), guarded=True)


def count_account_page(request: HttpRequest) -> None:
    """One more account page from this address; sending one counts as the sign-ins do. Raises 429 and 503."""
    is_sent = request.method == "POST"
    enforce(hit("auth" if is_sent else "public", address_client(request)), guarded=is_sent)


def count_way_in(request: HttpRequest) -> None:
    """One more attempt to come in that no form was sent for. Raises 429 and 503."""
    enforce(hit("auth", address_client(request)), guarded=True)


def count_account(email: str) -> None:
    """One more mail asked for at this address, here or through the API. Raises 429 and 503."""
    limit_account(email)


def prove(request: HttpRequest, form: ProvedForm) -> None:
    """Take the form's proof; each counts once. Raises `CaptchaFailed`, 429 and 503.

    Without JavaScript nobody can do the proof of work: such a form has to pass a stricter rate, a bait and a clock.
    """
    given = form.cleaned_data
    if given["captcha"]:
        captcha().check(given["captcha"])
        return
    check_without_script(stamp=given["opened"], bait=given["homepage"], client=address_client(request))


def is_proved(request: HttpRequest, form: ProvedForm) -> bool:
    """`prove`, with what is wrong said in the form."""
    try:
        prove(request, form)
    except CaptchaFailed as error:
        form.add_error(None, [item.detail for item in error.errors])
        return False
    return True
