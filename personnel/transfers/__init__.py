"""Handing dossiers over from department to department (TCHQ-8.2c): terms, locks, rights, what is checked, boards."""
