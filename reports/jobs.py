"""What the worker does for reports."""

from procrastinate.contrib.django import app

from reports import runs
from reports.models import ReportRun


@app.task(name="reports.make_run")
def make_run(run_id: str) -> None:
    """Make the file of a run that waits; one that is under way or done is left alone."""
    run = ReportRun.objects.select_related("account", "account__unit").get(pk=run_id)
    if run.status == ReportRun.Status.WAITING:
        runs.make_run(run)


@app.periodic(cron="15 2 * * *")
@app.task(name="reports.forget_expired_files")
def forget_expired_files(timestamp: int) -> None:
    """Every night: delete the files of expired runs."""
    runs.forget_expired_files()
