"""What is asked before a form is printed."""

from datetime import date

from django import forms

from personnel.models import Contract, Dossier, Transfer
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi


class NoChoices(forms.Form):
    """Forms that ask nothing. dossier: whose form it is; today: for what is proposed.

    Asked for without any answer, a form is set with what is proposed.
    """

    def __init__(self, data=None, *, dossier: Dossier, today: date, slug: str = ""):
        self.dossier, self.today = dossier, today
        super().__init__(data, auto_id=f"{slug}-%s")

    def propose(self) -> None:
        """Answer with what is proposed when the form was asked for without any answer."""
        if self.is_bound and not any(name in self.data for name in self.fields):
            self.data = dict(self.initial)

    @property
    def day(self) -> date:
        """The day for which the form is set."""
        return self.today

    def arguments(self) -> dict:
        """What the function that sets the form takes beside the facts."""
        return {}

    @property
    def words(self) -> str:
        """What was chosen, for the log."""
        return ""


class Period(NoChoices):
    """Từ ngày, đến ngày: the last whole year is proposed."""

    tu = VietnameseDateField(label="Từ ngày")
    den = VietnameseDateField(label="Đến ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.today.year - 1
        proposed = {"tu": date_vi(date(year, 1, 1)), "den": date_vi(date(year, 12, 31))}
        self.initial = proposed | self.initial
        self.propose()

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("tu"), cleaned.get("den")
        if start and end and end < start:
            self.add_error("den", "Ngày cuối của thời gian bổ sung phải từ ngày đầu trở đi.")
        if end and end > self.today:
            self.add_error("den", "Ngày cuối của thời gian bổ sung không được sau hôm nay.")
        return cleaned

    @property
    def day(self) -> date:
        return self.cleaned_data["den"]

    def arguments(self) -> dict:
        return {"start": self.cleaned_data["tu"], "end": self.cleaned_data["den"]}

    @property
    def words(self) -> str:
        return f"từ {date_vi(self.cleaned_data['tu'])} đến {date_vi(self.cleaned_data['den'])}"


class ContractChoice(NoChoices):
    """Which contract; none for a new one, of which only the parties are known."""

    hop_dong = forms.ModelChoiceField(
        Contract.objects.none(), label="Hợp đồng", required=False, empty_label="Hợp đồng mới (nội dung để trống)"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contracts = Contract.objects.filter(dossier=self.dossier).select_related("kind")
        self.fields["hop_dong"].queryset = contracts
        self.initial["hop_dong"] = next(iter(contracts.values_list("pk", flat=True)), None)
        self.propose()

    def arguments(self) -> dict:
        return {"contract": self.cleaned_data["hop_dong"]}

    @property
    def words(self) -> str:
        contract = self.cleaned_data["hop_dong"]
        return f"số {contract.number}" if contract else "hợp đồng mới"


class TransferChoice(NoChoices):
    """Of which transfer; none for a sheet to write on. The one that waits to be received is proposed."""

    chuyen = forms.ModelChoiceField(
        Transfer.objects.none(), label="Lần điều chuyển", required=False, empty_label="Phiếu trống, ghi tay"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sent = Transfer.objects.filter(dossier=self.dossier).exclude(state__in=Transfer.NEVER_SENT)
        self.fields["chuyen"].queryset = sent.select_related("to_unit", "from_unit", "decision__authority")
        self.fields["chuyen"].label_from_instance = _transfer_words
        self.initial["chuyen"] = next(iter(sent.filter(state=Transfer.State.SENT).values_list("pk", flat=True)), None)
        self.propose()

    def arguments(self) -> dict:
        return {"transfer": self.cleaned_data["chuyen"]}

    @property
    def words(self) -> str:
        transfer = self.cleaned_data["chuyen"]
        return f"chuyển đến {transfer.to_unit}" if transfer else ""


def _transfer_words(transfer: Transfer) -> str:
    return f"{date_vi(transfer.sent_at)} đến {transfer.to_unit} ({transfer.get_state_display().lower()})"
