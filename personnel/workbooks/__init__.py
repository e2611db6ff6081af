"""Workbooks of the whole dossier, made from the declarations of sections and panels (DESIGN §4).

`layout` says which sheets and columns there are; `template` and `export` write them, `reading` to `apply` bring them
back: read in the child of `personnel.importing`, compared whole, confirmed by a person, written in one transaction.
"""
