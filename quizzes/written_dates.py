"""Dates as a learner may write them: any sane form, in Turkish, English or Azerbaijani. Reading never raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizzes.amounts import CASE, ENGLISH, NUMBER_WORDS, spelled, uninflected
from quizzes.dates import Moment, When
from quizzes.folding import APOSTROPHES, distance, lenient

_LONGEST = 100


def read_when(text: str, century: int = 19) -> When | None:
    """What a learner wrote, in Turkish, English or Azerbaijani and any sane form; the day comes before the month.

    A year of two digits has its day and month beside it, and begins with ``century``. None if it is no date, or no date
    of any calendar; never an error, whatever the text.
    """
    plain = _normalised(text)
    if plain is None:
        return None
    full = _SHORT_YEAR.sub(rf"\1 {century:02d}\3", plain)
    return _moment(plain) or _period(plain) or (_moment(full) or _period(full) if full != plain else None)


def read_yearless(text: str, year: int) -> When | None:
    """What a text that names no year would say of ``year``: ``"4 Haziran"``, ``"4/6"``, ``"Ocak"``."""
    when = read_when(f"{text.rstrip(' .,/-')} {year:04d}")
    return when if when and when.start.month else None


# A learner's text is first brought to digits, separators and months written <6>; the patterns read that.


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ocak january jan yanvar",
            "subat february feb fevral",
            "mart march mar",
            "nisan april apr aprel",
            "mayis may",
            "haziran june jun iyun",
            "temmuz july jul iyul",
            "agustos august aug avqust avgust",
            "eylul september sep sept sentyabr",
            "ekim october oct oktyabr",
            "kasim november nov noyabr",
            "aralik december dec dekabr",
        ),
        start=1,
    )
    for name in names.split()
}
_SHORT_MONTHS = {
    name: number
    for names in (
        "oca sub mar nis may haz tem agu eyl eki kas ara", "yan fev mar apr may iyn iyl avq sen okt noy dek",
    )
    for number, name in enumerate(names.split(), start=1)
}  # fmt: skip
_ROMAN = {
    name: n
    for n, name in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
_FILLERS = _words(
    "idi kimi yil yili yilin yilinda yilinin tarih tarihi tarihli tarihinde tarihleri tarihlerinde "
    "arasi arasinda arasindaki gun gunu gunun gununde ay ayi ayin ayinda de da te ta sene "
    "senesi senesinde kadar qeder dek on in from between the of year month day during since "
    "pazartesi sali carsamba persembe cuma cumartesi pazar bazar ertesi axsami cersenbe cume senbe "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_JOINERS = _words("ve and to ile ila ille until till through ilden yilindan tarihinden")
#: Azerbaijani's words about dates, in any case: ilin, illerde, tarixlerinde, ayinin, iledek
_ABOUT_DATES = re.compile(rf"(?:il|ay|gun|tarix)(?:l[ae]r)?(?:{CASE}|[ae]?d[ae]k|[ae]?c[ae]n)*")
_UNTIL = r"(?:[iu]?n?[ae])?(?:d[ae]k|c[ae]n)"
_MONTH_SUFFIX = re.compile(rf"n?[iu]n(?:d[ea]n?|e|a)?|[dt][ae]n?|[iu]|[ae]|[iu]?d[iu]r|{_UNTIL}")
_FROM_MONTH = re.compile(r"d[ae]n$")
_AROUND = ' \t\n"“”„«»!'
#: 4,6,1918: a keypad made for numbers has no other key
_KEYPAD = re.compile(r"(\d\d?)[,\\](\d\d?)[,\\](\d{2,4})")
_ALLOWED = re.compile(r"[a-z0-9\s'./,()\-]*")

_GAP, _M, _D, _Y = r"[\s.,/-]*", r"<(?P<m>\d\d?)>", r"(?P<d>\d\d?)", r"(?P<y>\d{3,4})"
_CUT, _NUM, _YEAR = r"\s*[-./ ]\s*", r"(?P<m>\d\d?)", r"(?P<y>\d{4})"
_TWO = r"(?P<m>0[1-9]|1[0-2])"
_WHOLE = tuple(
    re.compile(p)
    for p in (
        _Y,
        rf"(?P<d>[0-3]\d){_TWO}(?P<y>[12]\d{{3}})",
        rf"(?P<y>[12]\d{{3}}){_TWO}(?P<d>[0-3]\d)",
        rf"{_D}{_GAP}{_M}{_GAP}{_Y}",
        rf"{_M}[\s.]*{_D}[\s,.]+{_Y}",
        rf"{_M}{_GAP}{_Y}",
        rf"{_Y}[\s,.]+{_D}[\s.]*{_M}",
        rf"{_Y}{_GAP}{_M}[\s.,-]*{_D}",
        rf"{_Y}{_GAP}{_M}",
        rf"{_YEAR}(?P<s>[-./]){_NUM}(?P=s){_D}",
        rf"{_D}{_CUT}{_NUM}{_CUT}{_YEAR}",
        rf"{_YEAR}[-./]{_NUM}",
        rf"{_NUM}\s*[-./]\s*{_YEAR}",
    )
)
_YEARLESS = tuple(re.compile(p) for p in (rf"{_D}{_GAP}{_M}", rf"{_M}[\s.]*{_D}", _M, rf"{_D}\s*[./]\s*{_NUM}", _D))
_SHORT_YEAR = re.compile(
    r"(?<!\d)(\d\d?[\s./-]*<\d\d?>[\s.,/]*|<\d\d?>[\s.]*\d\d?[\s.,]+|\d\d?\s*([-./ ])\s*\d\d?\s*\2)\s*(\d\d)(?![\d>])"
)
_NUMBER = f"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})+"
_IN_WORDS = re.compile(rf"\b{_NUMBER}(?:(?:[\s-]+|(?<=hundred)\s+and\s+){_NUMBER})*\b")
_TURKISH_MONTH = re.compile(
    r"\s+(?:ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik"
    r"|yanvar|fevral|aprel|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)"
)
_DAYS_OF_A_MONTH = re.compile(rf"{_M}[\s.]*(?P<a>\d\d?)\s*-\s*{_D}[\s,.]+{_Y}")


def _normalised(text: str) -> str | None:
    if len(text) > _LONGEST or any(c.isnumeric() and not c.isascii() for c in text):
        return None
    bare = "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))
    plain = re.sub(r"[^\W\d_]+", lambda word: lenient(word[0]), re.sub(r"[‐-―−]", "-", bare))
    plain = re.sub(f"[{APOSTROPHES}]", "'", plain.strip(_AROUND))
    plain = _KEYPAD.sub(r"\1.\2.\3", plain)
    if not _ALLOWED.fullmatch(plain):
        return None
    plain = re.sub(r"'(?=\d\d\b)", " ", _IN_WORDS.sub(_in_figures, uninflected(plain)))
    plain = re.sub(r"\b[ivx]+\b(?=[./-]\d)", lambda word: f"{_ROMAN.get(word[0], word[0])}", plain)
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", plain)
    plain = re.sub(r"'[a-z]+", "", re.sub(r"'[dt][ea]n\b", " - ", plain))
    plain = re.sub(r"(?<=\d)-[dt][ae]n\b", "~", re.sub(r"(?<=\d)[\s-]?c[iu]\b", " ", plain))
    plain = re.sub(rf"(?<=\d)-(?:{CASE}|{_UNTIL})(?!\w)", " ", plain)
    plain = re.sub(r"[a-z]+", _coded, re.sub(r"[()]", " ", plain))
    plain = re.sub(r"~(?=[^~]*<)|(?<=\d{4})~", " - ", plain).replace("~", " ")
    return None if "?" in plain else " ".join(plain.split()).strip(" -,./")


def _in_figures(found: re.Match[str]) -> str:
    """``dort`` → ``4``. English *on* is no ten: only a Turkish number or month follows that."""
    run = found[0]
    first, _, rest = run.partition(" ")
    if first == "on" and (rest.split(" ")[0] in ENGLISH or (not rest and not _is_turkish(found))):
        return f"on {spelled(rest) or rest}"
    number = spelled(run)
    return run if number is None else f"{number}"


def _is_turkish(found: re.Match[str]) -> bool:
    return bool(_TURKISH_MONTH.match(found.string, found.end()))


def _coded(found: re.Match[str]) -> str:
    word = found[0]
    if word in _JOINERS:
        return " - "
    if word not in _MONTHS and (word in _FILLERS or _ABOUT_DATES.fullmatch(word)):
        return " "
    month = _month(word)
    return f" <{month}> {'~' * bool(_FROM_MONTH.search(word))}" if month else "?"


def _month(word: str) -> int | None:
    if word in _MONTHS or word in _SHORT_MONTHS:
        return _MONTHS.get(word) or _SHORT_MONTHS[word]
    for name, number in _MONTHS.items():
        if word.startswith(name) and _MONTH_SUFFIX.fullmatch(word, len(name)):
            return number
    near = {number for name, number in _MONTHS.items() if len(name) > 4 and distance(word, name, 1) == 1}
    return near.pop() if len(near) == 1 else None


def _match(patterns: tuple[re.Pattern[str], ...], plain: str) -> dict[str, int] | None:
    for pattern in patterns:
        if found := pattern.fullmatch(plain):
            return {name: int(value) for name, value in found.groupdict().items() if name != "s"}
    return None


def _make(fields: dict[str, int]) -> Moment | None:
    try:
        return Moment(fields["y"], fields.get("m"), fields.get("d"))
    except ValueError:
        return None


def _moment(plain: str) -> When | None:
    fields = _match(_WHOLE, plain)
    moment = _make(fields) if fields else None
    return When(moment) if moment else None


def _period(plain: str) -> When | None:
    found = list(_periods(plain))
    return found[0] if len(found) == 1 else None


def _periods(plain: str) -> Iterator[When]:
    if days := _DAYS_OF_A_MONTH.fullmatch(plain):
        plain = f"{days['a']} - {days['d']} <{days['m']}> {days['y']}"
    for cut in re.finditer(r"[-/]", plain):
        left, last = plain[: cut.start()].strip(" ,"), plain[cut.end() :].strip(" ,")
        start, right = _moment(left), _moment(last)
        if cut[0] == "-":
            start, right = (
                start or (right and _inherited(left, right.start)),
                right or (start and _inherited(last, start.start)),
            )
        if right and start and start.first <= right.last:
            yield When(start.start, right.start)


def _inherited(text: str, other: Moment) -> When | None:
    """``11 Mayıs`` of ``11 Mayıs – 4 Haziran 1918``: what one end leaves out, the other says."""
    fields = _match(_YEARLESS, text)
    if not fields or ("m" not in fields and other.day is None):
        return None
    month = {"m": other.month} if other.month is not None else {}
    moment = _make({**month, **fields, "y": other.year})
    return When(moment) if moment else None
