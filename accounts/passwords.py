"""Rules for passwords in the words of the house: AUTH_PASSWORD_VALIDATORS (TCHQ-4.3, HG-16.1)."""

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from accounts.models.past_password import PastPassword


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự."

    def get_help_text(self):
        return f"Ít nhất {self.min_length} ký tự; một câu vài từ dễ nhớ và khó đoán hơn một từ có ký hiệu."


class UnlikeTheAccount(password_validation.UserAttributeSimilarityValidator):
    """Unlike username and title of the account."""

    def __init__(self):
        super().__init__(user_attributes=("username", "title"))

    def get_error_message(self):
        return "Mật khẩu quá giống %(verbose_name)s của tài khoản."

    def get_help_text(self):
        return "Không giống tên đăng nhập hay tên gọi của tài khoản."


class Uncommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return "Mật khẩu này quá nhiều người dùng nên dễ bị đoán."

    def get_help_text(self):
        return "Không phải mật khẩu hay gặp, như 12345678 hoặc password."


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self):
        return "Mật khẩu không được chỉ gồm chữ số."

    def get_help_text(self):
        return "Không chỉ gồm chữ số."


class NotOneOfTheLast:
    """Not the password in use and none of those before it that its holder chose: QLCB_PASSWORD_MEMORY in all."""

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        old = PastPassword.objects.filter(account=user).values_list("password", flat=True)
        for hashed in [user.password, *old[: settings.PASSWORD_MEMORY - 1]]:
            if check_password(password, hashed):
                raise ValidationError(self.get_error_message(), code="used_before")

    def get_error_message(self):
        return f"Mật khẩu mới phải khác {settings.PASSWORD_MEMORY} mật khẩu gần nhất, kể cả mật khẩu hiện tại."

    def get_help_text(self):
        return f"Không trùng {settings.PASSWORD_MEMORY} mật khẩu gần nhất, kể cả mật khẩu hiện tại."


def rules() -> list[str]:
    """The rules as sentences, for the list beside the field."""
    return password_validation.password_validators_help_texts()
