"""Reading a stranger's file in a child process that may crash, run out of time or of memory, without us."""

from portal.sandbox.runner import SandboxFailure, run_limited

__all__ = ["SandboxFailure", "run_limited"]
