"""What is asked before a form is printed."""

from datetime import date

from django import forms

from personnel.models import Dossier


class NoChoices(forms.Form):
    """Forms that ask nothing. dossier: whose form it is; today: for what is proposed.

    Asked for without any answer, a form is set with what is proposed.
    """

    def __init__(self, data=None, *, dossier: Dossier, today: date, slug: str = ""):
        self.dossier, self.today = dossier, today
        super().__init__(data, auto_id=f"{slug}-%s")
        if data is not None and not any(name in data for name in self.fields):
            self.data = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}

    def arguments(self) -> dict:
        """What the function that sets the form takes beside the facts."""
        return {}

    @property
    def words(self) -> str:
        """What was chosen, for the log."""
        return ""
