"""Free ports on 127.0.0.1, kept from one start to the next while they stay free."""

import errno
import json
import random
import socket
from pathlib import Path

from hiretrack.embedded.problems import CannotStart

# Below the systems' own range for outgoing connections (from 32,768): one of those may have a port for as long as it
# likes, between our look and the server's start or while the servers are down.
LOWEST, HIGHEST = 20_000, 31_999
GRPC = 10_000
LOWEST_WITH_GRPC, HIGHEST_WITH_GRPC = 12_000, HIGHEST - GRPC
"""For SeaweedFS, which adds 10,000 to each of its ports for gRPC."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise CannotStart(f"{host} is no address of this machine: check HIRETRACK_HOST.") from error
    return True


def demand(port: int, host: str, variable: str) -> None:
    """Refuse, naming the variable to change, when a fixed port is taken."""
    if not is_free(port, host):
        other = port + 80
        raise CannotStart(
            f"Port {port} is in use: stop the program that uses it, or choose another one: "
            f"`make run {variable}={other}`."
        )


class PortBook:
    """The ports of the embedded servers, by name, in a small JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ports: dict[str, int] = self._read()

    def _read(self) -> dict[str, int]:
        try:
            return {str(name): int(port) for name, port in json.loads(self._path.read_text()).items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def port(self, name: str, *, with_grpc: bool = False) -> int:
        """The named port: last time's if it is still free, else a new one."""
        kept = self._ports.pop(name, None)
        if kept is None or not self._usable(kept, with_grpc=with_grpc):
            kept = self._pick(with_grpc=with_grpc)
        self._ports[name] = kept
        self._path.write_text(json.dumps(self._ports, indent=1))
        return kept

    def _usable(self, port: int, *, with_grpc: bool) -> bool:
        wanted = {port, port + GRPC} if with_grpc else {port}
        taken = {number + more for number in self._ports.values() for more in (0, GRPC)}
        return not wanted & taken and all(is_free(number) for number in wanted)

    def _pick(self, *, with_grpc: bool) -> int:
        lowest, highest = (LOWEST_WITH_GRPC, HIGHEST_WITH_GRPC) if with_grpc else (LOWEST, HIGHEST)
        for port in random.sample(range(lowest, highest), 500):
            if self._usable(port, with_grpc=with_grpc):
                return port
        raise CannotStart(f"No free port between {lowest} and {highest}: stop some servers.")
