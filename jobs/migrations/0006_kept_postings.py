"""Finished postings for jobs.xml. Anybody may read those of published jobs, through a view, and of no others."""

import django.db.models.deletion
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer

# Only what still holds, of published jobs. Read with its owner's rights, as `jobs_published` is and for its reason: under
# the policies of three tables the planner finds no way to read some hundred of them by id.
VALID = """
    CREATE VIEW public.jobs_valid_posting AS
    SELECT k.job_id AS id, k.employer_id, k.form, k.text
    FROM public.jobs_keptposting k
    JOIN public.jobs_job j ON j.id = k.job_id
    JOIN public.employers_employer e ON e.id = j.employer_id
    WHERE j.status = 'published' AND k.changed_at = j.updated_at AND k.employer_name = e.name
"""


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0002_credentials"),
        ("jobs", "0005_closed_likeness"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptPosting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(help_text="how postings were written then", max_length=16)),
                ("changed_at", models.DateTimeField(help_text="the job's last change")),
                ("employer_name", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobs.job"),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "job"), name="posting_once_per_job"),
                ],
            },
        ),
        RowLevelSecurity("keptposting"),
        SameEmployer("keptposting", "job"),
        migrations.RunSQL(VALID, "DROP VIEW public.jobs_valid_posting"),
        migrations.CreateModel(
            name="ValidPosting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=16)),
                ("text", models.TextField()),
            ],
            options={"db_table": "jobs_valid_posting", "managed": False},
        ),
    ]
