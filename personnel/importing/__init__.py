"""The import of personnel lists: a stranger's workbook becomes cleaned rows and a list of mended and refused cells.

None of these modules knows the database. The way of a file: `workbook.read_workbook` (safely, in a child process) →
`header.find_header` → `rows.data_rows` → `cleaning.clean_sheet`, and back to the clerk: `returned.returned_workbook`.
"""
