"""Written time: who wrote what, when, from where and why (DESIGN §2).

Every model whose changes matter inherits `Tracked`. Any write of a tracked row happens inside `writing(...)`, which
opens the transaction and says which account writes and for what reason; outside of it the write is refused, so that a
history row without author or reason cannot come to be. Bulk paths go through `create_many`, `update_many` and
`delete_many`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.dispatch import receiver
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from qlcb import bulk, row_security


class Act(models.TextChoices):
    """What kind of act wrote a history row; change and correct are two different things (DESIGN §2)."""

    OPEN = "open", "Lập mới"
    CHANGE = "change", "Thay đổi"
    CORRECT = "correct", "Đính chính"
    REMOVE = "remove", "Hủy"
    IMPORT = "import", "Nhập từ tệp"
    SYSTEM = "system", "Hệ thống"


class HistoryError(RuntimeError):
    """A tracked row was about to be written without an author, a reason or a history row."""


class Conflict(Exception):
    """Somebody else saved the record since it was opened: `stored` is the row as it is, `edited` the one refused."""

    def __init__(self, stored, edited):
        super().__init__("Bản ghi đã được người khác thay đổi.")
        self.stored = stored
        self.edited = edited


@dataclass(frozen=True)
class RequestContext:
    """Where a request comes from; set by the middleware, empty in commands and jobs."""

    request_id: str = ""
    address: str | None = None


@dataclass(frozen=True)
class Writing:
    """The author and the reason of the writes under way."""

    account: object
    reason: str
    act: str
    custodian: str = ""


NOWHERE = RequestContext()

request_context: ContextVar[RequestContext] = ContextVar("request_context", default=NOWHERE)
_writing: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing(*, account, reason: str, act: str = Act.CHANGE):
    """Open one transaction in which tracked rows may be written.

    account: the acting account; its `holder_name` is the custodian of this moment. reason: why, in Vietnamese, shown
    in the history for ever. act: one of `Act`. Raises HistoryError without account or reason.
    """
    if account is None or not (reason or "").strip():
        raise HistoryError("Mỗi lần ghi hồ sơ phải có tài khoản và lý do.")
    token = _writing.set(Writing(account, reason.strip(), act, account.holder_name))
    try:
        with transaction.atomic(), row_security.opened():
            yield _writing.get()
    finally:
        _writing.reset(token)


def current_writing() -> Writing:
    """The writing under way; raises HistoryError when there is none."""
    current = _writing.get()
    if current is None:
        raise HistoryError("Ghi dữ liệu có lưu vết phải nằm trong qlcb.history.writing(account=…, reason=…).")
    return current


class AuditEntry(models.Model):
    """What a history row knows beside the values: custodian of that moment, address, request and kind of act."""

    custodian = models.CharField("người giữ tài khoản", max_length=200, blank=True)
    address = models.GenericIPAddressField("địa chỉ", null=True)
    request_id = models.CharField("mã yêu cầu", max_length=36, blank=True)
    act = models.CharField("loại thao tác", max_length=10, choices=Act.choices)

    class Meta:
        abstract = True


class AuditManager(HistoryManager):
    """simple-history's manager, whose class is made once and not each time that `model.history` is asked for."""

    from_queryset = classmethod(cache(HistoryManager.from_queryset.__func__))


class AuditRecords(HistoricalRecords):
    """simple-history's records with our entry; a save of derived columns alone writes no history."""

    def __init__(self, **kwargs):
        kwargs.setdefault("bases", [AuditEntry])
        kwargs.setdefault("history_manager", AuditManager)
        kwargs.setdefault("user_model", settings.AUTH_USER_MODEL)
        kwargs.setdefault("user_related_name", "+")
        kwargs.setdefault("user_db_constraint", False)
        kwargs.setdefault("history_change_reason_field", models.TextField())
        kwargs.setdefault("inherit", True)
        super().__init__(**kwargs)

    def fields_included(self, model):
        skip = untracked_fields(model if isinstance(model, type) else type(model))
        return [f for f in super().fields_included(model) if f.name not in skip and not f.generated]

    def post_save(self, instance, created, using=None, **kwargs):
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= untracked_fields(type(instance)):
            return
        super().post_save(instance, created, using=using, **kwargs)


@receiver(pre_create_historical_record)
def stamp(sender, history_instance, **kwargs):
    """Put author, reason and origin on a history row about to be written."""
    _stamp(history_instance)


def _stamp(entry) -> None:
    for name, value in _origin().items():
        setattr(entry, name, value)


def _origin() -> dict[str, object]:
    """Author, reason and origin of the writing under way, by the names of a history row's fields."""
    current, origin = current_writing(), request_context.get()
    return {
        "history_user_id": current.account.pk,
        "history_change_reason": current.reason,
        "custodian": current.custodian,
        "act": current.act,
        "address": origin.address,
        "request_id": origin.request_id,
    }


def untracked_fields(model) -> frozenset[str]:
    """Names of the fields that history leaves out: derived columns, secrets."""
    return frozenset(getattr(model, "UNTRACKED", ()))


class TrackedQuerySet(models.QuerySet):
    """Refuses the bulk calls that would write without history; derived columns may still be updated."""

    def update(self, **kwargs):
        self._only_untracked(kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs, fields, batch_size=None):
        self._only_untracked(fields)
        return super().bulk_update(objs, fields, batch_size=batch_size)

    def bulk_create(self, *args, **kwargs):
        raise HistoryError("Dùng qlcb.history.create_many để ghi nhiều dòng kèm lịch sử.")

    def delete(self):
        raise HistoryError("Xóa từng bản ghi trong writing(...) để lịch sử ghi lại, không xóa cả tập.")

    def _only_untracked(self, names: Iterable[str]):
        tracked = {self.model._meta.get_field(name).name for name in names} - untracked_fields(self.model)
        if tracked:
            raise HistoryError(f"Cột có lưu vết phải ghi qua qlcb.history: {', '.join(sorted(tracked))}.")


class Tracked(models.Model):
    """A row whose every change is kept. `version` counts its saves and serves the check against lost updates."""

    UNTRACKED: tuple[str, ...] = ()

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)
    history = AuditRecords()

    objects = models.Manager.from_queryset(TrackedQuerySet)()

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """As Django does, without asking whether the rows exist that its keys name, where those are in hand."""
        super().clean_fields(exclude={*(exclude or ()), *_keys_in_hand(self)})


def _keys_in_hand(row) -> Iterator[str]:
    """Names of the foreign keys whose rows were read from the database before, and fit what the keys are limited to."""
    for key in row._meta.concrete_fields:
        named = key.get_cached_value(row, default=None) if key.many_to_one else None
        if named is None or named._state.adding or named.pk != getattr(row, key.attname):
            continue
        limit = key.get_limit_choices_to()
        if isinstance(limit, dict) and all(getattr(named, name, None) == wanted for name, wanted in limit.items()):
            yield key.name


def changed_fields(before, after) -> list[str]:
    """Names of the concrete tracked fields in which two instances of one model differ."""
    skip = untracked_fields(type(after)) | {"version", after._meta.pk.name}
    return [
        f.name
        for f in after._meta.concrete_fields
        if f.name not in skip and not f.generated and f.value_from_object(before) != f.value_from_object(after)
    ]


def record(instance, *, expected_version: int | None = None) -> bool:
    """Validate and save one tracked row with exactly one history row; nothing when nothing changed.

    expected_version: the version the person saw when they opened the form; raises Conflict when the stored row has
    moved on. Raises ValidationError as `full_clean` does. Returns whether a row was written.
    """
    current_writing()
    if instance._state.adding:
        instance.full_clean()
        _save(instance, force_insert=True)
        return True
    stored = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
    if expected_version is not None and stored.version != expected_version:
        raise Conflict(stored, instance)
    if not changed_fields(stored, instance):
        return False
    instance.version = stored.version + 1
    instance.full_clean()
    _save(instance)
    return True


def _save(instance, **kwargs) -> None:
    """Save; what somebody took in the moment after validation (a code, a period) is told as validation tells it."""
    try:
        with transaction.atomic():
            instance.save(**kwargs)
    except IntegrityError:
        instance.full_clean()
        raise ValidationError("Vừa có người khác ghi dữ liệu trùng với bản ghi này; xem lại rồi ghi lại.") from None


def create_many(objs: Sequence) -> list:
    """Insert many rows of one tracked model, each with its history row. No validation: the caller has done it.

    Returns the objects with their ids. Two statements, inside the writing under way.
    """
    if not objs:
        return []
    current_writing()
    model = type(objs[0])
    key, table = _quoted(model._meta.pk.column, model._meta.db_table)
    with transaction.atomic(savepoint=False):
        bulk.insert_many(objs)
        entries, values = _entries(model, "+", table)
        with connection.cursor() as cursor:
            cursor.execute(f"{entries} WHERE {key} = ANY(%s) ORDER BY {key}", [*values, [obj.pk for obj in objs]])
    return list(objs)


def create_for_each(like: models.Model, field: str, rows: models.QuerySet) -> int:
    """Insert a copy of `like` for every row, with the key `field` set to the row's id, each with its history row.

    like: an unsaved row of a tracked model; rows: any number of them, which are never read here. No validation: the
    caller has done it. One statement, inside the writing under way. Returns how many.
    """
    current_writing()
    model = type(like)
    key = model._meta.get_field(field)
    fields = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated or f is key)]
    values = [f.get_db_prep_save(f.pre_save(like, add=True), connection) for f in fields]
    selected, params = rows.order_by().values("pk").query.sql_with_params()
    table, *columns = _quoted(model._meta.db_table, *(f.column for f in (key, *fields)))
    types = [f.rel_db_type(connection) if f.is_relation else f.db_type(connection) for f in fields]
    constants = "".join(f", %s::{kind}" for kind in types)
    entries, known = _entries(model, "+", "made")
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            f"WITH made AS (INSERT INTO {table} ({', '.join(columns)}) SELECT chosen.*{constants} "
            f"FROM ({selected}) chosen RETURNING *) {entries}",
            [*values, *params, *known],
        )
        return cursor.rowcount


def update_many(objs: Sequence, fields: Sequence[str]) -> None:
    """Update the named fields of many rows of one tracked model, each with its history row; versions move on.

    One statement. Raises Conflict when a row was saved by somebody else since its object was read.
    """
    if not objs:
        return
    current_writing()
    for obj in objs:
        obj.version += 1
    statement, values = bulk.update_statement(objs, [*fields, "version"], connection)
    _write_with_entries(objs, "~", f"{statement} AND held.version = given.version - 1", values)


def delete_many(objs: Sequence) -> None:
    """Take out many rows of one tracked model; the history keeps them, each with an entry that tells so.

    One statement. Raises Conflict when a row was saved by somebody else since its object was read.
    """
    if not objs:
        return
    current_writing()
    model = type(objs[0])
    fields = [model._meta.pk, model._meta.get_field("version")]
    given, values = bulk.arrays(objs, fields, connection)
    table, key = _quoted(model._meta.db_table, model._meta.pk.column)
    statement = f"DELETE FROM {table} AS held USING {given} WHERE held.{key} = given.{key}"
    _write_with_entries(objs, "-", f"{statement} AND held.version = given.version", values)


def _write_with_entries(objs: Sequence, history_type: str, statement: str, values: list) -> None:
    """Run a statement on the rows, "held" in it, and copy what it touched into the history; all of them or none."""
    model = type(objs[0])
    (key,) = _quoted(model._meta.pk.column)
    entries, known = _entries(model, history_type, "touched")
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH touched AS ({statement} RETURNING held.*) {entries} ORDER BY {key} RETURNING {key}",
                [*values, *known],
            )
            touched = {pk for (pk,) in cursor.fetchall()}
        if missed := next((obj for obj in objs if obj.pk not in touched), None):
            raise Conflict(model._base_manager.filter(pk=missed.pk).first(), missed)


def _entries(model, history_type: str, source: str) -> tuple[str, list]:
    """The statement, with its values, that copies rows of `source` into the history, with author, reason and origin."""
    history_model, quote = model.history.model, connection.ops.quote_name
    columns = [quote(field.column) for field in history_model.tracked_fields]
    known = {"history_date": timezone.now(), "history_type": history_type, **_origin()}
    fields = {field.attname: field for field in history_model._meta.concrete_fields}
    new = [quote(fields[name].column) for name in known]
    values = [f"%s::{fields[name].db_type(connection)}" for name in known]
    return (
        f"INSERT INTO {quote(history_model._meta.db_table)} ({', '.join(columns + new)}) "
        f"SELECT {', '.join(columns + values)} FROM {source}",
        list(known.values()),
    )


def _quoted(*names: str) -> list[str]:
    return [connection.ops.quote_name(name) for name in names]
