"""Personal accounts: a person reads their own dossier, says that it is right or where it is not (HP-4.2a, 9.1, 9.3)."""
