"""What the worker does: imports, every hour what a new day brings into force, every night the findings."""

import json

from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from personnel.models import Dossier, Export
from personnel.services import import_runs
from personnel.services.add_rows import FAULTS_TASK
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.approve_reorganisation import REORGANISE_TASK
from personnel.services.ask_export import MAKE_TASK
from personnel.services.begin_day import begin_day
from personnel.services.draft_runs import APPLY_TASK, apply_queued
from personnel.services.draft_runs import sweep_drafts as sweep_queued
from personnel.services.find_faults import find_faults
from personnel.services.make_export import make_export as make
from personnel.services.run_schedules import run_schedules
from personnel.services.send_digests import send_digests as send
from personnel.services.tidy_exports import tidy_exports
from qlcb.history import RequestContext, request_context

SWEEP = "sweep"
SWEEPS_KEPT_HOURS = 48


@app.task(name=import_runs.EXAMINE_TASK)
def examine_import(run_id: str) -> None:
    """Read an uploaded list and compare it with the stored dossiers."""
    import_runs.examine_run(run_id, timezone.localdate())


@app.task(name=import_runs.WRITE_TASK)
def write_import(run_id: str, request_id: str = "", address: str | None = None, custodian: str | None = None) -> None:
    """Write a confirmed list; its history carries the request and the address of the confirmation, and who gave it."""
    token = request_context.set(RequestContext(request_id, address))
    try:
        import_runs.write_run(run_id, timezone.localdate(), custodian)
    finally:
        request_context.reset(token)


@app.periodic(cron="* * * * *")
@app.task(name="personnel.sweep_imports", queue=SWEEP, queueing_lock="personnel.sweep_imports")
def sweep_imports(timestamp: int) -> None:
    """Every minute: close the jobs of dead workers and put their runs back on their way."""
    for task in (import_runs.EXAMINE_TASK, import_runs.WRITE_TASK):
        for job in async_to_sync(app.job_manager.get_stalled_jobs)(task_name=task):
            async_to_sync(app.job_manager.finish_job)(job, status=Status.FAILED, delete_job=False)
    import_runs.sweep_runs(timezone.now())


@app.task(name=MAKE_TASK)
def make_export(export_id: str, request_id: str = "", address: str | None = None) -> None:
    """Make the file of an export that waits; the log carries the request and the address of who asked."""
    token = request_context.set(RequestContext(request_id, address))
    try:
        export = Export.objects.select_related("account", "account__unit").get(pk=export_id)
        make(export=export, today=timezone.localdate(), in_job=True)
    finally:
        request_context.reset(token)


@app.periodic(cron="* * * * *")
@app.task(name="personnel.sweep_exports", queue=SWEEP, queueing_lock="personnel.sweep_exports")
def sweep_exports(timestamp: int) -> None:
    """Every minute: close the jobs of dead workers, tell their exports, delete expired files."""
    interrupted = []
    for job in async_to_sync(app.job_manager.get_stalled_jobs)(task_name=MAKE_TASK):
        async_to_sync(app.job_manager.finish_job)(job, status=Status.FAILED, delete_job=False)
        given = job.task_kwargs
        # Through Django's connection the parameters come as text, through the worker's own as a dict.
        interrupted.append((json.loads(given) if isinstance(given, str) else given)["export_id"])
    tidy_exports(now=timezone.now(), interrupted=interrupted)


@app.periodic(cron="30 2 * * *")
@app.task(name="personnel.discard_old_imports", queue=SWEEP)
def discard_old_imports(timestamp: int) -> None:
    """Every night: delete the files of imports of long ago, and the traces of the sweeps of the days before."""
    import_runs.discard_old_runs(timezone.now())
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=SWEEPS_KEPT_HOURS, queue=SWEEP)


@app.periodic(cron="7 * * * *")
@app.task(name="personnel.bring_today", queueing_lock="personnel.bring_today")
def bring_today(timestamp: int) -> None:
    """Every hour, so that a worker that slept at midnight catches up: units, rights and dossiers as of today, and then
    the files that are made again and again."""
    today = timezone.localdate()
    begin_day(today)
    run_schedules(today)


@app.task(name=APPLY_TASK)
def apply_draft(
    draft_id: int, account_id: int, custodian: str, request_id: str = "", address: str | None = None
) -> None:
    """Apply a confirmed draft; its history carries the request and the address of the confirmation."""
    token = request_context.set(RequestContext(request_id, address))
    try:
        apply_queued(draft_id, account_id, custodian, timezone.localdate())
    finally:
        request_context.reset(token)


@app.periodic(cron="* * * * *")
@app.task(name="personnel.sweep_drafts", queue=SWEEP, queueing_lock="personnel.sweep_drafts")
def sweep_drafts(timestamp: int) -> None:
    """Every minute: close the jobs of dead workers and open their drafts again."""
    for job in async_to_sync(app.job_manager.get_stalled_jobs)(task_name=APPLY_TASK):
        async_to_sync(app.job_manager.finish_job)(job, status=Status.FAILED, delete_job=False)
    sweep_queued(timezone.now())


@app.task(name=FAULTS_TASK)
def find_faults_of(dossier_ids: list[int]) -> None:
    """Completeness and findings of dossiers that were written many at once."""
    find_faults(dossier_ids, timezone.localdate())


@app.task(name=REORGANISE_TASK, lock=REORGANISE_TASK)
def apply_reorganisations() -> None:
    """Carry out the approved reorganisations whose day has come: asked for when one is approved that late."""
    apply_due_reorganisations(timezone.localdate())


@app.periodic(cron="17 * * * *")
@app.task(name="personnel.send_digests", queueing_lock="personnel.send_digests")
def send_digests(timestamp: int) -> None:
    """Every hour, of which those of the morning of a working day send: the mails about what waits, each once."""
    send(timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="personnel.check_quality", queueing_lock="personnel.check_quality")
def check_quality(timestamp: int) -> None:
    """Every night: completeness and findings of every dossier, since some come and go with the days alone."""
    find_faults(Dossier.objects.order_by("pk").values_list("pk", flat=True), timezone.localdate())
