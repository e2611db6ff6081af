"""The guides name what is there: variables, commands, pictures, links and the words on the screen."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

DOCS = [*sorted((settings.BASE_DIR / "docs").glob("*.md")), settings.BASE_DIR / "README.md"]
OPERATION = (settings.BASE_DIR / "docs" / "van-hanh.md").read_text(encoding="utf-8")
SETTINGS = (settings.BASE_DIR / "qlcb" / "settings.py").read_text(encoding="utf-8")


def test_every_variable_of_the_settings_stands_in_the_table():
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATION, re.MULTILINE))
    assert len(read) > 10
    assert read == told


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_exists(path):
    commands = get_commands()
    for name in re.findall(r"manage\.py ([a-z_]+)", path.read_text(encoding="utf-8")):
        assert name in commands, name


def test_every_option_of_the_first_account_exists():
    parser = load_command_class(get_commands()["issue_account"], "issue_account").create_parser("manage.py", "")
    section = OPERATION[OPERATION.index("## 4.") : OPERATION.index("## 5.")]
    told = set(re.findall(r"(--[a-z][a-z-]+)", section))
    assert {"--kind", "--staff-code"} <= told
    assert told <= {option for action in parser._actions for option in action.option_strings}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path):
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_guide_speaks_with_the_words_on_the_screen():
    guide = (settings.BASE_DIR / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
    folders = ("templates", "accounts", "orgunits", "personnel", "reports")
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in (".html", ".py")
    ).lower()
    words = {word.strip() for bold in re.findall(r"\*\*([^*]+)\*\*", guide) for word in bold.split("…") if word.strip()}
    assert len(words) > 60
    assert sorted(word for word in words if word.lower() not in sources) == []
