import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0004_identities"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("sign_in", models.UUIDField(null=True)),
                (
                    "browser",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("edge", "Edge"),
                            ("opera", "Opera"),
                            ("samsung", "Samsung Internet"),
                            ("firefox", "Firefox"),
                            ("chrome", "Chrome"),
                            ("safari", "Safari"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "system",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("iphone", "iPhone"),
                            ("ipad", "iPad"),
                            ("android", "Android"),
                            ("chrome_os", "ChromeOS"),
                            ("windows", "Windows"),
                            ("mac", "Mac"),
                            ("linux", "Linux"),
                        ],
                        max_length=16,
                    ),
                ),
                ("began_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="browser_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "browser session",
                "verbose_name_plural": "browser sessions",
                "abstract": False,
                "indexes": [models.Index(fields=["user", "-seen_at"], name="session_of_user")],
            },
        ),
    ]
