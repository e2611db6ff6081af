"""What a person decides about a file: which sheets are lists, where their header stands, what its columns mean."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Decisions about one sheet; None leaves them to the program.

    header: first and last row of the header; columns: column number → key of `columns.COLUMNS`, "" for none.
    """

    used: bool | None = None
    header: tuple[int, int] | None = None
    columns: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """Decisions about a file. unit: code of the unit whose list it is, "" to read it from the titles."""

    unit: str = ""
    sheets: dict[str, SheetChoice] = field(default_factory=dict)

    def of(self, title: str) -> SheetChoice:
        """Return the decisions about the sheet of that title."""
        return self.sheets.get(title) or SheetChoice()

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        sheets = {
            title: {
                "used": choice.used,
                "header": choice.header,
                "columns": {str(column): key for column, key in choice.columns.items()},
            }
            for title, choice in self.sheets.items()
        }
        return {"unit": self.unit, "sheets": sheets}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Choices":
        """Return the decisions kept by `to_json`; {} gives none."""
        sheets = {
            title: SheetChoice(
                used=kept["used"],
                header=tuple(kept["header"]) if kept["header"] else None,
                columns={int(column): key for column, key in kept["columns"].items()},
            )
            for title, kept in data.get("sheets", {}).items()
        }
        return cls(data.get("unit", ""), sheets)
