from personnel.models import DecreedDay
from personnel.rules.working_days import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The calendar for deadlines in working days, with the days that people entered (FACTS §8). One query."""
    return WorkingCalendar(DecreedDay.objects.all())
