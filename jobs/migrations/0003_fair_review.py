from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_page_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="fair_review",
            field=models.BooleanField(
                db_default=False, default=False, help_text="hides who applicants are until the interview stage"
            ),
        ),
    ]
