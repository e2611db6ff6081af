"""How long the pages take, beside what they cannot take less than: the bare SQL of their rows and an empty page."""
