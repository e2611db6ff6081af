"""Free query (tra cứu tổng hợp): conditions over every field and section, columns, counts, saved questions."""
