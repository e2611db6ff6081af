from django.core.exceptions import ValidationError

from personnel.models import Draft

OVER = "Dự thảo này đã ghi vào hồ sơ, đang được ghi hoặc đã hủy nên không sửa được nữa."


def hold_draft(draft: Draft) -> Draft:
    """The draft as it is stored, locked until the commit. Raises ValidationError when it may not be edited any more."""
    held = Draft.objects.select_for_update(of=["self"]).select_related("authority", "unit").get(pk=draft.pk)
    if not held.is_open:
        raise ValidationError(OVER)
    return held
