"""The people at their browsers: a process of its own that only asks over HTTP and looks at the clock.

The plan comes on standard input, what was measured leaves on standard output, both as JSON.
"""

import http.client
import json
import random
import sys
import threading
import time


def main():
    plan = json.load(sys.stdin)
    measures, start = [], threading.Barrier(len(plan["people"]))
    threads = [
        threading.Thread(target=_work, args=(plan, number, person, start, measures))
        for number, person in enumerate(plan["people"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump(measures, sys.stdout)


def _work(plan, number, person, start, measures):
    draw = random.Random(number)  # noqa: S311
    connection = http.client.HTTPConnection("127.0.0.1", plan["port"], timeout=60)
    headers = {"Cookie": person["cookie"], "Accept-Encoding": "identity"}
    start.wait()
    end = time.monotonic() + plan["seconds"]
    # Nobody begins at the same page at the same instant.
    time.sleep(draw.random() * min(1.0, plan["think"] or 0.3))
    place = draw.randrange(len(person["pages"]))
    while time.monotonic() < end:
        name, path = person["pages"][place % len(person["pages"])]
        place += 1
        began = time.perf_counter()
        status, size = _ask(connection, path, headers)
        measures.append((name, (time.perf_counter() - began) * 1000, status, size))
        if plan["think"]:
            time.sleep(draw.uniform(0.5, 1.5) * plan["think"])


def _ask(connection, path, headers):
    """(status, bytes); a connection that the server closed meanwhile is opened again, as a browser does."""
    for _ in range(2):
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, len(response.read())
        except (OSError, http.client.HTTPException):
            connection.close()
    return 0, 0


if __name__ == "__main__":
    main()
