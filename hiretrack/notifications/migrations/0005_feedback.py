import django.utils.timezone
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import hiretrack.tenancy.scopes


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0003_two_factor"),
        ("notifications", "0004_mailings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderEvent",
            fields=[
                ("id", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("bounce", "There is no such mailbox"),
                            ("complaint", "The owner reported a mail as spam"),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="the channel that told of it", max_length=16, verbose_name="told by"),
                ),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="the provider's code, no addresses", max_length=200, verbose_name="detail"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
            ],
            options={
                "verbose_name": "blocked address",
                "verbose_name_plural": "blocked addresses",
                "ordering": ["-since", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_state_known",
        ),
        migrations.AddField(
            model_name="mailing",
            name="appointment",
            field=models.JSONField(editable=False, help_text="an `Appointment`, packed", null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="delivered_at",
            field=models.DateTimeField(help_text="when the recipient's server took it, as far as known", null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("sending", "Being sent"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                    ("suppressed", "Address is blocked"),
                    ("bounced", "Came back"),
                    ("complained", "Reported as spam"),
                ],
                default="queued",
                max_length=16,
            ),
        ),
        # Checked by the next migration, without keeping writers out.
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["queued", "sending", "sent", "failed", "cancelled", "suppressed", "bounced", "complained"],
                    )
                ),
                name="message_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="providerevent",
            index=models.Index(models.F("received_at"), name="provider_event_age"),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["bounce", "complaint"])), name="suppression_reason_known"
            ),
        ),
    ]
