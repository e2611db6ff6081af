"""Two people edit one record: the second sees what changed and decides (DESIGN §8)."""

from dataclasses import dataclass

from django.shortcuts import render

from personnel.present import shown_choice

ABOUT_THE_WRITE = {"reason", "act"}


@dataclass(frozen=True)
class Difference:
    """One field in which the stored record and the refused one differ: raw values for the form, words for people."""

    name: str
    label: str
    stored_raw: str
    stored: str
    edited_raw: str
    edited: str


def conflict_page(request, conflict, form, fresh, title):
    """The page on which the second editor chooses, field by field; it posts to the same address with the new version.

    form: the refused, bound form; fresh: the same form on the stored record; title: what the record is, in words.
    """
    differences, kept = [], []
    for field in form.visible_fields():
        stored_raw, edited_raw = _raw(fresh[field.name]), _raw(field)
        if field.name not in ABOUT_THE_WRITE and stored_raw != edited_raw:
            differences.append(
                Difference(
                    field.name,
                    field.label,
                    stored_raw,
                    shown_choice(fresh[field.name], stored_raw),
                    edited_raw,
                    shown_choice(field, edited_raw),
                )
            )
        else:
            kept.append((field.html_name, edited_raw))
    entry = conflict.stored.history.first()
    context = {
        "differences": differences,
        "kept": kept,
        "version": conflict.stored.version,
        "entry": entry,
        "record_title": title,
    }
    return render(request, "personnel/conflict.html", context, status=409)


def _raw(bound) -> str:
    value = bound.value()
    if value is None or value is False:
        return ""
    return "on" if value is True else str(value)
