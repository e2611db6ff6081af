"""What browsers say of themselves, in words that a person knows them by."""

import re

UNKNOWN = "Trình duyệt không rõ"
BROWSERS = [
    ("Cốc Cốc", "coc_coc_browser"), ("Edge", r"Edg(e|A|iOS)?/"), ("Opera", "OPR/|Opera"),
    ("Firefox", "Firefox/|FxiOS/"), ("Chrome", "Chrome/|CriOS/|Chromium/"), ("Safari", "Safari/"),
]  # fmt: skip
SYSTEMS = [
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone, iPad", "iPhone|iPad"), ("macOS", "Macintosh|Mac OS X"),
    ("Linux", "Linux|X11"),
]  # fmt: skip


def words_for(user_agent: str) -> str:
    """The User-Agent header → such as "Edge trên Windows"; nothing of it is taken over as it stands."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, user_agent)), UNKNOWN)
    system = next((name for name, sign in SYSTEMS if re.search(sign, user_agent)), "")
    return f"{browser} trên {system}" if system else browser
