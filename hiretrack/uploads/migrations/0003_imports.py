from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("uploads", "0002_personal")]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="kind",
            field=models.CharField(
                choices=[
                    ("cv", "CV"),
                    ("cover_letter", "Cover letter"),
                    ("resume", "Résumé"),
                    ("import", "Applicants to import"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="content_type",
            field=models.CharField(
                choices=[
                    ("application/pdf", "PDF"),
                    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)"),
                    ("application/vnd.oasis.opendocument.text", "OpenDocument (ODT)"),
                    ("application/rtf", "RTF"),
                    ("text/plain", "Plain text"),
                    ("text/csv", "CSV"),
                    ("application/x-ndjson", "NDJSON"),
                    ("application/json", "JSON"),
                ],
                max_length=127,
            ),
        ),
    ]
