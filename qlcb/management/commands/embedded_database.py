from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Starts or stops the embedded PostgreSQL of this copy, or tells how it is."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["start", "stop", "status"])
        parser.add_argument("--if-idle", action="store_true", help="stop only when no program is connected")

    def handle(self, *, action, if_idle, **options):
        if settings.DATABASES["default"]["ENGINE"] != "qlcb.embedded":
            raise CommandError("DATABASE_URL is set: this copy does not use the embedded database.")
        # Imported here because it stands on packages that a deployment does not install.
        from qlcb.embedded import Cluster, EmbeddedDatabaseError

        cluster = Cluster(settings.DATA_DIR)
        try:
            if action == "start":
                cluster.start()
            elif action == "stop" and not cluster.stop(only_if_idle=if_idle):
                self.stdout.write("Other programs are connected: it goes on.")
        except EmbeddedDatabaseError as error:
            raise CommandError(str(error)) from error
        process = cluster.process_id()
        state = f"running (process {process})" if process else "stopped"
        self.stdout.write(
            f"Embedded PostgreSQL {state}\n  data: {cluster.places.cluster}\n  log:  {cluster.places.log}"
        )
