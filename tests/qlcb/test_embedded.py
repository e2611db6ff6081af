"""The embedded PostgreSQL: comes up from nothing, is shared, survives kills, and is refused outside of development."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from qlcb.embedded import DATABASE, SUPERUSER, Cluster, EmbeddedDatabaseError, Places, places

START = """
import os, sys
from qlcb.embedded import Cluster
cluster = Cluster(sys.argv[1])
cluster.start()
print(cluster.process_id(), flush=True)
"""
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")


@pytest.fixture
def data():
    """A data directory that the user who runs PostgreSQL may reach, unlike pytest's; its server ends with the test."""
    directory = Path(tempfile.mkdtemp(prefix="qlcb-embedded-"))
    directory.chmod(0o711)
    yield directory
    end(Cluster(directory))
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def pattern():
    """A cluster that was made and stopped, for copying: making one takes far longer than what most tests are about."""
    directory = Path(tempfile.mkdtemp(prefix="qlcb-embedded-"))
    directory.chmod(0o711)
    cluster = Cluster(directory)
    cluster.start()
    cluster.stop()
    yield cluster.places.cluster
    shutil.rmtree(cluster.places.sockets, ignore_errors=True)
    shutil.rmtree(directory)


@pytest.fixture
def made(data, pattern):
    """A data directory whose cluster is made already, and stands still."""
    return put(pattern, data)


def put(pattern, directory):
    place = Cluster(directory).places
    place.make()
    subprocess.run(["cp", "--archive", str(pattern), str(place.cluster)], check=True)
    return directory


def end(cluster):
    if server := cluster.process_id():
        finish(server, signal.SIGQUIT)
    shutil.rmtree(cluster.places.sockets, ignore_errors=True)


def finish(process_id, number):
    """Send the signal and wait until the process is gone, and its children, which hold the socket a moment longer."""
    process = psutil.Process(process_id)
    family = [process, *process.children(recursive=True)]
    process.send_signal(number)
    psutil.wait_procs(family, timeout=20)


def connect(cluster):
    return psycopg.connect(host=str(cluster.places.sockets), user=SUPERUSER, dbname=DATABASE, autocommit=True)


def ask(cluster, query):
    with connect(cluster) as connection:
        return connection.execute(query).fetchone()


def start_elsewhere(data, then=""):
    command = [sys.executable, "-c", START + then, str(data)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, text=True, cwd=settings.BASE_DIR, **pipes)


def test_comes_up_from_nothing_for_its_user_only_and_stays(data):
    cluster = Cluster(data)
    cluster.start()
    first = cluster.process_id()
    cluster.start()
    assert cluster.process_id() == first
    assert ask(cluster, "SELECT current_setting('server_version_num')::int / 10000, lower('ĐỖ Ứng'), 'Z' < 'a'") == (
        18,
        "đỗ ứng",
        True,
    )
    found = cluster.places
    assert [path.stat().st_mode & 0o077 for path in (found.cluster, found.sockets, found.log)] == [0, 0, 0]


def test_outlives_the_kill_of_the_program_that_started_it(made):
    program = start_elsewhere(made, then="os.kill(os.getpid(), 9)")
    server = int(program.communicate(timeout=60)[0])
    assert program.returncode == -signal.SIGKILL
    cluster = Cluster(made)
    assert (cluster.is_ready(), cluster.process_id()) == (True, server)


def test_comes_back_after_a_kill_with_what_was_committed(made):
    cluster = Cluster(made)
    cluster.start()
    with connect(cluster) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('còn')")
    finish(cluster.process_id(), signal.SIGKILL)
    assert not cluster.is_ready()
    cluster.start()
    assert ask(cluster, "SELECT word FROM kept") == ("còn",)


def test_comes_back_while_the_killed_server_is_still_a_zombie_of_another_program(made):
    program = start_elsewhere(made, then="sys.stdin.read()")
    server = psutil.Process(int(program.stdout.readline()))
    children = server.children(recursive=True)
    server.kill()
    psutil.wait_procs(children, timeout=20)
    while server.status() != psutil.STATUS_ZOMBIE:
        assert server.is_running()
    cluster = Cluster(made)
    cluster.start()
    assert server.status() == psutil.STATUS_ZOMBIE
    assert ask(cluster, "SELECT 1") == (1,)
    program.communicate(timeout=20)


def test_a_stale_pid_file_that_names_a_living_program_is_seen_through(made):
    cluster = Cluster(made)
    cluster.start()
    pid_file = cluster.places.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    owner = pid_file.stat()
    finish(cluster.process_id(), signal.SIGKILL)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    assert not cluster.is_ready()
    cluster.start()
    assert ask(cluster, "SELECT 1") == (1,)


def test_programs_that_start_it_at_once_share_one_and_throw_away_what_a_killed_start_left(data):
    half_made = data / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    programs = [start_elsewhere(data) for _ in range(3)]
    servers = {program.communicate(timeout=90)[0] for program in programs}
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert servers == {f"{Cluster(data).process_id()}\n"}
    assert Cluster(data).is_ready()
    assert not half_made.exists()


def test_a_long_path_gets_a_short_socket(data, pattern):
    deep = data / ("thu-muc-" + "x" * 60) / ("thu-muc-" + "y" * 60)
    cluster = Cluster(put(pattern, deep))
    try:
        cluster.start()
        assert len(str(cluster.places.socket)) < 100
        assert ask(cluster, "SELECT 1") == (1,)
        assert cluster.places.cluster.is_relative_to(data)
    finally:
        end(cluster)


def test_stops_when_idle_only_if_nobody_is_connected(made):
    cluster = Cluster(made)
    cluster.start()
    with connect(cluster):
        assert cluster.stop(only_if_idle=True) is False
        assert cluster.is_ready()
    assert cluster.stop(only_if_idle=True) is True
    assert cluster.process_id() is None
    assert cluster.stop() is True


def test_a_start_that_fails_says_why_and_where_the_log_is(made):
    cluster = Cluster(made)
    cluster.start()
    cluster.stop()
    with (cluster.places.cluster / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedDatabaseError) as raised:
        cluster.start()
    assert "no_such_setting" in str(raised.value)
    assert str(cluster.places.log) in str(raised.value)


@is_root
def test_a_copy_that_only_root_can_reach_keeps_its_cluster_elsewhere(data, monkeypatch):
    monkeypatch.setattr(places, "ROOT_HOME", data / "var-lib")
    private = data / "root"
    private.mkdir(mode=0o700)
    installed = Places.of(data).installed
    hidden = private / installed.relative_to(installed.parents[1])
    shutil.copytree(installed, hidden, symlinks=True)
    shutil.copytree(installed.parents[1] / places.LIBRARIES, private / places.LIBRARIES)
    monkeypatch.setattr(places, "_installed", lambda: hidden)
    cluster = Cluster(private / "qlcb" / ".data")
    try:
        cluster.start()
        assert ask(cluster, "SELECT 1") == (1,)
        assert cluster.places.cluster.is_relative_to(data / "var-lib")
        assert cluster.places.programs.is_relative_to(data / "var-lib")
        assert ask(cluster, "SELECT to_tsvector('simple', 'Đà Nẵng')::text") == ("'nẵng':2 'đà':1",)
    finally:
        end(cluster)


@is_root
def test_a_socket_directory_of_somebody_else_is_refused(data):
    found = Places.of(data)
    found.sockets.mkdir()
    os.chown(found.sockets, 12345, 12345)
    with pytest.raises(PermissionError, match="belongs to another user"):
        Cluster(data).start()


def test_refused_when_debug_is_off():
    environment = {
        **os.environ,
        "QLCB_DEBUG": "0",
        "QLCB_SECRET_KEY": "0123456789" * 5,
        "QLCB_DATA_KEYS": "9876543210" * 5,
        "QLCB_ALLOWED_HOSTS": "qlcb.example",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "qlcb.settings",
    }
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert done.returncode != 0
    assert "DATABASE_URL is not set" in done.stderr
    assert "embedded database is only for trying out and developing" in done.stderr
