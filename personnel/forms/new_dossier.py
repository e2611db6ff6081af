"""The form that opens a dossier, and the search for one that is there already (TCHQ-8.2b)."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from orgunits.models import Unit
from orgunits.querysets import ids_above
from personnel.forms.choices import EntryField
from personnel.forms.filters import units_of
from personnel.forms.rows import DecisionPart, formfield, size_of
from personnel.models import Decision, Dossier
from qlcb import row_security
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateFormField, VietnameseDateField
from qlcb.vietnamese import fold

OPENING_UNITS = "don-vi-lap-ho-so"
WORKING_AGE = 15  # years
AHEAD = timedelta(days=366)


@row_security.opened()
def namesakes(full_name: str, born: PartialDate):
    """Dossiers of people who may be the same: their name without regard to diacritics and case, the day of birth as far
    as both sides know it."""
    same_time = Dossier.objects.filter(
        birth_date__first_day__lte=born.last_day, birth_date__last_day__gte=born.first_day
    )
    found = same_time.search(full_name).for_list()
    return [person for person in found if fold(person.full_name) == fold(full_name)]


class NewDossierForm(DecisionPart, forms.ModelForm):
    """A newly recruited or newly arrived person, with the unit and day of the first posting.

    It opens with the unit of the account, today and the department as the one that decided. Afterwards `seen` holds the
    namesakes whose dossiers the account may open, `elsewhere` whether there are others.
    """

    unit = EntryField(Unit.objects.none(), slug=OPENING_UNITS, label="Đơn vị công tác", empty_label="Chưa chọn")
    since = PartialDateFormField(label="Công tác tại đơn vị từ")
    paper_received_on = VietnameseDateField(label="Ngày nhận giấy tờ", required=False)
    confirmed = forms.BooleanField(label="Đã đối chiếu: đây là một người khác", required=False)

    class Meta:
        model = Dossier
        fields = (
            "code",
            "full_name",
            "sex",
            "birth_date",
            "citizen_id",
            "ethnic_group",
            "religion",
            "home_town",
            "subject",
            "recruited_on",
            "came_from",
        )
        formfield_callback = formfield

    def __init__(self, data=None, *, account, right: str, known: dict | None = None):
        """known: what of the decision and its paper is registered already; the day of arrival stays as it is then."""
        units = units_of(account, right)
        own = units.filter(pk=account.unit_id).first() if account.unit_id else None
        department = Unit.objects.filter(pk__in=ids_above(own.pk), kind__is_department=True).first() if own else None
        initial = {"unit": own, "since": timezone.localdate(), "decision_authority": department}
        super().__init__(data, initial=initial | (known or {}))
        self.fields["paper_received_on"].disabled = bool(known)
        self.account, self.seen, self.elsewhere = account, [], False
        self.fields["unit"].narrow(units, OPENING_UNITS)
        self.fields["decision_authority"].queryset = units.filter(kind__level__lte=1)

    def clean(self):
        data = super().clean()
        self.decision = self.clean_decision(Decision.Kind.RECRUITMENT, self.account)
        for name in ("recruited_on", "since"):
            if data.get("birth_date") and data.get(name):
                self._compare_with_birth(name, data[name], data["birth_date"])
        if data.get("full_name") and data.get("birth_date"):
            self._look_for_namesakes(data)
        return data

    def _compare_with_birth(self, name: str, day: PartialDate, born: PartialDate) -> None:
        """Nobody works before the working age (Bộ luật Lao động 2019, Điều 3) or is entered years ahead."""
        if day.last_day.year - born.first_day.year < WORKING_AGE:
            self.add_error(name, f"Người sinh {born} khi ấy chưa đủ {WORKING_AGE} tuổi; kiểm tra lại cả ngày sinh.")
        elif day.first_day > timezone.localdate() + AHEAD:
            self.add_error(name, "Ngày này còn quá xa; hồ sơ chỉ lập trước nhiều nhất một năm.")

    def _look_for_namesakes(self, data: dict) -> None:
        found = namesakes(data["full_name"], data["birth_date"])
        mine = set(
            Dossier.objects.visible_to(self.account).filter(pk__in=[p.pk for p in found]).values_list("pk", flat=True)
        )
        self.seen = [person for person in found if person.pk in mine]
        self.elsewhere = len(found) > len(mine)
        if found and not data.get("confirmed"):
            self.add_error("confirmed", "Đã có hồ sơ trùng họ tên và ngày sinh. Đối chiếu rồi đánh dấu vào ô này.")

    @property
    def parts(self) -> list[tuple[str, list]]:
        groups = (
            ("Lý lịch", self.Meta.fields),
            ("Nơi công tác đầu tiên", ("unit", "since")),
            ("Quyết định tuyển dụng, tiếp nhận", (*self.decision_names(self.account), "paper_received_on")),
        )
        return [(title, [(self[name], size_of(self.fields[name])) for name in names]) for title, names in groups]
