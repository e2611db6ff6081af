"""The official forms of one dossier (HP-4.1a, HP-4.1b, TCHQ-8.2a): each a function from facts to a `Paper`."""

from reports.forms.catalogue import FORMS, OfficialForm

__all__ = ["FORMS", "OfficialForm"]
