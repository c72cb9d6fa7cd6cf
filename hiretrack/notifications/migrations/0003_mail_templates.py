import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0002_credentials"),
        ("notifications", "0002_centre"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application_received", "Receipt of an application"),
                            ("application_duplicate", "Second application for the same job"),
                            ("status_interview", "Invited to an interview"),
                            ("status_offer", "Offer"),
                            ("status_hired", "Hired"),
                            ("status_rejected", "Rejection"),
                        ],
                        max_length=64,
                    ),
                ),
                ("subject", models.CharField(help_text="with placeholders", max_length=200)),
                ("body", models.TextField(help_text="Markdown with placeholders", max_length=5000)),
                ("enabled", models.BooleanField(default=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail template",
                "verbose_name_plural": "mail templates",
                "ordering": ["kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "kind"), name="mail_template_once_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "application_received",
                                    "application_duplicate",
                                    "status_interview",
                                    "status_offer",
                                    "status_hired",
                                    "status_rejected",
                                ],
                            )
                        ),
                        name="mail_template_kind_known",
                    ),
                ],
            },
        ),
        RowLevelSecurity("mailtemplate"),
    ]
