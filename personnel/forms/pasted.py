"""People named in a column that was pasted: staff codes, alone or with values beside them as Excel copies them."""

import re
from dataclasses import dataclass, field
from datetime import date

from django import forms

from accounts.permissions import DECIDE
from personnel.acts.cells import Columns
from personnel.importing.lookups import lookup_key
from personnel.models import Dossier, Draft

UNKNOWN = "Không có hồ sơ số hiệu này trong phạm vi của tài khoản."
LONGEST = 200_000  # characters
_CODE_HEADERS = {"so hieu", "ma so", "ma cong chuc", "so hieu cong chuc", "ma can bo"}
_BETWEEN_CODES = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line of what was pasted. number: of the line, from 1."""

    number: int
    text: str
    message: str


@dataclass
class Pasted:
    """What was pasted, line by line. dossiers: whom it names, in its order; values: by id; unused: headers that name no
    column of the grid."""

    dossiers: list[Dossier] = field(default_factory=list)
    values: dict[int, dict] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    header: str = ""

    @property
    def unknown(self) -> int:
        """How many codes name nobody on whom the account enters decisions."""
        return sum(problem.message == UNKNOWN for problem in self.problems)


class PasteForm(forms.Form):
    """The pasted lines; `read` tells what they mean."""

    lines = forms.CharField(
        label="Số hiệu, mỗi người một dòng",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        max_length=LONGEST,
        strip=False,
        error_messages={
            "required": "Dán ít nhất một số hiệu.",
            "max_length": "Danh sách dài quá; chia thành nhiều lần.",
        },
    )

    def read(self, draft: Draft, columns: Columns, account, today: date) -> Pasted:
        """Whom the lines name among those on whom the account enters decisions, and which values stand beside them."""
        pasted, rows = Pasted(), []
        names = list(columns.act.own)
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            cells = [cell.strip() for cell in line.split("\t")]
            if number == 1 and lookup_key(cells[0]) in _CODE_HEADERS:
                names, pasted.unused = _by_header(cells[1:], columns)
                pasted.header = line
            elif any(cells):
                codes = _BETWEEN_CODES.split(cells[0]) if len(cells) == 1 else [cells[0]]
                rows += [(number, code.upper(), cells[1:], line) for code in codes if code or len(cells) > 1]
        _find(pasted, rows, names, draft, columns, account)
        return pasted


def _by_header(headers: list[str], columns: Columns) -> tuple[list[str], list[str]]:
    """The names of the fields that the headers mean, "" for those that mean none, and these headers."""
    known = {lookup_key(column.label): column.name for column in columns}
    names = [known.get(lookup_key(header), "") for header in headers]
    unused = [header for header, name in zip(headers, names, strict=True) if header and not name]
    return names, unused


def _find(pasted: Pasted, rows: list, names: list[str], draft: Draft, columns: Columns, account) -> None:
    found = Dossier.objects.under(account, DECIDE).filter(code__in={code for _, code, _, _ in rows})
    people, first = {dossier.code: dossier for dossier in found}, {}
    for number, code, cells, line in rows:
        dossier = people.get(code)
        if dossier is None:
            message = UNKNOWN if code else "Thiếu số hiệu ở cột đầu."
        elif code in first:
            message = f"Trùng với dòng {first[code]}."
        else:
            texts = {name: text for name, text in zip(names, cells, strict=False) if name and text}
            values, errors = columns.read(texts, draft.shared, dossier)
            labels = {column.name: column.label for column in columns}
            message = " ".join(f"{labels[name]}: {words}" for name, words in errors.items())
            if len([cell for cell in cells if cell]) > len(names):
                message = f"{message} Nhiều ô hơn số cột của dự thảo.".strip()
            first[code] = number
            if not message:
                pasted.dossiers.append(dossier)
                pasted.values[dossier.pk] = values
        if message:
            pasted.problems.append(Problem(number, code or line[:40], message))
            pasted.left.append(line if len(cells) else code)
