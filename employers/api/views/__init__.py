from employers.api.views.accounts import (
    EmailVerifyView,
    MeView,
    PasswordForgotView,
    PasswordResetView,
    RegisterView,
    TokenRefreshView,
    TokenRevokeView,
    TokenView,
    limit_account,
)
from employers.api.views.employer import EmployerView
from employers.api.views.keys import ApiKeysView, ApiKeyView
from employers.api.views.published import KeySetView, PublicEmployerView
from employers.api.views.users import UsersView, UserTwoFactorResetView, UserView

__all__ = [
    "ApiKeyView",
    "ApiKeysView",
    "EmailVerifyView",
    "EmployerView",
    "KeySetView",
    "MeView",
    "PasswordForgotView",
    "PasswordResetView",
    "PublicEmployerView",
    "RegisterView",
    "TokenRefreshView",
    "TokenRevokeView",
    "TokenView",
    "UserTwoFactorResetView",
    "UserView",
    "UsersView",
    "limit_account",
]
