"""Measuring: the median of a few runs, and the peak of what Python allocated in one more."""

import statistics
import time
import tracemalloc
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`seconds` is a median; `peak_bytes` what Python held at most; `result` what the function gave."""

    seconds: float
    peak_bytes: int
    result: object


def measure(function, runs=5):
    """The Measure of a function without arguments, after one run that counts for nothing."""
    result, seconds = function(), []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - start)
    tracemalloc.start()
    function()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Measure(statistics.median(seconds), peak, result)
