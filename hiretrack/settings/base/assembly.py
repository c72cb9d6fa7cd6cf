"""Apps, middleware and templates, in the order that counts."""

from hiretrack.settings.base.site import BASE_DIR

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "channels",
    "corsheaders",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
    "hiretrack",
    "hiretrack.audit",
    "hiretrack.api",
    "hiretrack.background",
    "employers",
    "hiretrack.uploads",
    "jobs",
    "jobs.sourcing",
    "applicants",
    "applications",
    "shortlists",
    "webhooks",
    "hiretrack.notifications",
    "hiretrack.assistant",
    "hiretrack.realtime",
    "hiretrack.portal",
    "hiretrack.office",
]

MIDDLEWARE = [
    "hiretrack.observability.probes.ProbeMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "hiretrack.observability.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hiretrack.compression.TextCompressionMiddleware",
    "hiretrack.api.middleware.ProblemMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "hiretrack.csp.PathwiseCSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hiretrack.audit.middleware.BackOfficeActorMiddleware",
    "hiretrack.office.people.middleware.TwoFactorMiddleware",
    "hiretrack.tenancy.middleware.AdminScopeMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "hiretrack.urls"
WSGI_APPLICATION = "hiretrack.wsgi.application"
ASGI_APPLICATION = "hiretrack.asgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
