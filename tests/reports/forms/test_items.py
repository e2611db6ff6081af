"""Every item of the two statutory forms has its place on paper, every value declared for it stands there (HP-4.1a)."""

import re
from decimal import Decimal
from functools import cache

import pytest
from django.conf import settings

from personnel.models import Dossier
from personnel.present import field_value
from personnel.sections import SECTIONS
from qlcb.dates import PartialDate
from qlcb.formats import number_vi
from reports.forms.facts import month
from reports.forms.items import BY_FORM, FORM_2C, TT06, document
from tests.full_dossier import make_full_dossier
from tests.reports.forms.conftest import read_pdf, words_of

pytestmark = pytest.mark.django_db
SILENT = {"is_main", "is_dead"}  # told by the place of the record, or by the words "Đã mất"
WORDS_OF = {"major_listed": "major_words", "school_listed": "school_words"}


def whole(number: str) -> int:
    return int(number.split(".")[0])


def test_both_forms_are_declared_from_the_first_item_to_the_last():
    assert sorted({whole(item.number) for item in TT06}) == list(range(1, 39))
    assert sorted({whole(item.number) for item in FORM_2C}) == list(range(1, 33))
    numbers = [item.number for item in TT06]
    assert [n for n in numbers if whole(n) in (30, 32, 34, 35, 36, 37)] == [
        *("30.1", "30.2", "30.3"), *(f"32.{n}" for n in range(1, 7)), "34.1", "34.2", "34.3", "35.1", "35.2",
        "36.1", "36.2", "37.1", "37.2", "37.3",
    ]  # fmt: skip


def test_each_item_says_where_it_comes_from():
    assert [item.number for items in BY_FORM.values() for item in items if not item.panel and not item.rows] == []


def test_the_page_of_the_docs_is_the_declaration():
    page = (settings.BASE_DIR / "docs" / "bieu-mau.md").read_text(encoding="utf-8")
    tables = page[page.index("## Sơ yếu lý lịch theo") :]
    assert tables == document(), "lập lại bằng manage.py form_items"


def spoken(row, name: str) -> set[str]:
    """The ways in which a form may write a value: dates by day, month or year, numbers with points or percent."""
    if name in WORDS_OF:
        return {getattr(row, WORDS_OF[name])}
    value = getattr(row, name)
    if value in (None, "") or name in SILENT:
        return set()
    told = {field_value(row, name, reveal=True)}
    if isinstance(value, PartialDate) or hasattr(value, "month"):
        told |= {month(value), str(value.year), *([words_of_birth(value)] if name == "birth_date" else [])}
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        told |= {number_vi(value), f"{value} %"}
    if hasattr(value, "code") and hasattr(value, "name"):
        told |= {value.name, value.code}
    return {" ".join(words.split()) for words in told}


def words_of_birth(value) -> str:
    return f"{value.day:02} tháng {value.month:02} năm {value.year}"


def stands(row, name: str, text: str) -> bool:
    ways = spoken(row, name)
    return not ways or any(way in text for way in ways) or (name == "full_name" and row.full_name.upper() in text)


def missing_values(items, dossier: Dossier, text: str) -> list[str]:
    """What was declared and does not stand in the text."""
    rows_of = cache(lambda slug: list(SECTIONS[slug].rows(dossier)))
    missing = [f"{item.number} {name}" for item in items for name in item.panel if not stands(dossier, name, text)]
    for item in items:
        for slug, names in item.rows:
            for name in names:
                asked = [row for row in rows_of(slug) if not item.kind or row.kind == item.kind]
                found = [stands(row, name, text) for row in asked]
                if not (all(found) if item.every else any(found)):
                    missing.append(f"{item.number} {slug}.{name}")
    return missing


@pytest.mark.clause("HP-4.1a")
@pytest.mark.parametrize("slug", BY_FORM)
def test_a_dossier_filled_in_every_item_prints_whole(slug, full, cast, print_form):
    items = BY_FORM[slug]
    text = words_of(read_pdf(print_form(cast.clerk, full, slug)))
    assert [item.number for item in items if f"{item.number}) {item.label}" not in text] == []
    assert missing_values(items, full, text) == []


@pytest.mark.clause("HP-4.1a")
@pytest.mark.parametrize("slug", BY_FORM)
def test_an_empty_dossier_prints_as_a_blank_form(slug, empty, cast, print_form):
    reader = read_pdf(print_form(cast.clerk, empty, slug))
    text = words_of(reader)
    assert [item.number for item in BY_FORM[slug] if f"{item.number}) {item.label}" not in text] == []
    assert "None" not in text and "LÊ AN" in text
    assert f"Trang 1/{len(reader.pages)}" in text


@pytest.mark.parametrize("slug", BY_FORM)
def test_a_value_that_is_not_printed_is_noticed(slug, full, paper_of):
    """The test above can fail: without its pieces the form misses nearly everything."""
    paper = paper_of(full, slug)
    assert len(missing_values(BY_FORM[slug], full, paper.title)) > 60


@pytest.mark.parametrize("slug", BY_FORM)
def test_a_word_that_does_not_end_is_broken_not_cut(slug, program, today, cast, print_form):
    """Beside the portrait 34 capitals fit on a line; what ran on would leave the page."""
    dossier = make_full_dossier(account=program, today=today, number=2, full_name="W" * 120)
    page = read_pdf(print_form(cast.clerk, dossier, slug)).pages[0].extract_text()
    runs = [run for run in re.findall("W+", page) if len(run) > 1]
    assert sum(map(len, runs)) == 120 and max(map(len, runs)) <= 34
