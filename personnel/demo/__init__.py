"""Invented people for trying the program out: names, lives and papers by chance from a seed, and nobody real."""
