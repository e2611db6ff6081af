"""Lists of people by a day of their own: birthdays, and the years in the Party that a badge marks."""

from collections.abc import Iterable, Iterator

from django.db.models import DateField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear

from personnel.models import Dossier
from qlcb import regulation
from qlcb.formats import date_vi
from reports.lists.base import Line, ListForm, PeriodList

# The first return of the day on or after the first day of the time; a day known by month or year alone has none.
RETURNS = """(
    SELECT CASE WHEN near.day >= %s THEN near.day ELSE (own.day + make_interval(years => own.years + 1))::date END
    FROM (SELECT lower({column}) AS day,
                 extract(year FROM %s::date)::int - extract(year FROM lower({column}))::int AS years
          WHERE upper({column}) = lower({column}) + 1) own,
         LATERAL (SELECT (own.day + make_interval(years => own.years))::date AS day) near
)"""


class Anniversaries(PeriodList):
    """Serving people by the day within the time on which a day of theirs returns. field: the column of that day."""

    family = "Con người"
    keys = ("falls_on", "id")
    looks_ahead = True
    field: str

    def rows(self, form: ListForm) -> QuerySet:
        column = f'"{Dossier._meta.db_table}"."{self.field}"'
        falls_on = RawSQL(RETURNS.format(column=column), (form.first, form.first), output_field=DateField())
        people = form.people().serving().annotate(falls_on=falls_on).filter(falls_on__lte=form.last)
        people = people.annotate(years=ExtractYear("falls_on") - ExtractYear(f"{self.field}__first_day"))
        return self.among(people).select_related("now_unit__parent", "now_position")

    def among(self, people: QuerySet) -> QuerySet:
        """Those whose number of years counts; all unless said otherwise."""
        return people

    def lines(self, rows: Iterable) -> Iterator[Line]:
        for one in rows:
            day = getattr(one, self.field)
            yield Line(one, [str(day), date_vi(one.falls_on), one.years, str(one.now_position or "")])


class Birthdays(Anniversaries):
    slug, title, icon, field = "sinh-nhat", "Sinh nhật", "cake", "birth_date"
    description = "Người đang công tác có ngày sinh rơi vào thời gian chọn."
    columns = (("Ngày sinh", 14), ("Sinh nhật", 14), ("Tròn tuổi", 10), ("Chức vụ", 30))

    def notes(self):
        return "Người chỉ biết tháng hoặc năm sinh thì không có trong danh sách này."


class PartyBadges(Anniversaries):
    slug, title, icon, field = "huy-hieu-dang", "Tuổi Đảng được tặng huy hiệu", "flag", "party_joined_on"
    description = "Đảng viên đang công tác tròn số năm tuổi Đảng được xét tặng Huy hiệu Đảng trong thời gian chọn."
    columns = (("Ngày vào Đảng", 14), ("Tròn năm", 14), ("Số năm", 10), ("Chức vụ", 30))

    def among(self, people):
        return people.filter(years__in=regulation.fact("party_badge")["years"])

    def notes(self):
        told = regulation.fact("party_badge")
        years = ", ".join(map(str, told["years"]))
        return f"Mốc xét: {years} năm, tính từ ngày vào Đảng ({told['source']})."
