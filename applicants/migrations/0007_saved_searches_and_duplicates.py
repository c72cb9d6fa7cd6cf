import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from applicants.migrations import _alike
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0006_fair_review"),
        ("employers", "0002_credentials"),
        ("uploads", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="applicant",
            options={
                "ordering": ["-created_at", "-id"],
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
            },
        ),
        migrations.AlterModelOptions(
            name="applicantmerge",
            options={
                "ordering": ["-merged_at", "-id"],
                "verbose_name": "merge of candidates",
                "verbose_name_plural": "merges of candidates",
            },
        ),
        migrations.AlterField(
            model_name="applicant",
            name="consent",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="{purpose, given_at, policy_version, source}",
                verbose_name="consent",
            ),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="cv",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="uploads.upload",
                verbose_name="CV",
            ),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="headline",
            field=models.CharField(blank=True, max_length=200, verbose_name="headline"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=35),
                blank=True,
                default=list,
                help_text="BCP 47 tags",
                size=None,
                verbose_name="languages",
            ),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="links",
            field=models.JSONField(blank=True, default=list, help_text="list of {label, url}", verbose_name="links"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="location",
            field=models.CharField(blank=True, max_length=200, verbose_name="location"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="name",
            field=models.CharField(max_length=200, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="phone",
            field=models.CharField(blank=True, help_text="E.164", max_length=32, verbose_name="phone"),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="skills",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name="skills"
            ),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=50), blank=True, default=list, size=None, verbose_name="tags"
            ),
        ),
        migrations.AlterField(
            model_name="applicant",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="changed at"),
        ),
        migrations.AlterField(
            model_name="applicantmerge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="applicants.applicant",
                verbose_name="merged record",
            ),
        ),
        migrations.AlterField(
            model_name="applicantmerge",
            name="merged_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="merged at"),
        ),
        migrations.AlterField(
            model_name="applicantmerge",
            name="merged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="merged by",
            ),
        ),
        migrations.AlterField(
            model_name="applicantmerge",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merges",
                to="applicants.applicant",
                verbose_name="survivor",
            ),
        ),
        migrations.AlterField(
            model_name="applicantmerge",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="parted at"),
        ),
        migrations.CreateModel(
            name="DistinctApplicants",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
            ],
            options={
                "verbose_name": "different applicants",
                "verbose_name_plural": "different applicants",
                "ordering": ["-noted_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "first", "second"), name="distinct_applicants_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="distinct_applicants_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateSuggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(help_text="how sure, of 100")),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        help_text="codes of `applicants.duplicates.evidence`",
                        size=None,
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "verbose_name_plural": "possible duplicates",
                "ordering": ["-score", "-id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.OrderBy(models.F("score"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="duplicate_surest_first",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "first", "second"), name="duplicate_suggested_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="duplicate_suggestion_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "query",
                    models.JSONField(
                        default=dict, help_text="as `applicants.searches.Criteria` writes itself", verbose_name="query"
                    ),
                ),
                ("is_shared", models.BooleanField(default=False, verbose_name="shared with colleagues")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("employer"),
                        models.F("owner"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_search_once_per_owner",
                    )
                ],
            },
        ),
        RowLevelSecurity("savedsearch"),
        RowLevelSecurity("distinctapplicants"),
        RowLevelSecurity("duplicatesuggestion"),
        SameEmployer("distinctapplicants", "first", "second"),
        SameEmployer("duplicatesuggestion", "first", "second"),
        migrations.RunSQL(_alike.LINKS, _alike.DROP_LINKS),
        migrations.RunSQL(_alike.INDEXES, _alike.DROP_INDEXES),
        migrations.RunSQL(_alike.ALIKE, _alike.DROP_ALIKE),
        migrations.RunSQL(_alike.READ_ONLY, _alike.DROP_READ_ONLY),
    ]
