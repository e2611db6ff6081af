"""Choices from the shared lists in forms: those of the fact's day first, long ones searched on the server.

A field whose list is too long to write into the page shows only what is chosen. With JavaScript it asks
`personnel:pick` while a person types; without it they write code, name or another usual name into a line of text.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html

from orgunits.models import Unit
from personnel.catalogues import CATALOGUES, choice_label, not_in_force
from personnel.list_words import exact_ids, found_ids
from personnel.models import Place, Qualification, Rank, Term
from personnel.models.catalogues import CatalogueEntry
from personnel.models.terms import TermField
from qlcb.formats import date_vi
from qlcb.vietnamese import fold, matches_words

LONG = 300  # so many entries are written into a page; more are searched for
NEAR = 5
WRITTEN = "="  # before what was written by hand, to tell it from the key of an entry
OVER = "Ngoài thời gian có hiệu lực"
UNITS = "don-vi"
PICKED = {"dia-danh", "quoc-gia", "chuyen-nganh", "co-so-dao-tao", "chuc-vu", "vi-tri-viec-lam", "ngach"}
_SLUGS = {(catalogue.model, catalogue.kind): slug for slug, catalogue in CATALOGUES.items()}


def label_of(entry) -> str:
    """An entry among choices, told apart from others of its name."""
    if isinstance(entry, Unit):
        return unit_label(entry)
    if isinstance(entry, Rank):
        return rank_label(entry)
    if isinstance(entry, Place):
        return f"{entry.with_parents}{_until(entry)}"
    if isinstance(entry, Qualification):
        return f"{choice_label(entry)} · {entry.get_kind_display()}"
    return choice_label(entry)


def unit_label(unit) -> str:
    """Units of equal name are told apart by the one above; those that are no more say until when."""
    until = f" (đến {date_vi(unit.dissolved_on)})" if unit.dissolved_on else ""
    return f"{unit.name} · {unit.parent.label}{until}" if unit.parent_id else f"{unit.name}{until}"


def rank_label(rank) -> str:
    """Code and name; ranks that no longer hold say until when."""
    return f"{rank.code} {rank.name} – {rank.group}{_until(rank)}"


def _until(entry) -> str:
    return f" (đến {date_vi(entry.valid_to)})" if entry.valid_to else ""


def named(entries: QuerySet, text: str, most: int) -> list:
    """Of units or entries those that the words find, by the beginnings of words in any order, without diacritics.

    Whoever has exactly this code or name comes first, then those whose name begins so. most: how many at most.
    """
    if entries.model is Unit:
        wanted = fold(text)
        found = [unit for unit in entries if matches_words(f"{unit.code} {unit_label(unit)}", text)]
        found.sort(key=lambda unit: (wanted not in _known(unit), not fold(unit.name).startswith(wanted)))
        return found[:most]
    ids = found_ids(entries, text)[:most]
    by_id = entries.in_bulk(ids)
    return [by_id[pk] for pk in ids]


def _known(unit: Unit) -> set[str]:
    return {fold(unit.code), fold(unit.name), fold(unit_label(unit))}


class EntryIterator(ModelChoiceIterator):
    """The entries of the list: in force first, in their groups; the others last, for facts of another time."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[str, list] = {}
        for entry in self.field.entries:
            groups.setdefault(self.field.group_of(entry), []).append((entry.pk, label_of(entry)))
        last = groups.pop(OVER, [])
        for group, choices in groups.items():
            yield from [(group, choices)] if group else choices
        if last:
            yield OVER, last


class EntrySelect(forms.Select):
    """The list, or when it is long what is chosen from it, with a line to write into where no script runs."""

    def optgroups(self, name, value, attrs=None):
        field = getattr(self.choices, "field", None)
        if field is None or not field.is_long:
            return super().optgroups(name, value, attrs)
        chosen = [(pk, field.words_of(pk)) for pk in value if pk and not str(pk).startswith(WRITTEN)]
        return forms.Select(choices=[("", field.empty_label or ""), *chosen]).optgroups(name, value, attrs)

    def create_option(self, name, value, *rest, **options):
        option = super().create_option(name, value, *rest, **options)
        known = self.choices.field.known_of(value) if "data-pick" not in self.attrs else ""
        return option | {"attrs": option["attrs"] | ({"data-known": known} if known else {})}

    def render(self, name, value, attrs=None, renderer=None):
        control = super().render(name, value, attrs, renderer)
        if not self.choices.field.is_long:
            return control
        written = str(value).removeprefix(WRITTEN) if str(value or "").startswith(WRITTEN) else ""
        return control + format_html(
            '<noscript><input class="form-control" name="{}" value="{}" aria-label="{}" placeholder="{}"></noscript>',
            f"{name}-ghi",
            written,
            f"{self.choices.field.label}: ghi mã hoặc tên",
            "Chọn khác: ghi mã hoặc tên",
        )

    def value_from_datadict(self, data, files, name):
        written = (data.get(f"{name}-ghi") or "").strip()
        return f"{WRITTEN}{written}" if written else super().value_from_datadict(data, files, name)


class EntryField(forms.ModelChoiceField):
    """One entry of a list, or one unit. day: of the fact, by which entries are in force; today's when None."""

    widget = EntrySelect
    iterator = EntryIterator

    def __init__(self, queryset, *, slug: str = "", day: date | None = None, **kwargs):
        super().__init__(queryset, **kwargs)
        self.day = day
        self.narrow(queryset, slug)

    def narrow(self, queryset, slug: str = "") -> None:
        """Offer these only; slug: the address that answers for just these, when they may be many."""
        self.queryset = queryset
        self.widget.attrs.pop("data-pick", None)
        self.widget.attrs["data-search-select"] = ""
        if slug in PICKED or slug.startswith(UNITS):
            self.widget.attrs["data-pick"] = reverse_lazy("personnel:pick", args=[slug])

    @property
    def entries(self) -> list:
        """At most one more than what is written into a page."""
        if getattr(self, "_read", None) is None or self._read[0] is not self.queryset:
            self._read = self.queryset, {entry.pk: entry for entry in self.queryset[: LONG + 1]}
        return list(self._read[1].values())

    @property
    def is_long(self) -> bool:
        return len(self.entries) > LONG

    def group_of(self, entry) -> str:
        """The heading under which the entry stands, "" for none."""
        day = self.day or timezone.localdate()
        if isinstance(entry, CatalogueEntry) and not isinstance(entry, Place) and not_in_force(entry, day, day):
            return OVER
        return entry.get_kind_display() if isinstance(entry, Qualification) else getattr(entry, "group_words", "")

    def known_of(self, pk) -> str:
        """What else the entry is found by in the page: its code and other names, folded, with "|" between."""
        entry = self._read[1].get(pk)
        return "|".join(map(fold, (entry.code, *getattr(entry, "aliases", ())))) if entry else ""

    def label_from_instance(self, entry):
        return label_of(entry)

    def words_of(self, raw) -> str:
        """What a person reads for a raw value: the label of an entry, or what was written by hand."""
        if str(raw).startswith(WRITTEN):
            return str(raw).removeprefix(WRITTEN)
        entry = self.queryset.filter(pk=raw).first() if str(raw).isdigit() else None
        return label_of(entry) if entry else ""

    def prepare_value(self, value):
        if isinstance(value, str) and value.startswith(WRITTEN):
            exact = self._exact(value.removeprefix(WRITTEN))
            return exact[0].pk if len(exact) == 1 else value
        return super().prepare_value(value)

    def to_python(self, value):
        if not (isinstance(value, str) and value.startswith(WRITTEN)):
            return super().to_python(value)
        text = value.removeprefix(WRITTEN)
        exact = self._exact(text)
        if len(exact) == 1:
            return exact[0]
        near = exact[:NEAR] or named(self.queryset, text, NEAR)
        words = "; ".join(f"{entry.code} {label_of(entry)}" for entry in near)
        told = f"Gần giống: {words}." if near else "Không có mục nào gần giống."
        raise ValidationError(f"“{text}” không chỉ đúng một mục trong danh mục. {told}", code="invalid_choice")

    def _exact(self, text: str) -> list:
        if self.queryset.model is Unit:
            return [unit for unit in self.queryset if fold(text) in _known(unit)]
        ids = exact_ids(self.queryset, text)
        return list(self.queryset.filter(pk__in=ids)) if ids else []


def entry_field(db_field, **kwargs) -> EntryField | None:
    """The form field of a foreign key to a shared list or to the units; None for other keys."""
    model = db_field.related_model
    kind = str(db_field.kind) if isinstance(db_field, TermField) else ""
    if model is not Unit and not issubclass(model, CatalogueEntry):
        return None
    entries = model._default_manager.all()
    if model is Term:
        entries = entries.filter(kind=kind)
    elif model is Place:
        entries = entries.select_related("parent__parent")
    elif model is Unit:
        entries = entries.select_related("parent")
    slug = UNITS if model is Unit else _SLUGS.get((model, kind), "")
    return EntryField(
        entries, slug=slug, required=not db_field.blank, help_text=db_field.help_text, empty_label="Chưa chọn", **kwargs
    )
