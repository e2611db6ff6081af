"""Reorganisations: what a plan makes of the tree, what it leaves without a place, and how it is carried out."""
