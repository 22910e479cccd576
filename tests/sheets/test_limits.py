"""The walls around the child process, each touched for real: time, memory, a crash, sizes."""

import time
import tracemalloc

import pytest

from portal.sheets import limits, sheet
from portal.sheets.sheet import Unreadable, ask_child, read_sheet
from tests.casefiles.exchange.sheets import xlsx_bytes
from tests.sheets.workbooks import worksheet

TABLE = limits.TABLE


def ask(name, monkeypatch, **walls):
    for wall, value in walls.items():
        monkeypatch.setattr(sheet, wall, value)
    with pytest.raises(Unreadable) as caught:
        ask_child(f"tests.sandbox.hostile:{name}", b"x", TABLE)
    return caught.value.message


def test_a_reader_that_turns_in_circles_is_stopped(monkeypatch):
    started = time.monotonic()
    assert "trop de temps" in ask("loop", monkeypatch, CPU_SECONDS=1)
    assert time.monotonic() - started < 20


def test_a_reader_that_waits_for_ever_is_stopped(monkeypatch):
    assert "trop de temps" in ask("sleep_for_ever", monkeypatch, WALL_SECONDS=1)


def test_a_reader_that_hoards_is_stopped(monkeypatch):
    assert "trop de mémoire" in ask("hoard", monkeypatch)


def test_a_reader_that_crashes_leaves_us_alive(monkeypatch):
    assert "ne peut pas être lu" in ask("abort", monkeypatch)
    assert read_sheet(b"A;B\n1;2\n").height == 2


def test_a_true_workbook_under_a_low_wall_of_memory(monkeypatch):
    """The library itself gives up its process when it gets no memory: that is a French sentence too."""
    content = xlsx_bytes(*[(f"ligne {n}", n, "texte", n * 2) for n in range(40_000)])
    assert read_sheet(content).height == 40_001
    monkeypatch.setattr(sheet, "MEMORY_MB", 40)
    with pytest.raises(Unreadable, match=r"mémoire|ne peut pas être lu"):
        read_sheet(content)


def test_a_true_workbook_under_a_low_wall_of_time(monkeypatch):
    monkeypatch.setattr(sheet, "WALL_SECONDS", 0.02)
    with pytest.raises(Unreadable, match="trop de temps"):
        read_sheet(xlsx_bytes(("1",)))


def test_a_rectangle_that_the_guard_cannot_see_kills_the_child_only():
    """Cells that say no address, in rows that say none: only the library knows how far they reach."""
    wide = "<row>" + "".join(f"<c><v>{n}</v></c>" for n in range(1_000, 9_000)) + "</row>"
    tall = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(100_000))
    with pytest.raises(Unreadable, match=r"mémoire|ne peut pas être lu|colonnes"):
        read_sheet(worksheet(wide + tall))


def test_the_table_may_be_as_large_as_we_say():
    content = b"A;B\n" + b"".join(b"%d;x\n" % n for n in range(TABLE.rows))
    read = read_sheet(content)
    assert read.height == TABLE.rows + 1
    assert sum(map(len, read.chunks(1))) == TABLE.rows


def test_a_room_may_say_less():
    small = limits.Limits(rows=3, columns=2)
    with pytest.raises(Unreadable, match="plus de 3 lignes"):
        ask_child("portal.sheets.child:read", b"A;B\n" + b"1;2\n" * 4, small)
    with pytest.raises(Unreadable, match="3 colonnes ; 2 au plus"):
        ask_child("portal.sheets.child:read", b"A;B;C\n", small)
    with pytest.raises(Unreadable, match="1 Mo au plus"):
        ask_child("portal.sheets.child:read", b"x" * 2_000_000, limits.Limits(max_bytes=1024 * 1024))
    with pytest.raises(Unreadable, match="trop de texte"):
        ask_child("portal.sheets.child:read", b"A;B\n" + b"abcdefghij;2\n" * 400, limits.Limits(text=2_000))


def test_what_the_parent_holds_does_not_grow_with_the_rows():
    content = b"A;B\n" + b"".join(b"%d;un texte\n" % n for n in range(60_000))
    read = read_sheet(content)
    tracemalloc.start()
    try:
        count = sum(len(chunk) for chunk in read.chunks(1))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 60_000
    assert peak < 2 * 1024 * 1024
