from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from hiretrack import env
from hiretrack.embedded.objectstore import s3_client
from hiretrack.embedded.roles import Address, ensure_extensions, grant_defaults


@pytest.fixture
def elsewhere(transactional_db: None, bucket: str) -> Iterator[dict[str, str]]:
    """An empty database and the name of a bucket that is not there yet, as the environment that leads to them."""
    owner, app = Address(os.environ["DATABASE_OWNER_URL"]), Address(os.environ["DATABASE_URL"])
    name = f"{owner.database}_restored"
    with psycopg.connect(owner.on("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(owner.on(name), autocommit=True) as fresh:
            ensure_extensions(fresh)
            grant_defaults(fresh, owner=owner.role, app=app.role)
        yield {"DATABASE_OWNER_URL": owner.on(name), "DATABASE_URL": app.on(name), "S3_BUCKET": f"{bucket}-restored"}
        _remove_bucket(f"{bucket}-restored")
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _remove_bucket(name: str) -> None:
    """If the test has made it."""
    store = s3_client({key: env.text(key) for key in os.environ if key.startswith("S3_")})
    if name not in {bucket["Name"] for bucket in store.list_buckets()["Buckets"]}:
        return
    for page in store.get_paginator("list_objects_v2").paginate(Bucket=name):
        for item in page.get("Contents", ()):
            store.delete_object(Bucket=name, Key=item["Key"])
    store.delete_bucket(Bucket=name)
