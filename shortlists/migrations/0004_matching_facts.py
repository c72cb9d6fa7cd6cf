import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0009_external_id"),
        ("employers", "0003_two_factor"),
        ("jobs", "0004_labels"),
        ("shortlists", "0003_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchingFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                (
                    "titles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0, help_text="of the rules that read them")),
                (
                    "marked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="when they were last read, or became stale"
                    ),
                ),
            ],
            options={
                "verbose_name": "facts for matching",
                "verbose_name_plural": "facts for matching",
                "ordering": ["id"],
            },
        ),
        migrations.AlterField(
            model_name="match",
            name="evidence",
            field=models.JSONField(
                default=dict,
                help_text="see `matching.scoring`: {keywords: {matched, missing}, title: {ours, theirs, words, seniority}, location: {rule, ours, theirs}}",
            ),
        ),
        migrations.AlterField(
            model_name="match",
            name="version",
            field=models.PositiveSmallIntegerField(
                help_text="of the rules that computed it; 0 when a side has changed since"
            ),
        ),
        migrations.AddIndex(
            model_name="match",
            index=models.Index(models.F("version"), models.F("computed_at"), name="match_stale"),
        ),
        migrations.AddField(
            model_name="matchingfacts",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
            ),
        ),
        migrations.AddField(
            model_name="matchingfacts",
            name="employer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
            ),
        ),
        migrations.AddIndex(
            model_name="matchingfacts",
            index=models.Index(models.F("version"), models.F("marked_at"), name="matching_facts_stale"),
        ),
        migrations.AddConstraint(
            model_name="matchingfacts",
            constraint=models.UniqueConstraint(
                fields=("employer", "applicant"), name="matching_facts_once_per_applicant"
            ),
        ),
        RowLevelSecurity("matchingfacts"),
        SameEmployer("matchingfacts", "applicant"),
    ]
