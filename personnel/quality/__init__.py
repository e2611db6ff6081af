"""What a dossier lacks, and what in it cannot be true together: functions over its loaded rows (HP-14.4, HP-14.5)."""
