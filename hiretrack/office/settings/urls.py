from django.urls import path

from hiretrack.office.settings import keys, mails, overview
from hiretrack.office.settings.journal import views as journal
from hiretrack.office.settings.webhooks import commands
from hiretrack.office.settings.webhooks import views as webhooks

_HOOK = "settings/webhooks/<uuid:webhook_subscription_id>/"
_DELIVERY = "settings/webhooks/deliveries/<uuid:webhook_delivery_id>/"

urlpatterns = [
    path("settings/", overview.SettingsPage.as_view(), name="settings"),
    path("settings/mails/", mails.MailsPage.as_view(), name="settings-mails"),
    path("settings/mails/<str:kind>/", mails.MailPage.as_view(), name="settings-mail"),
    path("settings/mails/<str:kind>/preview/", mails.Preview.as_view(), name="settings-mail-preview"),
    path("settings/mails/<str:kind>/test/", mails.Test.as_view(), name="settings-mail-test"),
    path("settings/mails/<str:kind>/restore/", mails.Restore.as_view(), name="settings-mail-restore"),
    path("settings/webhooks/", webhooks.WebhooksPage.as_view(), name="settings-webhooks"),
    path("settings/webhooks/add/", webhooks.AddPage.as_view(), name="settings-webhook-add"),
    path(_HOOK, webhooks.WebhookPage.as_view(), name="settings-webhook"),
    path(f"{_HOOK}secret/", webhooks.SecretPage.as_view(), name="settings-webhook-secret"),
    path(f"{_HOOK}ping/", commands.Ping.as_view(), name="settings-webhook-ping"),
    path(f"{_HOOK}switch/", commands.Switch.as_view(), name="settings-webhook-switch"),
    path(f"{_HOOK}redeliver/", commands.RedeliverMany.as_view(), name="settings-webhook-redeliver"),
    path(f"{_HOOK}delete/", commands.Delete.as_view(), name="settings-webhook-delete"),
    path(_DELIVERY, webhooks.DeliveryPage.as_view(), name="settings-delivery"),
    path(f"{_DELIVERY}redeliver/", commands.Redeliver.as_view(), name="settings-delivery-redeliver"),
    path("settings/api-keys/", keys.KeysPage.as_view(), name="settings-keys"),
    path("settings/api-keys/add/", keys.AddKeyPage.as_view(), name="settings-key-add"),
    path("settings/api-keys/<uuid:api_key_id>/revoke/", keys.Revoke.as_view(), name="settings-key-revoke"),
    path("settings/journal/", journal.JournalPage.as_view(), name="settings-journal"),
    path("settings/journal/export/", journal.Export.as_view(), name="settings-journal-export"),
]
