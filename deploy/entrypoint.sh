#!/bin/sh
# What a container of the image runs: one program, which replaces this shell and so gets its signals.
set -eu

# Inside a container every address is meant: which of them is reachable is the network's to say.
export HIRETRACK_HOST="${HIRETRACK_HOST:-0.0.0.0}"

usage() {
    echo "usage: web | live | worker | beat | migrate | manage COMMAND [ARGUMENT...]" >&2
    exit 64
}

[ $# -gt 0 ] || usage
part="$1"
shift

case "$part" in
web)
    # WEB_WORKERS, WEB_THREADS, HIRETRACK_PORT; drains before it ends.
    # Each of its threads needs a connection, again and again: they come from a pool, with two to spare.
    export DATABASE_POOL="${DATABASE_POOL:-true}"
    export DATABASE_POOL_SIZE="${DATABASE_POOL_SIZE:-$((${WEB_THREADS:-8} + 2))}"
    exec python -m hiretrack.observability.serving "$@"
    ;;
live)
    exec uvicorn hiretrack.asgi:application --host "$HIRETRACK_HOST" --port "${HIRETRACK_LIVE_PORT:-8001}" \
        --no-access-log --timeout-graceful-shutdown 20 "$@"
    ;;
worker)
    exec celery -A hiretrack worker --loglevel INFO --concurrency "${WORKER_CONCURRENCY:-2}" \
        --without-gossip --without-mingle "$@"
    ;;
beat)
    # The schedule only remembers when each entry ran last: losing it with the container costs one early run.
    exec celery -A hiretrack beat --loglevel INFO --pidfile "" --schedule "${BEAT_SCHEDULE:-/tmp/beat-schedule}" "$@"
    ;;
migrate)
    python manage.py migrate --noinput "$@"
    exec python manage.py ensure_bucket
    ;;
manage)
    exec python manage.py "$@"
    ;;
*)
    usage
    ;;
esac
