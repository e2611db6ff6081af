"""Rounds over many dossiers: one mechanism for reviews of the files and for the yearly declarations of assets.

A round is opened over a unit, an item is made for each dossier concerned, and the items are settled one by one where
the dossiers are kept. How an item stands, on whose table it lies, how the units stand, and what changed after it was
settled is derived here; `personnel/services/` has the acts.
"""

from dataclasses import dataclass

from personnel.models import Round

ASSETS_SLUG = "ke-khai-tai-san"  # the section of the declarations


@dataclass(frozen=True)
class Words:
    """What a kind of round is called on its pages. path: first part of the addresses, name: of their URL names; extra:
    what is counted besides; urge: what a unit is reminded of; waits: the items as a task."""

    kind: str
    path: str
    name: str
    icon: str
    title: str
    one: str
    opens: str
    done: str
    missing: str
    extra: str
    urge: str
    waits: str


REVIEW = Words(
    kind=Round.Kind.REVIEW,
    path="ra-soat",
    name="review",
    icon="list-check",
    title="Rà soát hồ sơ",
    one="đợt rà soát",
    opens="Mở đợt rà soát",
    done="Đã rà soát",
    missing="Còn phải rà soát",
    extra="Có đính chính",
    urge="Đề nghị rà soát và xác nhận các hồ sơ còn lại trước ngày {round.deadline:%d/%m/%Y}.",
    waits="Hồ sơ chờ rà soát",
)
ASSETS = Words(
    kind=Round.Kind.ASSETS,
    path="ke-khai-tai-san",
    name="assets",
    icon="home",
    title="Kê khai tài sản",
    one="đợt kê khai",
    opens="Mở đợt kê khai",
    done="Đã kê khai",
    missing="Chưa kê khai",
    extra="Có bản chụp",
    urge="Đề nghị hoàn thành kê khai tài sản, thu nhập trước ngày {round.deadline:%d/%m/%Y}.",
    waits="Người chưa kê khai tài sản",
)
WORDS: dict[str, Words] = {words.kind: words for words in (REVIEW, ASSETS)}
