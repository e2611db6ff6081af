"""What of an import that was examined may still be shown: rights change while its result is kept."""

from personnel.models import Dossier, ImportRun
from personnel.workbooks.people import parts

_LISTS = ("rows", "refused", "mended", "warnings")
_FINDING = 4  # sheet, cell, message and name


def seen_result(run: ImportRun, account) -> tuple[dict, int]:
    """The result of a run with the lines only of people whom the account may see now, and how many lines it lacks.

    A finding in it is sheet, cell, message and name. Lines that speak of nobody who is stored stay; counts are of the
    whole file.
    """
    result, lacking = dict(run.result), 0
    lists = {name: run.result[name] for name in _LISTS if name in run.result}
    told = {pk for lines in lists.values() for line in lines for pk in _people(line) or ()}
    seen: set[int] = set()
    for part in parts(told):
        seen.update(Dossier.objects.visible_to(account).filter(pk__in=part).values_list("pk", flat=True))
    for name, lines in lists.items():
        kept = [line for line in lines if (people := _people(line)) is not None and seen.issuperset(people)]
        lacking += len(lines) - len(kept)
        result[name] = kept if name == "rows" else [line[:_FINDING] for line in kept]
    return result, lacking


def _people(line: dict | list) -> list[int] | None:
    """Ids of the people of whom a line speaks; None for one that was kept before they were."""
    if isinstance(line, dict):
        return line.get("people")
    return line[_FINDING] if len(line) > _FINDING else None
