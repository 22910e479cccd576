from portal.audit.models.entry import JournalEntry
from portal.audit.models.seal import JournalSeal

__all__ = ["JournalEntry", "JournalSeal"]
