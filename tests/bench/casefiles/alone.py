"""Each page by itself, in this process: the time the server takes, the questions, the bytes."""

import statistics
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Alone:
    median_ms: float
    cpu_ms: float
    sql_ms: float
    queries: int
    kilobytes: float
    slowest: str


def measure(page, session_key, runs):
    """The Alone of one page, after two visits that count for nothing."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    for _ in range(2):
        _ask(client, page)
    spent, worked = [], []
    for _ in range(runs):
        began, busy = time.perf_counter(), time.process_time()
        _ask(client, page)
        spent.append((time.perf_counter() - began) * 1000)
        # What others do on the same processors is not in this one.
        worked.append((time.process_time() - busy) * 1000)
    with CaptureQueriesContext(connection) as captured:
        response = _ask(client, page)
    asked = [(float(query["time"]) * 1000, query["sql"]) for query in captured]
    return Alone(
        statistics.median(spent),
        statistics.median(worked),
        sum(milliseconds for milliseconds, _sql in asked),
        len(asked),
        len(response.content) / 1000,
        max(asked, default=(0, ""))[1],
    )


def _ask(client, page):
    response = client.get(page.path)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name}: {response.status_code} {response.get('Location', '')}")
    return response


def percentile(values, rank):
    """The value that so many per cent of them do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * rank / 100))] if ordered else 0.0
