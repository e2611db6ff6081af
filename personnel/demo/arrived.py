"""Papers that lie on the clerks' desks in the demo: a few a department, some of them overdue."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import count
from random import Random

from personnel.demo.lives import Life
from personnel.demo.papers import NUMBERS_A_YEAR, working
from personnel.models import PendingPaper

KINDS = (  # section, what the paper is, whether it is a decision of the department
    ("luong", "Nâng bậc lương thường xuyên", True),
    ("bo-nhiem", "Bổ nhiệm lại chức vụ", True),
    ("khen-thuong", "Tặng Giấy khen", True),
    ("dao-tao", "Văn bằng tốt nghiệp cao cấp lý luận chính trị", False),
    ("suc-khoe", "Kết quả khám sức khỏe định kỳ", False),
    ("gia-dinh", "Giấy khai sinh của con", False),
)
LEADERS_ONLY = ("bo-nhiem",)
OFTEN = (0, 1, 1, 2, 2, 3)  # papers a department
AGES = (0, 0, 1, 1, 2, 3, 4, 6, 9)  # days since they arrived
FIRST_NUMBER = NUMBERS_A_YEAR + 200  # past those of the decisions that are entered


def arrived(lives: list[Life], *, seed: int, today: date) -> list[PendingPaper]:
    """Unsaved papers about people whose dossiers are stored."""
    by_department = defaultdict(list)
    for life in lives:
        if life.serves:
            by_department[life.seat.department.unit.pk].append(life)
    papers = []
    for people in by_department.values():
        department = people[0].seat.department
        rng, numbers = Random(f"{seed}/arrived/{department.unit.code}"), count(FIRST_NUMBER)
        for life in rng.sample(people, min(rng.choice(OFTEN), len(people))):
            kinds = [row for row in KINDS if life.leads_since or row[0] not in LEADERS_ONLY]
            kind, summary, is_decision = rng.choice(kinds)
            day = working(today - timedelta(days=rng.choice(AGES)))
            paper = PendingPaper(
                unit=department.unit, kind=kind, summary=summary, dossier=life.dossier, received_on=day
            )
            if is_decision:
                paper.number = f"{next(numbers)}/QĐ-{department.suffix}"
                paper.signed_on = working(day - timedelta(days=rng.randint(1, 6)))
            papers.append(paper)
    return papers
