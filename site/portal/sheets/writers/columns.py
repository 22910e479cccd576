"""What a column of an export is: its heading, its width, and how to get it from a record."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class OutColumn:
    heading: str
    value: Callable
    width: int = 16
