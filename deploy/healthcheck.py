"""Asks the portal itself whether it is well, as the proxy in front would; ends with 0 or 1."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def is_well():
    port = os.environ.get("PORTAL_BIND", "127.0.0.1:8000").rpartition(":")[2]
    host = urlsplit(os.environ.get("PORTAL_BASE_URL", "https://localhost")).netloc
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sante", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
