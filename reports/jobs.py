"""What the worker does for reports."""

import json

from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from personnel.jobs import SWEEP
from reports import runs
from reports.models import ReportRun

MAKE_RUN = "reports.make_run"


@app.task(name=MAKE_RUN)
def make_run(run_id: str) -> None:
    """Make the file of a run that waits; one that is under way or done is left alone."""
    run = ReportRun.objects.select_related("account", "account__unit").get(pk=run_id)
    if run.status == ReportRun.Status.WAITING:
        runs.make_run(run)


@app.periodic(cron="* * * * *")
@app.task(name="reports.sweep_runs", queue=SWEEP, queueing_lock="reports.sweep_runs")
def sweep_runs(timestamp: int) -> None:
    """Every minute: close the jobs of dead workers and tell their runs."""
    interrupted = []
    for job in async_to_sync(app.job_manager.get_stalled_jobs)(task_name=MAKE_RUN):
        async_to_sync(app.job_manager.finish_job)(job, status=Status.FAILED, delete_job=False)
        given = job.task_kwargs
        # Through Django's connection the parameters come as text, through the worker's own as a dict.
        interrupted.append((json.loads(given) if isinstance(given, str) else given)["run_id"])
    runs.give_up(interrupted, timezone.now())


@app.periodic(cron="15 2 * * *")
@app.task(name="reports.forget_expired_files", queue=SWEEP)
def forget_expired_files(timestamp: int) -> None:
    """Every night: delete the files of expired runs."""
    runs.forget_expired_files()
