from __future__ import annotations

from django.urls import path

from hiretrack.office.people import account, employer, signing_in, two_factor, users

EMPLOYER = "employers/employer/<uuid:employer_id>/"
USER = "employers/user/<uuid:user_id>/"
urlpatterns = [
    # Before Django's own, which would ask for no code.
    path("login/", signing_in.SignInPage.as_view(), name="sign-in"),
    path("login/code/", signing_in.CodePage.as_view(), name="sign-in-code"),
    path("account/", account.AccountPage.as_view(), name="account"),
    path("account/name/", account.RenameCommand.as_view(), name="account-name"),
    path("account/notifications/", account.PreferencesCommand.as_view(), name="account-notifications"),
    path("account/sign-out/", account.SignOutEverywhereCommand.as_view(), name="account-sign-out"),
    path("account/browsers/<uuid:sign_in>/sign-out/", account.SignOutBrowserCommand.as_view(), name="account-browser"),
    path("account/programs/<uuid:family>/sign-out/", account.SignOutProgramCommand.as_view(), name="account-program"),
    path("account/two-factor/", two_factor.TwoFactorPage.as_view(), name="two-factor"),
    path(f"{EMPLOYER}retention/", employer.RetentionPage.as_view(), name="employer-retention"),
    path(f"{EMPLOYER}about/", employer.AboutPreview.as_view(), name="employer-about"),
    path(f"{USER}link/", users.SendLinkCommand.as_view(), name="user-link"),
    path(f"{USER}deactivate/", users.DeactivateCommand.as_view(), name="user-deactivate"),
    path(f"{USER}reactivate/", users.ReactivateCommand.as_view(), name="user-reactivate"),
    path(f"{USER}reset-two-factor/", users.ResetTwoFactorCommand.as_view(), name="user-reset-two-factor"),
]
