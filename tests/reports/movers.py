# ruff: noqa: E501 - a person is a line
"""People who came, went and moved in June 2026, and what a board of 30/06/2026 must say of them since 31/05/2026."""

from datetime import date, timedelta

FIRST, LAST = date(2026, 5, 31), date(2026, 6, 30)

# Letter: postings unit:kind@first day[-last day][/keeper], leavings code@first day[-last day].
PEOPLE = {
    "a": "HQ34-01:first@10/06/2026",
    "b": "HQ34:first@01/01/2012-31/12/2020 HQ34:first@15/06/2026 | TV@01/01/2021-14/06/2026",
    "c": "HQ60-01:first@01/01/2012-31/05/2026 HQ34-01:move@01/06/2026",
    "d": "TW03:first@01/01/2012-19/06/2026 HQ34-07:rotation@20/06/2026",
    "e": "HQ60:first@01/01/2012-29/06/2026 HQ34-07:secondment@30/06/2026",
    "f": "HQ34-07:first@01/01/2012-31/05/2026 | HUU@01/06/2026",
    "g": "HQ34-07:first@01/01/2012-09/06/2026 | TV@10/06/2026",
    "h": "HQ34:first@01/01/2012-29/06/2026 | TT@30/06/2026",
    "i": "HQ34-01:first@01/01/2012-14/06/2026 | CDI@15/06/2026",
    "j": "HQ34-01:first@01/01/2012-04/06/2026 HQ60-07:move@05/06/2026",
    "k": "HQ34-01:first@01/01/2012-09/06/2026 HQ34-07:move@10/06/2026",
    "l": "HQ34-07:first@03/06/2026-19/06/2026 | BTV@20/06/2026",
    "m": "HQ34-07:first@01/01/2012-20/06/2026",
    "n": "HQ60-01:first@01/01/2012",
    "o": "HQ34-01:first@01/01/2012-30/06/2026 | HUU@01/07/2026",
    "q": "HQ60-01:first@01/01/2012-02/06/2026 HQ34-01:move@03/06/2026-09/06/2026 HQ34-07:rotation@10/06/2026",
    "r": "HQ34-01:first@01/01/2012-09/06/2026 HQ34-07:rotation@10/06/2026-19/06/2026 HQ60-07:move@20/06/2026",
    "s": "HQ34-01:first@01/01/2012-09/06/2026 HQ60-07:secondment@10/06/2026/HQ34-01",
    "t": "HQ34-01:first@01/01/2012-09/06/2026 HQ60-07:reorganisation@10/06/2026",
}

# Root → reason → who. Nobody else moved.
EXPECTED = {
    "HQ34": {
        "tuyen-dung": "a", "tro-lai": "b", "dieu-dong-den": "cq", "luan-chuyen-den": "d", "biet-phai-den": "e",
        "nghi-huu": "f", "thoi-viec": "g", "tu-tran": "h", "chuyen-ra": "i", "dieu-dong-di": "jr", "chua-ro": "m",
        "sap-xep-di": "t",
    },
    "HQ60": {"dieu-dong-den": "jr", "sap-xep-den": "t", "dieu-dong-di": "cq", "biet-phai-di": "e"},
    "TW03": {"luan-chuyen-di": "d"},
    "TCHQ": {"tuyen-dung": "a", "tro-lai": "b", "nghi-huu": "f", "thoi-viec": "g", "tu-tran": "h", "chuyen-ra": "i", "chua-ro": "m"},
    "HQ34-07": {
        "dieu-dong-den": "k", "luan-chuyen-den": "dq", "biet-phai-den": "e", "nghi-huu": "f", "thoi-viec": "g", "chua-ro": "m",
    },
}  # fmt: skip
HAPPENED = {"a": "10/06/2026", "b": "15/06/2026", "c": "01/06/2026", "q": "03/06/2026", "f": "01/06/2026", "r": "20/06/2026", "h": "30/06/2026"}  # fmt: skip


def settle(program, today):
    """Write the people; letter → dossier."""
    from orgunits.models import Unit
    from personnel.models import Dossier, Leaving, Posting, Term
    from personnel.services.project_dossiers import project_dossiers
    from qlcb.dates import PartialDate, parse_date
    from qlcb.history import create_many, writing

    units = {unit.code: unit for unit in Unit.objects.all()}
    terms = {term.code: term for term in Term.objects.filter(kind=Term.Kind.LEAVING)}
    dossiers, postings, leavings = {}, [], []

    def time(words):
        begins, _, ends = words.partition("-")
        return {"valid_from": PartialDate.of(begins), "valid_to": parse_date(ends) if ends else None}

    for letter, life in PEOPLE.items():
        dossier = Dossier(
            code=f"98T-{letter}", full_name=f"Người Chuyển {letter.upper()}", sex="F", subject="civil_servant",
            birth_date=PartialDate.of("01/02/1985"),
        )  # fmt: skip
        dossier.set_derived()
        dossiers[letter] = dossier
        served, _, left = life.partition("|")
        for word in served.split():
            where, _, when = word.partition("@")
            code, _, kind = where.partition(":")
            *dates, keeper = when.split("/") if when.count("/") in (3, 5) else (*when.split("/"), "")
            kept = units[keeper] if keeper else None
            postings.append(
                Posting(dossier=dossier, unit=units[code], kind=kind, kept_by=kept, **time("/".join(dates)))
            )
        for word in left.split():
            code, _, when = word.partition("@")
            leavings.append(Leaving(dossier=dossier, kind=terms[code], **time(when)))
    with writing(account=program, reason="Lập số liệu thử"):
        for rows in (list(dossiers.values()), postings, leavings):
            create_many(rows)
    project_dossiers([dossier.pk for dossier in dossiers.values()], today)
    return dossiers


def keepers_on(dossiers, day):
    """Letter → id of the unit that kept the dossier on the day, row by row."""
    from personnel.models import Posting

    letters = {dossier.pk: letter for letter, dossier in dossiers.items()}
    return {
        letters[row.dossier_id]: row.keeper_id
        for row in Posting.objects.all()
        if row.valid_from.first_day <= day <= (row.valid_to or day + timedelta(days=1))
    }
