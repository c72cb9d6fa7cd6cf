import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0002_credentials"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="employer",
            options={"ordering": ["name"], "verbose_name": "employer", "verbose_name_plural": "employers"},
        ),
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ["name", "id"], "verbose_name": "user", "verbose_name_plural": "users"},
        ),
        migrations.AddField(
            model_name="employer",
            name="two_factor_required",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whoever works here confirms each sign-in with a code from a phone.",
                verbose_name="two-factor sign-in required",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="invited_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="invited at"),
        ),
        migrations.AddField(
            model_name="user",
            name="signed_out_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="signed out everywhere at"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="about_md",
            field=models.TextField(blank=True, max_length=20000, verbose_name="about the employer"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="brand_colour",
            field=models.CharField(
                default="#0f62fe",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator("^#[0-9a-fA-F]{6}$", "Give a colour such as #0f62fe.")
                ],
                verbose_name="brand colour",
            ),
        ),
        migrations.AlterField(
            model_name="employer",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="logo_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="logo address"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="name",
            field=models.CharField(max_length=200, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="privacy_policy_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="privacy policy address"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="reply_promise_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)],
                verbose_name="days until an answer",
            ),
        ),
        migrations.AlterField(
            model_name="employer",
            name="retention_months",
            field=models.PositiveSmallIntegerField(
                default=24,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)],
                verbose_name="months that candidates are kept",
            ),
        ),
        migrations.AlterField(
            model_name="employer",
            name="slug",
            field=models.SlugField(max_length=80, unique=True, verbose_name="short name"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="changed at"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="website",
            field=models.URLField(blank=True, max_length=500, verbose_name="website"),
        ),
        migrations.AlterField(
            model_name="user",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="e-mail"),
        ),
        migrations.AlterField(
            model_name="user",
            name="email_verified_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="address verified at"),
        ),
        migrations.AlterField(
            model_name="user",
            name="employer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="users",
                to="employers.employer",
                verbose_name="employer",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="is_active",
            field=models.BooleanField(default=True, verbose_name="may sign in"),
        ),
        migrations.AlterField(
            model_name="user",
            name="name",
            field=models.CharField(max_length=200, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="user",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("employer_admin", "Employer admin"),
                        ("recruiter", "Recruiter"),
                        ("viewer", "Viewer"),
                        ("applicant", "Applicant"),
                        ("platform", "Platform admin"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="roles",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="changed at"),
        ),
        migrations.CreateModel(
            name="TwoFactor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("secret_sealed", models.TextField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("last_step", models.BigIntegerField(null=True)),
                (
                    "recovery_digests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("blocked_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="two_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
