# syntax=docker/dockerfile:1

# The tag tells a reader which Python this is, the digest fixes its bytes. Raise both together:
#   docker buildx imagetools inspect python:3.13-slim-trixie
FROM python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS base

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PATH=/opt/venv/bin:$PATH


FROM base AS builder

# Bytecode is compiled here, because the running container can't write any.
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PYTHON_DOWNLOADS=never

RUN pip install --no-cache-dir uv==0.13.8

WORKDIR /app
COPY requirements/extras.txt requirements/extras.txt
RUN uv venv /opt/venv \
    && uv pip install --python /opt/venv/bin/python --require-hashes -r requirements/extras.txt

COPY . .
# The key lives for this one command: collecting static files signs nothing.
RUN SECRET_KEY=only-to-collect-the-static-files-at-build-time DJANGO_SETTINGS_MODULE=hiretrack.settings.base \
    python manage.py collectstatic --noinput \
    && python -m compileall -q applicants applications employers hiretrack jobs shortlists webhooks


FROM base AS runtime

LABEL org.opencontainers.image.title="HireTrack" \
      org.opencontainers.image.description="An open, self-hosted applicant tracking system" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later"

# What WeasyPrint makes PDFs with. No versions: Debian's mirrors keep only the newest, which has the security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

# A number, so that Kubernetes' runAsNonRoot can check it without reading /etc/passwd.
RUN groupadd --system --gid 10001 hiretrack \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin hiretrack

COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app

ENV DJANGO_SETTINGS_MODULE=hiretrack.settings.prod \
    HOME=/tmp

WORKDIR /app
USER 10001:10001
EXPOSE 8000 8001

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/app/deploy/healthcheck.py", "web"]

# The script ends in `exec`: the program is process 1 and gets SIGTERM itself.
ENTRYPOINT ["/bin/sh", "/app/deploy/entrypoint.sh"]
CMD ["web"]
