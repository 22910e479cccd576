class CryptoError(Exception):
    """A value could not be sealed or opened. The message never quotes the value."""


class UnknownKey(CryptoError):
    """The key that sealed this value is not in the ring."""


class Tampered(CryptoError):
    """The value was altered, or stands in another row or field than the one it was sealed for."""
