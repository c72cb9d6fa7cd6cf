import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy.people import OwnRowsOnly


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0003_profiles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TrackedApplication",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("company", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("location", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("applied", "Applied"),
                            ("interviewing", "Interviewing"),
                            ("offered", "Offered"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("archived", "Archived"),
                        ],
                        default="applied",
                        max_length=16,
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=20000)),
                (
                    "applied_via",
                    models.CharField(
                        choices=[("manual", "Entered by hand"), ("extension", "Browser extension")],
                        default="manual",
                        max_length=16,
                    ),
                ),
                ("applied_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-applied_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TrackedApplicationLog",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applied", "Applied"),
                            ("interviewing", "Interviewing"),
                            ("offered", "Offered"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("archived", "Archived"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("applied", "Applied"),
                            ("interviewing", "Interviewing"),
                            ("offered", "Offered"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("archived", "Archived"),
                        ],
                        max_length=16,
                    ),
                ),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "tracked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log",
                        to="applicants.trackedapplication",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="JobAlert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("search", models.JSONField(default=dict, help_text="parameters of GET /v1/public/jobs")),
                (
                    "frequency",
                    models.CharField(choices=[("daily", "Daily"), ("weekly", "Weekly")], default="daily", max_length=8),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("last_sent_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="alert_of_user",
                    ),
                    models.Index(models.F("last_sent_at"), condition=models.Q(("is_active", True)), name="alert_due"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="trackedapplication",
            index=models.Index(
                models.F("user"),
                models.OrderBy(models.F("applied_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="tracked_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="trackedapplication",
            index=models.Index(
                models.F("user"),
                models.F("status"),
                models.OrderBy(models.F("applied_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="tracked_by_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="trackedapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["applied", "interviewing", "offered", "rejected", "withdrawn", "archived"])
                ),
                name="tracked_status_known",
            ),
        ),
        migrations.AddIndex(
            model_name="trackedapplicationlog",
            index=models.Index(models.F("tracked"), models.F("changed_at"), name="tracked_log"),
        ),
        OwnRowsOnly("trackedapplication"),
        OwnRowsOnly("trackedapplicationlog"),
        OwnRowsOnly("jobalert"),
    ]
