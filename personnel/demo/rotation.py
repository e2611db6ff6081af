from datetime import date

from orgunits.models import UnitKind
from personnel.models import RotationPost


def rotation_posts(today: date) -> list[RotationPost]:
    """Posts of customs branches that change after the longest time of the law, invented: each service issues its own
    list. Unsaved; none where the regulation has no such units."""
    return [
        RotationPost(
            code="TD-CHI-CUC", name="Công chức làm nghiệp vụ tại Chi cục", kind=kind, months=60,
            valid_from=today.replace(day=1), confidence="gk-low",
            source="Danh mục trình diễn; thay bằng danh mục do cơ quan có thẩm quyền ban hành",
        )
        for kind in UnitKind.objects.filter(code="chi-cuc")
    ]  # fmt: skip
