"""Standing in party, unions and plans; papers, travels, declarations, comments (items 8, 16, 24, 26, 27, 34, 38)."""

from datetime import date, timedelta
from random import Random

from personnel.demo.careers import Leadership
from personnel.demo.staffing import DEPUTY, HEAD, STAFF
from personnel.demo.terms import Terms
from personnel.models import (
    Assessment,
    AssetDeclaration,
    ForeignTie,
    ForeignTrip,
    IdentityPaper,
    Membership,
    PartyPost,
    Planning,
    Term,
)
from qlcb.dates import PartialDate

K = Term.Kind
PLANS = {"2021-2026": date(2021, 11, 1), "2026-2031": date(2025, 12, 1)}
COUNTRIES = {"LA": 22, "CN": 22, "KH": 10, "TH": 14, "SG": 10, "JP": 8, "KR": 10, "MY": 4, "AU": 3}
PURPOSES = {"CT": 30, "BD": 22, "KSTQ": 15, "HN": 8, "DL": 25}
OWN_PURPOSES = {"DL"}
TIES = (
    "Học bổng của cơ quan hợp tác quốc tế, học ngắn hạn 3 tháng",
    "Chuyên gia tư vấn dự án hỗ trợ kỹ thuật về thuận lợi hóa thương mại",
)
COMMENTS = (
    "Chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; có trách nhiệm trong công việc.",
    "Nắm vững nghiệp vụ, chủ động đề xuất, hoàn thành đúng hạn nhiệm vụ được giao.",
    "Có tinh thần học hỏi, phối hợp tốt với đồng nghiệp; cần mạnh dạn hơn trong đề xuất.",
    "Lối sống lành mạnh, giữ gìn đoàn kết nội bộ, được tập thể tín nhiệm.",
)
DECLARING_UNITS = ("Tổ chức cán bộ", "Tài vụ", "Thanh tra", "Thuế", "sau thông quan")
NEW_CARD = date(2024, 7, 1)  # from then on the card is a thẻ căn cước of Bộ Công an


class Standing:
    """Makes the rows of one person after another."""

    def __init__(self, terms: Terms, leadership: Leadership, today: date):
        self.terms, self.leadership, self.today = terms, leadership, today

    def of(self, rng: Random, life) -> list:
        rows = [*self._papers(rng, life), *self._memberships(rng, life), *self._comments(rng, life)]
        rows += self._party(rng, life) + self._plans(rng, life) + self._travels(rng, life) + self._assets(rng, life)
        return rows

    def _papers(self, rng: Random, life) -> list[IdentityPaper]:
        """The card of today, and for who was grown up before it the nine digits of the old one."""
        dossier, born, rows = life.dossier, life.person.born, []
        if born.year <= 1996:
            year = rng.randint(max(born.year + 15, 2001), 2015)
            rows.append(
                self._paper(dossier, "CMND", f"{rng.randint(100_000_000, 381_999_999)}", PartialDate(year, 6),
                            f"Công an {dossier.home_area.name[0].lower()}{dossier.home_area.name[1:]}")
            )  # fmt: skip
        issued = dossier.citizen_id_issued_on
        if issued:
            kind, by = ("CC", "Bộ Công an") if issued >= NEW_CARD else ("CCCD", "Cục Cảnh sát QLHC về TTXH")
            rows.append(self._paper(dossier, kind, dossier.citizen_id, PartialDate.of(issued), by))
        return rows

    def _paper(self, dossier, code: str, number: str, issued: PartialDate, by: str) -> IdentityPaper:
        kind = self.terms.get(K.IDENTITY_PAPER, code)
        return IdentityPaper(dossier=dossier, kind=kind, number=number, issued_on=issued, issued_by=by)

    def _memberships(self, rng: Random, life) -> list[Membership]:
        dossier, born, entry = life.dossier, life.person.born.year, life.person.entry
        rows = [
            self._member(dossier, "DTN", PartialDate(born + 16, 3), PartialDate(born + 35)
                         if born + 35 < self.today.year else None, "Đoàn viên"),
            self._member(dossier, "CD", entry, None if life.serves else PartialDate.of(life.person.until), "Đoàn viên"),
        ]  # fmt: skip
        if dossier.discharged_on:
            rows.append(self._member(dossier, "CCB", entry, None, "Hội viên"))
        if rng.random() < 0.05:
            rows[1].role = "Ủy viên Ban Chấp hành Công đoàn cơ sở"
        return rows

    def _member(self, dossier, code: str, begins, ends, role: str) -> Membership:
        organisation = self.terms.get(K.ORGANISATION, code)
        return Membership(dossier=dossier, organisation=organisation, begins_on=begins, ends_on=ends, role=role)

    def _party(self, rng: Random, life) -> list[PartyPost]:
        official = life.dossier.party_official_on
        if official is None or not life.serves:
            return []
        if life.seat.role == STAFF:
            code = "CU" if rng.random() < 0.05 else ""
        elif life.seat.leads_department:
            code = {HEAD: "BT-DU", DEPUTY: "UVTV-DU"}[life.seat.role]
        else:
            code = {HEAD: "BT-CB", DEPUTY: "PBT-CB" if rng.random() < 0.5 else ""}[life.seat.role]
        if not code:
            return []
        since = max(life.leads_since or date(2020, 6, 1), official.last_day + timedelta(days=1), date(2015, 6, 1))
        if since > self.today:
            return []
        what = "Đảng bộ" if code.endswith("DU") else "Chi bộ"
        return [
            PartyPost(dossier=life.dossier, position=self.terms.get(K.PARTY_POSITION, code),
                      organisation=f"{what} {life.seat.unit.name}"[:200], valid_from=PartialDate.of(since))
        ]  # fmt: skip

    def _plans(self, rng: Random, life) -> list[Planning]:
        """A step above the one held, for leaders often, for others who have the years."""
        years = (self.today - life.person.entry.first_day).days / 365
        chance = {HEAD: 0.25, DEPUTY: 0.6, STAFF: 0.07 if 8 < years < 22 else 0}[life.seat.role]
        if not life.serves or life.person.contract_rank or rng.random() > chance:
            return []
        seat = life.seat
        higher = {STAFF: (seat.unit, DEPUTY), DEPUTY: (seat.unit, HEAD), HEAD: (seat.department.unit, DEPUTY)}
        if seat.role == HEAD and seat.leads_department:
            return []
        unit, role = higher[seat.role]
        position, _ = self.leadership.position(unit, role)
        return [
            Planning(dossier=life.dossier, term=self.terms.get(K.PLANNING_TERM, term), position=position, unit=unit,
                     valid_from=PartialDate.of(since))
            for term, since in PLANS.items()
            if life.person.entry.last_day < since <= self.today and rng.random() < 0.8
        ]  # fmt: skip

    def _travels(self, rng: Random, life) -> list:
        rows, dossier = [], life.dossier
        for _ in range(rng.choices((0, 1, 2), (86, 11, 3))[0] if life.serves else 0):
            first = self.today - timedelta(days=rng.randint(30, 3200))
            purpose = rng.choices(list(PURPOSES), list(PURPOSES.values()))[0]
            if first <= life.person.entry.last_day or date(2020, 3, 1) < first < date(2022, 3, 15):
                continue
            own = purpose in OWN_PURPOSES
            rows.append(
                ForeignTrip(
                    dossier=dossier, country=self.terms.draw(rng, K.COUNTRY, COUNTRIES),
                    purpose=self.terms.get(K.TRIP_PURPOSE, purpose), begins_on=PartialDate.of(first),
                    ends_on=PartialDate.of(first + timedelta(days=rng.randint(3, 14))),
                    funded_by="Cá nhân tự túc" if own else "Ngân sách nhà nước",
                    content="Du lịch cùng gia đình" if own else "Trao đổi nghiệp vụ hải quan",
                )
            )  # fmt: skip
        if rng.random() < 0.004:
            year = max(life.person.entry.year, self.today.year - rng.randint(3, 9))
            country = self.terms.draw(rng, K.COUNTRY, COUNTRIES)
            rows.append(
                ForeignTie(dossier=dossier, country=country, begins_on=PartialDate(year), content=rng.choice(TIES))
            )
        return rows

    def _assets(self, rng: Random, life) -> list[AssetDeclaration]:
        """Leaders and those whose work asks for it declare each December."""
        declares = life.seat.role != STAFF or any(words in life.seat.unit.name for words in DECLARING_UNITS)
        if not declares or not life.serves or life.person.contract_rank:
            return []
        years = range(max(life.person.entry.year + 1, self.today.year - 3), self.today.year)
        return [
            AssetDeclaration(
                dossier=life.dossier, year=year, kind=self.terms.get(K.DECLARATION_KIND, "HN"),
                declared_on=date(year, 12, rng.randint(1, 28)), published_on=date(year + 1, rng.randint(1, 3), 15),
                summary="Không có biến động" if rng.random() < 0.8 else
                f"Tăng {rng.randint(1, 9) * 50} triệu đồng tiền gửi tiết kiệm, do tích lũy từ lương",
            )
            for year in years
        ]  # fmt: skip

    def _comments(self, rng: Random, life) -> list[Assessment]:
        if rng.random() > 0.7 or life.person.entry.year >= self.today.year - 1:
            return []
        year = min(life.person.until.year, self.today.year) - 1
        return [
            Assessment(dossier=life.dossier, assessed_on=PartialDate.of(date(year, 12, rng.randint(1, 25))),
                       author=life.seat.department.unit.name, content=" ".join(rng.sample(COMMENTS, 2)))
        ]  # fmt: skip
