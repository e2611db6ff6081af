"""Vietnamese text: normal form, folding for search, the order of names, proper case.

Alphabet: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z in their Latin places.
Tone order: ngang, huyền, hỏi, ngã, sắc, nặng (FACTS §7).
"""

import re
import string
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_CODE_OF_LETTER = dict(zip(ALPHABET, string.ascii_letters[26:] + string.ascii_letters[:26], strict=False))
_LETTER_MARKS = {"\u0306": "a", "\u0302": "aeo", "\u031b": "ou"}  # breve, circumflex, horn: another letter
_TONE_OF_MARK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_OTHER_MARK = "6"
_STROKED = {"đ": ("đ", ""), "ð": ("đ", ""), "ɖ": ("đ", ""), "ƀ": ("b", _OTHER_MARK)}


class _WithoutMarks(dict):
    """For `str.translate`: combining marks go, strokes and apostrophes become plain; a character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return self[code]


_WITHOUT_MARKS = _WithoutMarks(
    str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b", "’": "'", "‘": "'", "ʼ": "'", "`": "'"})
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_NAME_PART = re.compile(r"[^\s'’‘ʼ`\-]+")


def nfc(text: str) -> str:
    """Return text in Unicode normal form C, in which every Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return text in NFC with every run of white space (also no-break) as one space, none at the ends.

    Invisible characters (soft hyphen, zero-width space and joiners, byte order mark) are dropped.
    """
    return nfc(" ".join(nfc(text).translate(_INVISIBLE).split()))


def fold(text: str) -> str:
    """Return the form in which text is searched: lower case, no diacritics, đ as d, squeezed."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return squeeze(decomposed.translate(_WITHOUT_MARKS))


def words(text: str) -> list[str]:
    """Return the folded words of text in their order: letters and digits only, "H'Linh" gives ["h", "linh"]."""
    return _WORD.findall(fold(text))


def matches_words(text: str, query: str) -> bool:
    """Tell whether each word of query begins some word of text, in any order, ignoring case and diacritics.

    A query without words matches everything.
    """
    found = words(text)
    return all(any(word.startswith(start) for word in found) for start in words(query))


def _letter_code(char: str) -> tuple[str, str]:
    """Return (sort code of the letter, its tone or "") of one NFC character; ("", "") for punctuation."""
    base, *marks = unicodedata.normalize("NFD", char)
    letter, tones = _STROKED.get(base, (base, ""))
    for mark in marks:
        if letter in _LETTER_MARKS.get(mark, ""):
            letter = nfc(letter + mark)
        else:
            tones += _TONE_OF_MARK.get(mark, _OTHER_MARK)
    if letter in _CODE_OF_LETTER:
        return _CODE_OF_LETTER[letter], tones
    if letter in string.digits:
        return letter, tones
    return (f"~{ord(letter):06x}", tones) if letter.isalnum() else ("", "")


def _word_key(word: str) -> str:
    """Return letters, a point, tones: letters decide first and tones second, "" when the word has no letter."""
    coded = [_letter_code(char) for char in word]
    letters = "".join(code for code, _ in coded)
    return f"{letters}.{''.join(tone for _, tone in coded)}" if letters else ""


def name_sort_key(full_name: str) -> str:
    """Return an ASCII key that sorts names the Vietnamese way under byte order (COLLATE "C").

    The given name (last word) decides first, then the other words from the first. Within a word the letters of
    the Vietnamese alphabet decide first, its tone second, so all "Hà" stand before all "Hạ". Case, apostrophes,
    hyphens, the Unicode form and the place of the tone mark (hoà, hòa) make no difference.
    """
    keys = [key for key in map(_word_key, squeeze(full_name).lower().split()) if key]
    return "-".join(keys[-1:] + keys[:-1])


def is_all_caps(text: str) -> bool:
    """Tell whether text is typed in capitals: some word of two letters or more, and no small letter."""
    plain = nfc(text)
    return plain.upper() == plain and any(sum(map(str.isalpha, word)) > 1 for word in plain.split())


def title_name(text: str) -> str:
    """Return a name in proper case: "Y BLIĂ Ê BAN" gives "Y Bliă Ê Ban", "H'LINH" gives "H'Linh".

    Words already in mixed case stay as they are. The result is squeezed.
    """

    def proper(word: str) -> str:
        if word not in (word.upper(), word.lower()):
            return word
        return _NAME_PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), word)

    return nfc(" ".join(map(proper, squeeze(text).split())))
