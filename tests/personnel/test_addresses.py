"""Addresses as people write them beside the names of the list: each place stands there once."""

import pytest

from personnel.addresses import with_listed

CITY = "Thành phố Đà Nẵng"
COMMUNE = ["Xã Hòa Tiến", CITY]


@pytest.mark.parametrize(
    "written",
    [
        "Xã Hòa Vang, TP. Đà Nẵng", "Xã Hòa Vang, TP Đà Nẵng", "Xã Hòa Vang, Tp.Đà Nẵng", "Xã Hòa Vang, T.P Đà Nẵng",
        "Xã Hòa Vang, T.P. Đà Nẵng.", "Xã Hòa Vang, Đà Nẵng", "Xã Hoà Vang, thành phố Đà Nẵng", "Hòa Vang TP. Đà Nẵng",
        "TP. Đà Nẵng", "Đà Nẵng", "Xã Hòa Vang, da nang", "Xã Hòa Vang, TP ĐN",
    ],
)  # fmt: skip
def test_a_city_that_is_written_is_not_named_again(written):
    assert with_listed(written, [CITY]) == written


@pytest.mark.parametrize(
    "written, name",
    [("Xã Đại Lộc, T. Quảng Nam", "Tỉnh Quảng Nam"), ("Xã Đại Lộc, tỉnh Quảng Nam", "Tỉnh Quảng Nam"),
     ("Củ Chi, TP.HCM", "Thành phố Hồ Chí Minh"), ("P. An Hải", "Phường An Hải"), ("TX. Điện Bàn", "Thị xã Điện Bàn")],
)  # fmt: skip
def test_other_kinds_of_places_are_known_by_their_short_names(written, name):
    assert with_listed(written, [name]) == written


@pytest.mark.parametrize(
    "written, expected",
    [
        ("", "Xã Hòa Tiến, Thành phố Đà Nẵng"),
        ("Thôn Cẩm Nê", "Thôn Cẩm Nê, Xã Hòa Tiến, Thành phố Đà Nẵng"),
        ("Thôn Cẩm Nê, xã Hòa Tiến", "Thôn Cẩm Nê, xã Hòa Tiến, Thành phố Đà Nẵng"),
        ("Thôn Cẩm Nê, Hòa Tiến, Đà Nẵng", "Thôn Cẩm Nê, Hòa Tiến, Đà Nẵng"),
        ("Thôn Cẩm Nê, xã Hòa Tiến TP. Đà Nẵng", "Thôn Cẩm Nê, xã Hòa Tiến TP. Đà Nẵng"),
        ("Thôn Cẩm Nê, TP. Đà Nẵng", "Thôn Cẩm Nê, Xã Hòa Tiến, Thành phố Đà Nẵng"),
    ],
)
def test_what_is_missing_of_a_commune_is_added(written, expected):
    assert with_listed(written, COMMUNE) == expected


@pytest.mark.parametrize(
    "written, listed",
    [
        ("Xã Hòa Phong, Huyện Hòa Vang", ["Xã Hòa Vang", CITY]),
        ("TP. Hòa Bình", ["Tỉnh Hòa Bình"]),
        ("Thôn Hòa Tiến", COMMUNE),
        ("12 Trần Phú", ["Phường Trần Phú", CITY]),
        ("Tỉnh Quảng Nam - Đà Nẵng", [CITY]),
    ],
)
def test_a_like_name_of_another_place_is_another_place(written, listed):
    assert with_listed(written, listed) == ", ".join([written, *listed])
