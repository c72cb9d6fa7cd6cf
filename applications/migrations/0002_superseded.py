import django.db.models.deletion
from django.db import migrations, models

from hiretrack.tenancy import SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0004_tracker"),
        ("applications", "0001_initial"),
        ("employers", "0002_credentials"),
        ("jobs", "0001_initial"),
        ("uploads", "0002_personal"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="application",
            name="application_once_per_job",
        ),
        migrations.AddField(
            model_name="application",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="the same person's other application for the job, which a merge let go on",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="superseded",
                to="applications.application",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_by", None)),
                fields=("employer", "job", "applicant"),
                name="application_once_per_job",
            ),
        ),
        SameEmployer("application", "superseded_by"),
    ]
