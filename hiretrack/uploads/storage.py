"""The object store: one S3 client in a process, bounded in time, and errors that say only that it is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, BinaryIO
from urllib.parse import quote

import boto3
import structlog
from boto3.exceptions import S3UploadFailedError
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from hiretrack.errors import DomainError, Unavailable

log = structlog.get_logger(__name__)

MISSING = {"404", "NoSuchKey", "NotFound"}


class ObjectMissing(DomainError):
    """There is nothing under the key."""


@cache
def client(endpoint: str) -> Any:
    """Safe to share between threads. A request has 5 s in all, so two short attempts are all there is time for."""
    config = Config(
        signature_version="s3v4",
        connect_timeout=settings.S3_CONNECT_TIMEOUT_S,
        read_timeout=settings.S3_READ_TIMEOUT_S,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=16,
        s3={"addressing_style": "path"},
        # Stores other than Amazon's know no trailing checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=settings.S3_REGION,
        aws_access_key_id=settings.S3_ACCESS_KEY_ID,
        aws_secret_access_key=settings.S3_SECRET_ACCESS_KEY,
        config=config,
    )


def _inside() -> Any:
    return client(settings.S3_ENDPOINT_URL)


def _outside() -> Any:
    """For signed addresses alone: the host is part of what is signed."""
    return client(settings.S3_PUBLIC_ENDPOINT_URL)


@contextmanager
def answering() -> Iterator[None]:
    """Raises `Unavailable` (storage_unavailable) when the store is away, `ObjectMissing` when the key is."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            raise ObjectMissing(_("The file is not in the object store."), code="upload_missing") from error
        raise away(error) from error
    except (BotoCoreError, HTTPClientError, HTTPError, S3UploadFailedError, OSError) as error:
        raise away(error) from error


def away(error: Exception) -> Unavailable:
    log.warning("object_store_away", error=type(error).__name__)
    return Unavailable(
        _("The file store does not answer. Nothing is lost: try again in a moment, or go on without a file."),
        code="storage_unavailable",
        title="The file store is temporarily unavailable",
    )


def post_policy(key: str, *, content_type: str, size: int, seconds: int) -> dict[str, Any]:
    """`{url, fields}` of a form that may put exactly this key, type and number of bytes."""
    signed: dict[str, Any] = _outside().generate_presigned_post(
        settings.S3_BUCKET,
        key,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
        ExpiresIn=seconds,
    )
    return signed


def signed_url(key: str, *, filename: str, content_type: str, disposition: str, seconds: int) -> str:
    parameters = {
        "Bucket": settings.S3_BUCKET,
        "Key": key,
        "ResponseContentType": content_type,
        "ResponseContentDisposition": f"{disposition}; filename*=UTF-8''{quote(filename, safe='')}",
    }
    url: str = _outside().generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds)
    return url


def size_of(key: str) -> int:
    with answering():
        return int(_inside().head_object(Bucket=settings.S3_BUCKET, Key=key)["ContentLength"])


def read(key: str, *, at_most: int) -> bytes:
    """The object's bytes; of a longer one, `at_most` + 1 of them."""
    with answering():
        body = _inside().get_object(Bucket=settings.S3_BUCKET, Key=key)["Body"]
        with body:
            content: bytes = body.read(at_most + 1)
    return content


def write(key: str, content: bytes, *, content_type: str) -> None:
    with answering():
        _inside().put_object(Bucket=settings.S3_BUCKET, Key=key, Body=content, ContentType=content_type)


def write_file(key: str, file: BinaryIO, *, content_type: str) -> None:
    """What `file` holds from where it stands, in parts: it may be larger than memory."""
    one_by_one = TransferConfig(use_threads=False)
    with answering():
        _inside().upload_fileobj(
            file, settings.S3_BUCKET, key, ExtraArgs={"ContentType": content_type}, Config=one_by_one
        )


def remove(*keys: str) -> None:
    """Removing what is not there is no error."""
    with answering():
        for key in keys:
            _inside().delete_object(Bucket=settings.S3_BUCKET, Key=key)


def keys_before(prefix: str, before: dt.datetime) -> Iterator[str]:
    """Keys that begin with `prefix`, of objects last written before a time; page by page."""
    more: dict[str, Any] = {}
    while True:
        with answering():
            page = _inside().list_objects_v2(Bucket=settings.S3_BUCKET, Prefix=prefix, **more)
        yield from [item["Key"] for item in page.get("Contents", ()) if item["LastModified"] < before]
        if not page.get("IsTruncated"):
            return
        more = {"ContinuationToken": page["NextContinuationToken"]}
