from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("background", "0002_dead_letter_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="taskrun",
            name="api_key_id",
            field=models.UUIDField(editable=False, help_text="of the program that owns it; keys may go", null=True),
        ),
    ]
