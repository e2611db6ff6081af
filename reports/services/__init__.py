"""Acts of reports: one verb a file."""
