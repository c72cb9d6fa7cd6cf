from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applicants", "0008_fair_search")]

    operations = [
        migrations.AddField(
            model_name="applicant",
            name="external_id",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="the record's id where it was imported from",
                max_length=200,
                verbose_name="external id",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicant",
            constraint=models.UniqueConstraint(
                condition=Q(merged_into=None) & ~Q(external_id=""),
                fields=("employer", "external_id"),
                name="applicant_external_id",
            ),
        ),
    ]
