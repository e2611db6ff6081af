"""The front-end files of others: unchanged, licensed, and asking nothing of the outside."""

import hashlib
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from fontTools.ttLib import TTFont

STATIC = settings.BASE_DIR / "static"
HASHES = STATIC / "vendor" / "HASHES"
FOLDERS = ("vendor", "fonts/be-vietnam-pro", "fonts/liberation-serif")
VIETNAMESE_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))


def recorded():
    """{path below static/: sha256} as HASHES has it."""
    lines = (line.split("  ", 1) for line in HASHES.read_text(encoding="utf-8").splitlines())
    return {path: digest for digest, path in lines}


def shipped():
    """The paths below static/ of all files of others."""
    files = (path for folder in FOLDERS for path in (STATIC / folder).rglob("*"))
    return {path.relative_to(STATIC).as_posix() for path in files if path.is_file() and path != HASHES}


def texts(pattern):
    return sorted((STATIC / "vendor").rglob(pattern)) + sorted((STATIC / "fonts").rglob(pattern))


def test_every_file_is_as_recorded():
    found = {path: hashlib.sha256((STATIC / path).read_bytes()).hexdigest() for path in shipped()}
    assert found == recorded()


@pytest.mark.parametrize(
    "folder", sorted((*(STATIC / "vendor").iterdir(), *(STATIC / "fonts").iterdir())), ids=lambda p: p.name
)
def test_every_folder_keeps_its_licence(folder):
    assert folder == HASHES or (folder / "LICENSE").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("path", texts("*.css"), ids=lambda path: path.name)
def test_styles_load_nothing_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"""url\(\s*["']?([^"')]*)""", text)
    assert not [target for target in targets if re.match(r"(https?:)?//", target)]
    assert "@import" not in text


@pytest.mark.parametrize("path", texts("*.js") + texts("*.css"), ids=lambda path: path.name)
def test_no_file_names_a_source_map(path):
    assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", texts("*.ttf"), ids=lambda path: path.name)
def test_print_fonts_have_every_vietnamese_letter(path):
    characters = TTFont(path).getBestCmap()
    assert not [letter for letter in VIETNAMESE_LETTERS if ord(letter) not in characters]


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_screen_fonts_have_every_vietnamese_letter(weight):
    characters = set()
    for path in (STATIC / "fonts" / "be-vietnam-pro").glob(f"*-{weight}-normal.woff2"):
        characters |= TTFont(path).getBestCmap().keys()
    assert not [letter for letter in VIETNAMESE_LETTERS if ord(letter) not in characters]


def test_static_files_can_be_collected_with_their_hashes_in_their_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    assert list((tmp_path / "vendor" / "tabler").glob("tabler.min.*.css"))
