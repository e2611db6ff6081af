"""Exports: every file with data of more than one dossier is asked for with a reason, kept sealed, checked again."""
