class BackupError(Exception):
    """The archive was not made, or not used. The message says in French why and what to do."""
