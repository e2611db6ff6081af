"""Numbers by which people are known, and how they are written (FACTS §7)."""

from django.core.validators import RegexValidator

STAFF_CODE = RegexValidator(r"^[0-9A-Z]+(-[0-9A-Z]+)*$", "Số hiệu chỉ gồm chữ in hoa, số và dấu gạch nối.")
CITIZEN_ID = RegexValidator(r"^[0-9]{12}$", "Số định danh cá nhân gồm đúng 12 chữ số.")
