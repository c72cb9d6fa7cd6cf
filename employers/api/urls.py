from django.urls import path

from employers.api import views

urlpatterns = [
    path("auth/register", views.RegisterView.as_view()),
    path("auth/token", views.TokenView.as_view()),
    path("auth/token:refresh", views.TokenRefreshView.as_view()),
    path("auth/token:revoke", views.TokenRevokeView.as_view()),
    path("auth/me", views.MeView.as_view()),
    path("auth/password:forgot", views.PasswordForgotView.as_view()),
    path("auth/password:reset", views.PasswordResetView.as_view()),
    path("auth/email:verify", views.EmailVerifyView.as_view()),
    path("public/employers/<slug:slug>", views.PublicEmployerView.as_view()),
    path("employer", views.EmployerView.as_view()),
    path("users", views.UsersView.as_view()),
    path("users/<uuid:user_id>", views.UserView.as_view()),
    path("users/<uuid:user_id>:reset-two-factor", views.UserTwoFactorResetView.as_view()),
    path("api-keys", views.ApiKeysView.as_view()),
    path("api-keys/<uuid:key_id>", views.ApiKeyView.as_view()),
]
