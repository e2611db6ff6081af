"""The page that says what the keyboard does."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

KEYS = (
    ("Ở mọi trang", (("Ctrl + K", "Đến ô tìm hồ sơ"), ("Tab", "Đến chỗ tiếp theo; lần đầu là “Đến nội dung chính”"),
                     ("Esc", "Đóng bảng chọn, danh sách gợi ý"), ("?", "Mở trang này"))),
    ("Trong biểu mẫu", (("Ctrl + Enter", "Ghi"), ("Ctrl + Shift + Enter", "Ghi rồi thêm dòng nữa, hoặc sang phần sau"),
                        ("↑ ↓ Enter", "Chọn trong danh sách đang gõ tìm"))),
    ("Ở một mục của hồ sơ", (("Alt + N", "Thêm dòng mới"), ("Alt + C", "Trong biểu mẫu thêm: chép từ dòng trước"))),
)  # fmt: skip


@require_safe
def shortcuts(request):
    return render(request, "personnel/shortcuts.html", {"groups": KEYS})
