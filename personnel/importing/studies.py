"""Degrees, courses and languages that a list tells, among the studies of the dossier."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from accounts.permissions import Change as Meaning
from personnel.importing.cells import quote
from personnel.importing.lookups import Catalogue, lookup_key
from personnel.importing.lookups_db import KIND_OF_COLUMN
from personnel.importing.panels import check_fields
from personnel.importing.planned import Change, Frame, Planned
from personnel.models import Qualification, Study
from personnel.sections import STUDIES
from qlcb.vietnamese import fold

_BETWEEN = re.compile(r"[,;+/\n]|\bvà\b")
_FIGURES = re.compile(r"\d+")


class Told(NamedTuple):
    """One study that a list tells: its column, level, language and major."""

    key: str
    level_id: int
    language_id: int | None = None
    major: str = ""


def plan_studies(row: Planned, frame: Frame) -> None:
    """Add the studies that the dossier does not have yet, compared by kind, level, language and major.

    A degree on file without its major receives it. What is not in the catalogues is only doubted.
    """
    known = list(frame.stored.studies[row.dossier.pk]) if not row.is_new else []
    for told in [*_degrees(row), *_languages(row, frame), *_computing(row, frame)]:
        kind = KIND_OF_COLUMN[told.key]
        alike = [
            study
            for study in known
            if (study.kind, study.level_id, study.language_id) == (kind, told.level_id, told.language_id)
        ]
        if any(not told.major or fold(study.major) == fold(told.major) for study in alike):
            continue
        bare = next((study for study in alike if not study.major), None)
        before = _words(frame, kind, told._replace(major="")) if bare is not None else ""
        if bare is not None:
            study = bare
            row.writes.set(study, "major", told.major)
            row.writes.set(study, "major_listed_id", frame.catalogues.majors.find(told.major))
        else:
            study = Study(
                dossier=row.dossier,
                kind=kind,
                level_id=told.level_id,
                language_id=told.language_id,
                major=told.major,
                major_listed_id=frame.catalogues.majors.find(told.major),
            )
            row.writes.created.append(study)
            known.append(study)
        check_fields(study, {"major": "major"})
        meaning = Meaning(rewrites=bare is not None)
        row.changes.append(Change(told.key, before, _words(frame, kind, told), STUDIES.group, meaning=meaning))


def _degrees(row: Planned) -> Iterator[Told]:
    """The levels that the cleaners found in the catalogues; text is what they did not find, and have doubted."""
    major = row.value("major") or ""
    for key in ("degree", "political", "state_management"):
        level = row.value(key)
        if isinstance(level, int):
            yield Told(key, level, major=major if key == "degree" else "")
        elif key == "degree" and major:
            row.warn("major", f"Chưa ghi chuyên ngành {quote(major)} vì chưa rõ trình độ.")


def _languages(row: Planned, frame: Frame) -> Iterator[Told]:
    """The languages of a cell such as "Anh B2", "Cử nhân Anh", "Trung HSK4" or "Anh C, Pháp A"."""
    text = row.value("language")
    levels, languages = frame.catalogues.levels[Qualification.Kind.LANGUAGE], frame.catalogues.languages
    for part in _BETWEEN.split(text or ""):
        key = lookup_key(part)
        if not key:
            continue
        level, rest = _take(levels, key)
        language, _ = _take(languages, rest)
        if language is None:
            language, _ = _take(languages, " ".join(_FIGURES.sub("", key).split()))
        language = language or row.sheet.language
        if level is None or language is None:
            what = "trình độ" if level is None else "ngoại ngữ nào"
            row.warn("language", f"Ngoại ngữ {quote(part.strip())} chưa rõ {what} nên chưa ghi vào hồ sơ.")
        else:
            yield Told("language", level, language)


def _computing(row: Planned, frame: Frame) -> Iterator[Told]:
    text = row.value("it")
    if text:
        level, _ = _take(frame.catalogues.levels[Qualification.Kind.IT], lookup_key(text))
        if level is None:
            row.warn("it", f"Trình độ tin học {quote(text)} không có trong danh mục nên chưa ghi vào hồ sơ.")
        else:
            yield Told("it", level)


def _take(catalogue: Catalogue, key: str) -> tuple[int | None, str]:
    """Return the entry whose longest name or alias stands in the folded words, and the words without it."""
    padded = f" {key} "
    for name in sorted(catalogue.codes, key=len, reverse=True):
        if name and f" {name} " in padded:
            return catalogue.codes[name], padded.replace(f" {name} ", " ", 1).strip()
    return None, key


def _words(frame: Frame, kind: str, told: Told) -> str:
    level = frame.catalogues.levels[kind].names[told.level_id]
    if told.language_id is not None:
        return f"{frame.catalogues.languages.names[told.language_id]}, {level}"
    return f"{level}, {told.major}" if told.major else level
