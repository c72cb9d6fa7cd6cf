from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0005_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="applicant",
            name="identity_hidden",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="fair review; kept by the database, see fairness.py",
            ),
        ),
    ]
