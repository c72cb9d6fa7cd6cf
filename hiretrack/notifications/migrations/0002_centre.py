import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0002_credentials"),
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("cause_id", models.UUIDField(help_text="the journal entry")),
                ("entity_id", models.UUIDField(help_text="what it is about")),
                ("details", models.JSONField(default=dict, help_text="ids and statuses")),
                ("read_at", models.DateTimeField(null=True)),
                ("emailed_at", models.DateTimeField(help_text="when its mail was taken by a provider", null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("recipient"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="notification_newest",
                    ),
                    models.Index(
                        models.F("recipient"), condition=models.Q(("read_at", None)), name="notification_unread"
                    ),
                    models.Index(models.F("employer"), models.F("entity_id"), name="notification_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "recipient", "cause_id", "kind"),
                        name="notification_once_per_cause",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("email", models.BooleanField()),
                ("in_app", models.BooleanField()),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "user", "kind"), name="preference_once_per_kind", nulls_distinct=False
                    )
                ],
            },
        ),
        RowLevelSecurity("notification", person="recipient_id = {user_id}"),
        RowLevelSecurity("notificationpreference", person="user_id = {user_id}"),
    ]
