import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0011_saved_jobs"),
        ("employers", "0006_language"),
        ("notifications", "0006_feedback_checked"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailingRefusal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("employer", "applicant"), name="mailing_refusal_once")],
            },
        ),
        RowLevelSecurity("mailingrefusal"),
        SameEmployer("mailingrefusal", "applicant"),
        migrations.AlterField(
            model_name="mailing",
            name="left_out",
            field=models.PositiveIntegerField(default=0, help_text="chosen, but not written to: erased, or refusing"),
        ),
    ]
