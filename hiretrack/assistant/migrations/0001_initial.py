import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("employers", "0003_two_factor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssistantRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "api_key_id",
                    models.UUIDField(editable=False, help_text="of the program that asked; keys may go", null=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "Answer to a question"), ("description", "Job description")],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("provider", models.CharField(max_length=32)),
                ("model", models.CharField(max_length=100, verbose_name="model")),
                (
                    "prompt",
                    models.CharField(
                        help_text="name and version, such as answer-1", max_length=40, verbose_name="prompt"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("completed", "Written"),
                            ("cut", "Cut at its longest"),
                            ("refused", "Refused by the model"),
                            ("unavailable", "Provider away"),
                            ("misconfigured", "Provider refuses our settings"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Failed"),
                        ],
                        max_length=16,
                        verbose_name="outcome",
                    ),
                ),
                ("input_tokens", models.PositiveIntegerField(default=0, verbose_name="tokens read")),
                ("output_tokens", models.PositiveIntegerField(default=0, verbose_name="tokens written")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("duration_ms", models.PositiveIntegerField(default=0, verbose_name="milliseconds")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at"),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of the assistant",
                "verbose_name_plural": "uses of the assistant",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="assistant_run_newest",
                    ),
                    models.Index(models.F("created_at"), name="assistant_run_age"),
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="assistant_run_of_user",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["answer", "description"])), name="assistant_run_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["completed", "cut", "refused", "unavailable", "misconfigured", "cancelled", "failed"],
                            )
                        ),
                        name="assistant_run_outcome_known",
                    ),
                ],
            },
        ),
        RowLevelSecurity("assistantrun", person="user_id = {user_id}"),
    ]
