"""Starts and stops the embedded PostgreSQL cluster of a data directory."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time

import psutil
import psycopg

from qlcb.embedded.places import DATABASE, PORT, SUPERUSER, VERSION, Places

START_SECONDS = 90
STOP_SECONDS = 30
LET_GO_SECONDS = 0.5
POLL_SECONDS = 0.05
TUNING = {
    "shared_buffers": "256MB",
    "max_connections": "100",
    "jit": "off",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
}


class EmbeddedDatabaseError(RuntimeError):
    """The embedded server could not be started or stopped; the message says why and where its log is."""


class Cluster:
    """The PostgreSQL cluster below one data directory."""

    def __init__(self, data_directory):
        self.data_directory = data_directory
        self.places = Places.of(data_directory)

    def is_ready(self) -> bool:
        """True when the server answers at its socket and has finished starting. Takes some 0.1 ms."""
        status = self._postmaster()[7:8]
        if not status or status[0].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.places.socket))
            except OSError:
                return False
        return True

    def start(self):
        """Make the cluster if there is none and start it if it does not answer.

        Safe to call from several programs at once. Raises EmbeddedDatabaseError.
        """
        if self.is_ready():
            return
        with self._locked():
            if self.is_ready():
                return
            self.places.make()
            if not self._is_made():
                self._make()
            self._await_predecessor()
            self._launch()

    def stop(self, *, only_if_idle=False) -> bool:
        """Stop the server, ending its connections; with `only_if_idle`, only when no other program is connected.

        Returns whether it stands still now. Raises EmbeddedDatabaseError when it does not stop in time.
        """
        with self._locked():
            process = self._process()
            if process is None:
                return True
            if only_if_idle and self.is_ready() and self._is_used():
                return False
            process.send_signal(signal.SIGINT)
            deadline = time.monotonic() + STOP_SECONDS
            while self._process() is not None:
                if time.monotonic() > deadline:
                    raise self._error("The embedded database did not stop.")
                time.sleep(POLL_SECONDS)
            return True

    def process_id(self) -> int | None:
        """The process id of the running server, None when there is none."""
        process = self._process()
        return process.pid if process else None

    @contextlib.contextmanager
    def _locked(self):
        """Keep other programs of the same data directory out while this one starts or stops the server."""
        self.places.lock.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self.places.lock.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _postmaster(self):
        """The lines of postmaster.pid, [] when there is none."""
        try:
            return (self.places.cluster / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return []

    def _named_process(self):
        """The process id in postmaster.pid, None when there is none."""
        first = self._postmaster()[:1]
        return int(first[0]) if first and first[0].strip().isdigit() else None

    def _process(self):
        """The running server that postmaster.pid names; None when that number is free, dead or another program's."""
        named = self._named_process()
        if named is None:
            return None
        try:
            process = psutil.Process(named)
            alive = process.status() != psutil.STATUS_ZOMBIE and str(self.places.cluster) in process.cmdline()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return None
        return process if alive else None

    def _is_made(self):
        return (self.places.cluster / "PG_VERSION").exists()

    def _make(self):
        """Make the cluster beside its place and move it there when whole, so that a kill leaves nothing half made."""
        scratch = self.places.cluster.with_name("postgres.new")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        if self.places.owner:
            os.chown(scratch, self.places.owner.pw_uid, self.places.owner.pw_gid)
        self._run(
            *("initdb", "--pgdata", str(scratch), "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-instructions"),
        )
        self._run("postgres", "--single", "-D", str(scratch), "postgres", text=f"CREATE DATABASE {DATABASE}\n")
        if self.places.cluster.exists():
            self.places.cluster.rmdir()
        scratch.rename(self.places.cluster)

    def _await_predecessor(self):
        """Wait while a server that is starting or stopping gets done; remove what a killed one left in the way.

        PostgreSQL itself sees through lock files whose process is gone, but does not start while any process of the
        same user has that number: another program after a restart of machine or container, or the killed server itself
        while its parent has not taken note of its end.
        """
        deadline = time.monotonic() + STOP_SECONDS
        while self._process() and not self.is_ready() and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        if self._process():
            return
        left = [self.places.socket, self.places.socket.with_name(f"{self.places.socket.name}.lock")]
        named = self._named_process()
        if named and psutil.pid_exists(named):
            left.append(self.places.cluster / "postmaster.pid")
        for path in left:
            path.unlink(missing_ok=True)

    def _launch(self):
        """Start the server and wait until it takes connections."""
        deadline = time.monotonic() + START_SECONDS
        command = [str(self.places.programs / "bin" / "postgres"), "-D", str(self.places.cluster)]
        command += ["-k", str(self.places.sockets), "-p", str(PORT)]
        for name, value in TUNING.items():
            command += ["-c", f"{name}={value}"]
        while not self.is_ready():
            with self.places.log.open("ab") as log:
                streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
                server = subprocess.Popen(command, start_new_session=True, **streams, **self._as_owner())
            while server.poll() is None and not self.is_ready():
                if time.monotonic() > deadline:
                    raise self._error("The embedded database did not start in time.")
                time.sleep(POLL_SECONDS)
            if server.poll() is not None:
                self._rest_before_retry(deadline)

    def _rest_before_retry(self, deadline):
        """After a failed start: wait where processes of a killed server still hold its memory, else raise."""
        log = self._log_end()
        if "shared memory block" not in log or time.monotonic() > deadline:
            raise self._error("The embedded database did not start.")
        time.sleep(0.5)

    def _is_used(self):
        """True when a program is connected, and still is after the moment that one which just ended needs to let go."""
        deadline = time.monotonic() + LET_GO_SECONDS
        while self._count_clients():
            if time.monotonic() > deadline:
                return True
            time.sleep(POLL_SECONDS)
        return False

    def _count_clients(self):
        """How many programs other than this question are connected."""
        with psycopg.connect(host=str(self.places.sockets), port=PORT, user=SUPERUSER, dbname="postgres") as connection:
            others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
            return connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {others}").fetchone()[0]

    def _run(self, program, *arguments, text=None):
        """Run one of PostgreSQL's programs to its end as the user that owns the cluster."""
        done = subprocess.run(
            [str(self.places.programs / "bin" / program), *arguments],
            input=text or "",
            capture_output=True,
            text=True,
            **self._as_owner(),
        )
        if done.returncode:
            raise EmbeddedDatabaseError(f"{program} failed: {(done.stderr or done.stdout).strip()[-2000:]}")

    def _as_owner(self):
        """Arguments of subprocess: the user, a neutral folder, and messages in English whatever the locale."""
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        owner = self.places.owner
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        return {"env": environment, "cwd": "/", **user}

    def _log_end(self):
        with contextlib.suppress(OSError):
            return self.places.log.read_text(errors="replace")[-2000:]
        return ""

    def _error(self, sentence):
        return EmbeddedDatabaseError(f"{sentence} PostgreSQL {VERSION} says in {self.places.log}:\n{self._log_end()}")
