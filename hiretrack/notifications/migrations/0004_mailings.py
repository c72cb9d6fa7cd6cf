import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("background", "0003_task_of_a_key"),
        ("employers", "0003_two_factor"),
        ("notifications", "0003_mail_templates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(help_text="with placeholders", max_length=200)),
                ("body", models.TextField(help_text="Markdown with placeholders", max_length=5000)),
                (
                    "application_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), editable=False, help_text="whom it goes to", size=None
                    ),
                ),
                (
                    "left_out",
                    models.PositiveIntegerField(
                        default=0, help_text="chosen, but not written to: the person was erased"
                    ),
                ),
                ("sends_at", models.DateTimeField()),
                (
                    "stopped_at",
                    models.DateTimeField(help_text="what had not been sent by then is not sent any more", null=True),
                ),
                ("actor_name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="background.taskrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to several",
                "verbose_name_plural": "messages to several",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="mailing_newest",
                    )
                ],
            },
        ),
        RowLevelSecurity("mailing"),
        SameEmployer("mailing", "run"),
    ]
