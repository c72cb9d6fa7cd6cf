"""Who this installation is, and in which languages and time zone it speaks."""

from pathlib import Path

from hiretrack import env

BASE_DIR = Path(__file__).resolve().parents[3]
VERSION = "0.1.0"

SECRET_KEY = env.secret("SECRET_KEY", at_least=32)
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS", "")
DEBUG = False
PUBLIC_URL = env.url("PUBLIC_URL", f"http://127.0.0.1:{env.integer('HIRETRACK_PORT', 8000)}")
LIVE_URL = env.url("LIVE_URL", f"ws://127.0.0.1:{env.integer('HIRETRACK_LIVE_PORT', 8001)}")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", "")
ADMIN_PATH = "admin/"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
KEPT_PAGES_S = 60
"""How long a finished public page is kept when nothing that it shows changes; 0 keeps none."""
LONG_DOCUMENTS_AT_ONCE = 2
"""How many readers of documents such as jobs.xml each web process serves; its other threads stay free for people."""
