"""The bucket for uploads: made when the store has none, opened to the pages' origin."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hiretrack.uploads.storage import client

ALREADY_THERE = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}


class Command(BaseCommand):
    help = "Make the bucket that S3_BUCKET names, and let PUBLIC_URL's pages upload into it."

    def handle(self, *args: Any, **options: Any) -> None:
        store = client(settings.S3_ENDPOINT_URL)
        try:
            made = create(store, settings.S3_BUCKET)
            store.put_bucket_cors(Bucket=settings.S3_BUCKET, CORSConfiguration={"CORSRules": [upload_rule()]})
        except (BotoCoreError, ClientError) as error:
            raise CommandError(f"The object store refused: {error}") from error
        self.stdout.write(f"{settings.S3_BUCKET}: {'made' if made else 'there already'}")


def create(store: Any, bucket: str) -> bool:
    """False when it exists."""
    # Amazon's oldest region is the one that must not be named.
    elsewhere = settings.S3_REGION != "us-east-1"
    place = {"CreateBucketConfiguration": {"LocationConstraint": settings.S3_REGION}} if elsewhere else {}
    try:
        store.create_bucket(Bucket=bucket, **place)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ALREADY_THERE:
            raise
        return False
    return True


def upload_rule() -> dict[str, Any]:
    return {
        "AllowedOrigins": [settings.PUBLIC_URL],
        "AllowedMethods": ["GET", "HEAD", "POST"],
        "AllowedHeaders": ["*"],
        "MaxAgeSeconds": 3600,
    }
