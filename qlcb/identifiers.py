"""Numbers by which people are known, and how they are written (FACTS §7)."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

STAFF_CODE = RegexValidator(r"^[0-9A-Z]+(-[0-9A-Z]+)*$", "Số hiệu chỉ gồm chữ in hoa, số và dấu gạch nối.")
CITIZEN_ID = RegexValidator(r"^[0-9]{12}$", "Số định danh cá nhân gồm đúng 12 chữ số.")
IDENTITY_NUMBER = RegexValidator(r"^[0-9A-Z]{6,20}$", "Số giấy tờ gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền.")
PHONE = RegexValidator(r"^\+?[0-9][0-9 .]{7,17}$", "Số điện thoại gồm 8 đến 15 chữ số.")
INSURANCE_NUMBER = RegexValidator(
    r"^([0-9]{10}|[0-9]{12})$", "Số BHXH gồm 10 chữ số, hoặc là số định danh cá nhân 12 chữ số."
)
HEALTH_CARD = RegexValidator(
    r"^([A-Z]{2}[0-9]{13}|[0-9]{10}|[0-9]{12})$", "Số thẻ BHYT gồm 15 ký tự (2 chữ, 13 số), hoặc 10, 12 chữ số."
)
BANK_ACCOUNT = RegexValidator(r"^[0-9A-Z]{6,20}$", "Số tài khoản gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền.")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(text: str) -> None:
    """Raise ValidationError unless it is a tax code: ten digits of which the last checks, or a citizen number."""
    if not text.isascii() or not text.isdigit() or len(text) not in (10, 12):
        raise ValidationError("Mã số thuế cá nhân gồm 10 chữ số, hoặc là số định danh cá nhân 12 chữ số.")
    if len(text) == 10 and tax_check_digit(text[:9]) != int(text[9]):
        raise ValidationError("Mã số thuế không đúng: số kiểm tra ở cuối không khớp.")


def tax_check_digit(nine: str) -> int | None:
    """The last digit of a tax code from the nine before it; None for nine digits that no code begins with."""
    digit = 10 - sum(weight * int(figure) for weight, figure in zip(_TAX_WEIGHTS, nine, strict=True)) % 11
    return digit if digit < 10 else None
