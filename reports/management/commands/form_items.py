from django.core.management.base import BaseCommand

from reports.forms.items import document


class Command(BaseCommand):
    help = "Print where each item of the statutory forms comes from: the tables of docs/bieu-mau.md."

    def handle(self, *args, **options):
        self.stdout.write(document(), ending="")
