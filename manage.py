#!/usr/bin/env python
"""Run an administrative command of the portal."""

import os
import sys
from pathlib import Path

# `site/` is a plain folder, never a package: Python's own module has that name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
