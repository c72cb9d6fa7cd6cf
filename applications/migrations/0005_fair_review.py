from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_held_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="identity_hidden",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, help_text="fair review; kept by the database"
            ),
        ),
    ]
