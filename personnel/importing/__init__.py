"""The import of personnel lists: a stranger's workbook becomes dossiers, what is mended or refused told by its cell.

The way of a file: `workbook.read_workbook` (safely, in a child process) → `header.find_header` → `rows.data_rows` →
`cleaning.clean_sheet`, and back to the clerk: `returned.returned_workbook`. These modules know no database.
Those that do: `reading.read_lists` brings the above together with catalogues and units, `plan.plan_rows` compares with
the stored dossiers (`matching` whose, then `panels`, `posts`, `pay`, `studies` what), `examination` is what a person
confirms, `apply.apply_plan` writes it.
"""
