"""Each test process has its own database, key prefix and bucket, on whatever servers the environment names.

Settings are read before any conftest, so hiretrack/settings/test.py calls `isolate()` first thing.
Processes that tests start inherit the result.
"""

import os
from urllib.parse import urlsplit

from hiretrack import env

SERVICES = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "S3_ENDPOINT_URL",
    "S3_REGION",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
)


def run_id() -> str:
    """The pytest run, the same in all of its workers: two runs on one server don't meet."""
    return os.environ.setdefault("HIRETRACK_TEST_RUN", str(os.getpid()))


def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def isolate() -> None:
    """Point the environment at this process's own corner of the servers."""
    found = {name: env.text(name, "") for name in SERVICES}
    os.environ.update({name: value for name, value in found.items() if value})
    name = f"{run_id()}_{worker()}"
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if address := os.environ.get(variable):
            os.environ[variable] = urlsplit(address)._replace(path=f"/test_{name}").geturl()
    os.environ["REDIS_PREFIX"] = f"test:{name}"
    os.environ["S3_BUCKET"] = f"test-{name.replace('_', '-')}"
