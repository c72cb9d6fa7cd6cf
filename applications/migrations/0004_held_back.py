from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_bulk_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="tell_at",
            field=models.DateTimeField(
                editable=False,
                help_text="until when the last step is held back; with a told_status, null: for good",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="told_answer_by",
            field=models.DateTimeField(editable=False, help_text="the reply promise likewise", null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="told_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "New"),
                    ("screening", "Screening"),
                    ("interview", "Interview"),
                    ("offer", "Offer"),
                    ("hired", "Hired"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ],
                db_default="",
                default="",
                editable=False,
                help_text="where the candidate believes it to be while the last step is held back",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="applicationstage",
            name="tell_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="applicationstage",
            name="told_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "New"),
                    ("screening", "Screening"),
                    ("interview", "Interview"),
                    ("offer", "Offer"),
                    ("hired", "Hired"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ],
                db_default="",
                default="",
                help_text="from where the candidate sees it come, if that is another than `from_status`",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="applicationstage",
            name="withheld",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="the candidate hears of it at `tell_at`, or never when that is empty",
            ),
        ),
        migrations.AddIndex(
            model_name="applicationstage",
            index=models.Index(
                models.F("tell_at"),
                models.F("id"),
                condition=models.Q(("tell_at__isnull", False), ("withheld", True)),
                name="stage_to_be_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("told_status__in", ["new", "screening", "interview", "offer", "hired", "rejected", "withdrawn"]),
                    models.Q(("tell_at", None), ("told_status", "")),
                    _connector="OR",
                ),
                name="application_told_status_known",
            ),
        ),
    ]
