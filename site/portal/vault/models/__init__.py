from portal.vault.models.stored_file import StoredFile

__all__ = ["StoredFile"]
