"""Django's PostgreSQL backend, which first sees to it that the embedded server runs."""

from django.db.backends.postgresql import base

from qlcb.embedded.cluster import Cluster


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self):
        """Start the server where it does not answer, and return the parameters of the connection."""
        Cluster(self.settings_dict["QLCB_DATA_DIR"]).start()
        return super().get_connection_params()
