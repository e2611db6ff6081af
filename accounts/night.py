"""Which hours count as night: data of the regulation."""

from qlcb import regulation


def hours_of_night() -> list[int]:
    """The hours of the day, 0 to 23, outside of working hours."""
    watch = regulation.fact("watch")
    first, end = watch["night_from"], watch["night_to"]
    return [hour for hour in range(24) if hour >= first or hour < end]
