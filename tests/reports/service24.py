# ruff: noqa: E501 - a person is a line
"""A service of 24 people, and its numbers on 30/06/2026 as counted by hand."""

from datetime import date

DAY = date(2026, 6, 30)

# Number, unit, kind of staff, sex, birth, ethnic group, religion, party, ranks with their first days, studies.
# A study is kind:level[:language][@month or year of its end]; without @ its time is unknown. The kinds stand in KINDS.
PEOPLE = """
01 TCHQ    cc M 20/12/1964 Kinh  Không     03/02/1990 01.001@2015 | p:TS@2001 c:CN@2010 l:DH:en@1995 s:CVCC@2012
02 TW03    cc M 15/03/1968 Kinh  Không     19/05/1994 08.049@2016 | p:THS@2003 p:DH@1990 c:CC@2008 i:CB@2015 l:B2:en@2016 s:CVCC@2015
03 TW03    cc F 12/05/1972 Tày   Phật_giáo 02/09/1999 01.002@2012 | p:THS@2006 c:CC@2012 i:NC@2015 l:B1:en@2014 l:B1:fr@2000 s:CVC@2011
04 TW03-01 cc F 01/07/1996 Kinh  Không     -          01.003@2020 | p:DH@2018 i:DH@2018 l:DH:en@2018 l:HSK5:zh@2019
05 HQ34    cc M 30/06/1975 Kinh  Không     22/12/2001 08.050@2013 | p:THS@2009 c:CC@2014 i:CB@2015 l:B2:en@2015 s:CVC@2012
06 HQ34    cc M 05/11/1964 Kinh  Không     07/05/1989 08.050@2008 | p:DH@1988 c:CC@2005 s:CVC@2007
07 HQ34-01 cc F 10/02/1969 Kinh  Công_giáo -          08.051@2004 | p:DH@1991 c:TC@2006 i:CB@2016 l:B:en@1998 s:CV@2003
08 HQ34-01 cc F 30/06/1996 Kinh  Không     01/07/2026 08.051@2021 | p:DH@2018 i:CB@2018 l:B1:en@2018
09 HQ34-01 hd M 1990       Kinh  Không     -          01.010@2016 | p:TC@2010
10 HQ34-01 cc M 30/06/1995 Hoa   Phật_giáo -          08.052@2023 | p:CD@2016 c:SC@2022 i:A@2012 l:B:zh@2013
11 HQ34-07 cc F 14/08/1986 Kinh  Không     2010       08.051@2010 | p:DH@2008 p:THS@08/2026 c:TC@2018 l:C1:en@2019 l:B:ru@2007 s:CV@2012
12 HQ34-07 cc M 01/07/1985 Kinh  Không     -          08.051@2010 | p:DH i:CB@2016 s:CV@2013
13 HQ34-07 cc M 30/06/1985 Tày   Không     30/04/2008 08.051@2009 | p:THS@2014 p:DH@2007 c:TC@2017 i:SDH@2014 l:SDH:en@2014 l:A:tay@2010 s:CV@2012
14 HQ34-07 cc F 01/07/1975 Kinh  Không     26/03/2005 08.053@2023 | p:SC@1996
15 HQ34-07 cc M 20/02/1980 Kinh  -         -          - |
16 HQ60    cc F 30/06/1971 Kinh  Không     15/05/1998 08.050@2014 | p:DH@1993 c:CC@2013 i:CB@2016 l:B1:en@2016 s:CVC@2013
17 HQ60-01 cc F 29/06/1970 Kinh  Công_giáo -          08.051@2005 | p:DH@1992 c:SC@2004 l:A:en@1996 s:CV@2004
18 HQ60-01 cc M 01/07/1970 Kinh  Không     10/10/2003 08.051@2006 | p:CD@1993 c:TC@2009 i:CB@2017 l:B:mong@2012 s:CV@2008
19 HQ60-01 vc F 1988       Kinh  Không     -          01.003@2014 | p:DH@2010
20 HQ60-07 cc M 30/06/1970 Cơ-tu Không     -          08.053@2006,08.052@2023 | p:TC@1992 i:A@2001 l:B:cham@2005
21 HQ60-07 cc M 15/01/2003 Kinh  Không     -          08.051@2025 | p:DH@2025 i:CB@2025 l:B1:en@2025
22 HQ60-07 cc F 2000       Kinh  Không     -          08.052@2023,08.051@01/07/2026 | p:DH@2022 l:B2:en@2022
23 HQ60-07 cb M 09/09/1978 Kinh  Không     01/01/2004 01.002@2015 | p:DH@2000
24 HQ34-07 cc M 12/12/1983 Kinh  Không     20/11/2011 08.051@2009 | p:DH@2006 s:CV@2012
"""

# What the form shows for civil servants (21 of the 24) on that day; columns that are not named show 0.
EXPECTED = {
    "Tổng cục Hải quan": (
        "hien-co=21 nu=9 dang-vien=11 dan-toc=4 ton-giao=4 cvcc=2 cvc=4 cv=10 cs=3 nv=1 tien-si=1 thac-si=4 dai-hoc=11 "
        "cao-dang=2 trung-cap=1 so-cap=1 ct-cu-nhan=1 ct-cao-cap=5 ct-trung-cap=4 ct-so-cap=2 tin-trung-cap=2 "
        "tin-chung-chi=11 anh-dai-hoc=3 anh-chung-chi=10 nn-chung-chi=4 tieng-dan-toc=3 qlnn-cvcc=2 qlnn-cvc=4 "
        "qlnn-cv=7 tuoi-30=4 tuoi-31-40=3 tuoi-41-50=4 tuoi-51-60=8 nu-51-55=2 nam-56-60=2 qua-tuoi=2"
    ),
    "Trực tiếp thuộc TCHQ": (
        "hien-co=1 dang-vien=1 cvcc=1 tien-si=1 ct-cu-nhan=1 anh-dai-hoc=1 qlnn-cvcc=1 tuoi-51-60=1"
    ),
    "Vụ Tổ chức cán bộ": (
        "hien-co=3 nu=2 dang-vien=2 dan-toc=1 ton-giao=1 cvcc=1 cvc=1 cv=1 thac-si=2 dai-hoc=1 ct-cao-cap=2 "
        "tin-trung-cap=1 tin-chung-chi=2 anh-dai-hoc=1 anh-chung-chi=2 nn-chung-chi=2 qlnn-cvcc=1 qlnn-cvc=1 tuoi-30=1 "
        "tuoi-51-60=2 nu-51-55=1 nam-56-60=1"
    ),
    "Cục Hải quan TP. Đà Nẵng": (
        "hien-co=11 nu=4 dang-vien=6 dan-toc=2 ton-giao=2 cvc=2 cv=6 cs=1 nv=1 thac-si=2 dai-hoc=6 cao-dang=1 "
        "ct-cao-cap=2 ct-trung-cap=3 ct-so-cap=1 tin-trung-cap=1 tin-chung-chi=5 anh-dai-hoc=1 anh-chung-chi=4 "
        "so-cap=1 nn-chung-chi=2 tieng-dan-toc=1 qlnn-cvc=2 qlnn-cv=5 tuoi-30=1 tuoi-31-40=3 tuoi-41-50=4 tuoi-51-60=1 "
        "qua-tuoi=2"
    ),
    "HQ34/Trực tiếp thuộc HQ Đà Nẵng": (
        "hien-co=2 dang-vien=2 cvc=2 thac-si=1 dai-hoc=1 ct-cao-cap=2 tin-chung-chi=1 anh-chung-chi=1 qlnn-cvc=2 "
        "tuoi-51-60=1 qua-tuoi=1"
    ),
    "HQ34/Văn phòng": (
        "hien-co=3 nu=2 dan-toc=1 ton-giao=2 cv=2 cs=1 dai-hoc=2 cao-dang=1 ct-trung-cap=1 ct-so-cap=1 tin-chung-chi=3 "
        "anh-chung-chi=2 nn-chung-chi=1 qlnn-cv=1 tuoi-30=1 tuoi-31-40=1 qua-tuoi=1"
    ),
    "HQ34/Chi cục Hải quan cửa khẩu cảng": (
        "hien-co=6 nu=2 dang-vien=4 dan-toc=1 cv=4 nv=1 thac-si=1 dai-hoc=3 so-cap=1 ct-trung-cap=2 tin-trung-cap=1 "
        "tin-chung-chi=1 anh-dai-hoc=1 anh-chung-chi=1 nn-chung-chi=1 tieng-dan-toc=1 qlnn-cv=4 tuoi-31-40=2 "
        "tuoi-41-50=4"
    ),
    "Cục Hải quan tỉnh Quảng Nam": (
        "hien-co=6 nu=3 dang-vien=2 dan-toc=1 ton-giao=1 cvc=1 cv=3 cs=2 dai-hoc=4 cao-dang=1 trung-cap=1 ct-cao-cap=1 "
        "ct-trung-cap=1 ct-so-cap=1 tin-chung-chi=4 anh-chung-chi=4 tieng-dan-toc=2 qlnn-cvc=1 qlnn-cv=2 tuoi-30=2 "
        "tuoi-51-60=4 nu-51-55=1 nam-56-60=1"
    ),
    "HQ60/Chi cục Hải quan cửa khẩu cảng": (
        "hien-co=3 nu=1 dan-toc=1 cv=1 cs=2 dai-hoc=2 trung-cap=1 tin-chung-chi=2 anh-chung-chi=2 tieng-dan-toc=1 "
        "tuoi-30=2 tuoi-51-60=1 nam-56-60=1"
    ),
}  # fmt: skip

KINDS = {"p": "professional", "c": "political", "s": "state", "i": "it", "l": "language"}
SUBJECTS = {"cc": "civil_servant", "hd": "contract", "vc": "public_employee", "cb": "official"}
