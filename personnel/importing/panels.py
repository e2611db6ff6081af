"""The single values of a dossier that a list tells: name, birth, papers, recruitment, party, note."""

from django.core.exceptions import ValidationError
from django.db import models

from accounts.permissions import Change as Meaning
from personnel.importing.cells import MALE
from personnel.importing.lookups_db import CellRefused
from personnel.importing.planned import Change, Frame, Planned
from personnel.importing.series import is_finer
from personnel.importing.stored import citizen_number
from personnel.models import Dossier, Position
from personnel.present import field_value, shown
from personnel.sections import PANELS
from qlcb.dates import PartialDate
from qlcb.formats import mask_citizen
from qlcb.vietnamese import fold

FIELD_OF_COLUMN = {
    "full_name": "full_name",
    "sex": "sex",
    "birth_date": "birth_date",
    "citizen_id": "citizen_id",
    "ethnic": "ethnic_group",
    "religion": "religion",
    "home_town": "home_town",
    "recruited_on": "recruited_on",
    "party_joined_on": "party_joined_on",
    "party_official_on": "party_official_on",
    "note": "note",
}
_REQUIRED = {
    "full_name": "Chưa có họ và tên.",
    "birth_date": "Chưa có ngày sinh.",
    "sex": "Danh sách không cho biết giới tính; lập hồ sơ mới phải có.",
}
_GROUPS = {name: panel.group for panel in PANELS for name in panel.fields}


def plan_panels(row: Planned, frame: Frame) -> None:
    """Put what the list tells into the dossier; an empty cell takes nothing away, a vaguer date neither."""
    dossier = row.dossier
    if row.is_new:
        _require(row)
    for key, name in FIELD_OF_COLUMN.items():
        value = _field_value(row, key)
        field = Dossier._meta.get_field(name)
        old = field.value_from_object(dossier)
        if value is None or value == old or _is_vaguer(value, old):
            continue
        before = "" if row.is_new else _shown(dossier, key, frame)
        setattr(dossier, field.attname, value)
        meaning = Meaning(rewrites=not row.is_new)
        told = _shown(dossier, key, frame)
        row.changes.append(Change(key, before, told, _GROUPS[name], opens=row.is_new, meaning=meaning))
        if not row.is_new:
            row.writes.set(dossier, field.attname, value)
    if row.is_new:
        dossier.subject = _subject(frame.catalogues.positions.get(row.value("position")))
    if not any(char.isalpha() for char in dossier.full_name):
        raise CellRefused("full_name", "Họ tên phải có chữ cái.")
    checked = set(FIELD_OF_COLUMN) if row.is_new else {change.key for change in row.changes}
    columns = {FIELD_OF_COLUMN[key]: key for key in checked} | ({"code": "code"} if row.is_new else {})
    check_fields(dossier, columns)


def _require(row: Planned) -> None:
    for key, message in _REQUIRED.items():
        if row.value(key) is None:
            raise CellRefused(key, message)


def check_fields(record: models.Model, columns: dict[str, str]) -> None:
    """Refuse the cell of the first field that the model does not take (too long, too many digits).

    columns: field → column key. Relations are left out: their values come from the catalogues.
    """
    every = {field.name for field in record._meta.fields}
    relations = {field.name for field in record._meta.fields if field.is_relation}
    try:
        record.clean_fields(exclude=relations | (every - set(columns)))
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise CellRefused(columns[name], " ".join(messages)) from None


def _field_value(row: Planned, key: str):
    if key == "citizen_id":
        return citizen_number(row.clean)
    value = row.value(key)
    if key == "sex" and value is not None:
        return Dossier.Sex.MALE if value == MALE else Dossier.Sex.FEMALE
    return value


def _is_vaguer(new, old) -> bool:
    return isinstance(new, PartialDate) and isinstance(old, PartialDate) and is_finer(old, new)


def _shown(dossier: Dossier, key: str, frame: Frame) -> str:
    """The value in words; relations by the catalogues already read, the citizen number masked."""
    name = FIELD_OF_COLUMN[key]
    if key == "citizen_id":
        return mask_citizen(dossier.citizen_id)
    if key in frame.catalogues.names:
        known = frame.catalogues.names[key]
        return shown(known.get(getattr(dossier, Dossier._meta.get_field(name).attname)))
    return field_value(dossier, name)


def _subject(position: Position | None) -> str:
    """The kind of person that a position which is no office names ("Viên chức", "Người lao động")."""
    if position is not None and not position.is_leading:
        for value, label in Dossier.Subject.choices:
            if fold(label).startswith(fold(position.name)):
                return value
    return Dossier.Subject.CIVIL_SERVANT
