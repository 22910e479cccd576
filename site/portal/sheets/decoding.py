"""Bytes of a text file → text, and what encoding it was in: what Windows, Mac and old Excel write in French.

A file that mixes two encodings (a list in UTF-8, rows pasted from an older one) is read line by line, and
that is said: read in one piece, half of it would show « Ã© ».
"""

import re

from portal.sandbox.child import Refusal

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "cp850": "MS-DOS (cp850)",
    "mac_roman": "Macintosh",
    "mixed": "UTF-8 et Windows (cp1252), selon les lignes",
}
# What somebody may say of a file: {code: what one reads}.
TOLD = {code: NAMES[code] for code in ("utf-8", "cp1252", "cp850", "mac_roman", "utf-16-le")}
# In the order of what one meets: on a tie the first wins.
_ONE_BYTE = ("cp1252", "cp850", "mac_roman")
_FRENCH = re.compile("[àâäçéèêëîïôöùûüœÀÂÇÉÈÊËÎÔÙÛŒ«»’€°–…“”‘—]")
_SAMPLE_LINES = 2_000
# Two or three bytes that no French text in cp1252 holds by accident: « Ã© », « â€™ » and their like.
_SURELY_UTF8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
# « Ã© » and « â€™ »: UTF-8 that was once read as cp1252 and saved so.
_TWICE = re.compile("Ã[©¨ª§´®¢‰]|â€[™œ“¦]")
_DAMAGED = (
    "Ce fichier contient des octets nuls : il a sans doute été coupé ou abîmé en chemin. "
    "Ouvrez-le dans votre tableur, enregistrez-le à nouveau et renvoyez-le."
)
NOT_TEXT = (
    "Ce fichier n’est ni un tableau .csv ni un classeur .xlsx ou .ods. "
    "Enregistrez votre tableau en .xlsx ou en .csv et renvoyez-le."
)
_MIXED = (
    "Ce fichier mélange plusieurs encodages. Ouvrez-le dans votre tableur, "
    "enregistrez-le en « CSV UTF-8 » et renvoyez-le."
)


def decode(payload, told=None):
    """(text, what is worth saying of its encoding). Raises Refusal when it is no text.

    `told` is one of TOLD: what somebody says of a file that was read wrongly.
    """
    encoding, text, mixed = _as_told(payload, told) if told else _decoded(payload)
    _refuse_binary(text)
    source = {"encoding": NAMES[encoding]}
    if told and (unread := text.count("\ufffd")):
        source["unread"] = unread
    if mixed:
        source["mixed_lines"] = mixed
    if _TWICE.search(text):
        source["twice_encoded"] = True
    return _without_marks(text), source


def _as_told(payload, told):
    """Read so whatever comes of it: what cannot be is shown as such, and one chooses again."""
    for mark, encoding in _MARKS:
        if payload.startswith(mark) and NAMES[encoding] == NAMES[told]:
            return encoding, payload[len(mark) :].decode(encoding, errors="replace"), 0
    return told, payload.decode(told, errors="replace"), 0


def _decoded(payload):
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return _marked(payload[len(mark) :], encoding)
    for encoding in (_unmarked_utf16(payload), "utf-8"):
        try:
            return encoding, payload.decode(encoding), 0
        except UnicodeDecodeError:
            continue
    return _without_utf8(payload)


def _marked(payload, encoding):
    try:
        return encoding, payload.decode(encoding), 0
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _by_line(payload)
        raise Refusal(_MIXED) from error


def _unmarked_utf16(payload):
    """Every second byte of French in UTF-16 is zero; which one says the order."""
    start = payload[:400]
    first, second = start[::2].count(0), start[1::2].count(0)
    if second * 4 > len(start) and not first:
        return "utf-16-le"
    return "utf-16-be" if first * 4 > len(start) and not second else "utf-8"


def _without_utf8(payload):
    lines = [line for line in _LINES.findall(payload) if not line.isascii()]
    if any(_is_utf8(line) for line in lines):
        return _by_line(payload)
    sample = b"".join(lines[:_SAMPLE_LINES])
    best = max(_ONE_BYTE, key=lambda encoding: len(_FRENCH.findall(sample.decode(encoding, "replace"))))
    # Five values have no letter in cp1252.
    return best, payload.decode(best, errors="replace"), 0


def _by_line(payload):
    lines, odd = [], 0
    for line in _LINES.findall(payload):
        if line.isascii() or _is_utf8(line):
            lines.append(line.decode("utf-8"))
        else:
            odd += 1
            lines.append(_by_sign(line))
    return "mixed", "".join(lines), odd


def _is_utf8(line):
    if line.isascii() or not _SURELY_UTF8.search(line):
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_sign(line):
    """A line that may itself hold both: what is surely UTF-8 as such, the rest as cp1252."""
    pieces, end = [], 0
    for sure in _SURELY_UTF8.finditer(line):
        pieces.append(line[end : sure.start()].decode("cp1252", errors="replace"))
        pieces.append(sure.group().decode("utf-8", errors="replace"))
        end = sure.end()
    return "".join([*pieces, line[end:].decode("cp1252", errors="replace")])


def _refuse_binary(text):
    if "\x00" in text:
        raise Refusal(NOT_TEXT if _controls(text) or "\x1a" in text[:20_000] else _DAMAGED)
    if _controls(text) * 200 > min(len(text), 20_000):
        raise Refusal(NOT_TEXT)


def _controls(text):
    """Signs of the beginning that no text has; one here and there is a leftover of some other program."""
    return len(re.findall("[\x01-\x08\x0e-\x19\x1b-\x1f]", text[:20_000]))


def _without_marks(text):
    """Files put end to end keep each one's mark at the start of a line: it is no part of what is written."""
    text = text.removeprefix("\ufeff").rstrip("\x1a")
    return re.sub("(?<=\n)\ufeff", "", text) if "\ufeff" in text else text
