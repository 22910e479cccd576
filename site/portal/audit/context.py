"""The identifier of the request being answered, for the journal and the logs."""

import uuid
from contextvars import ContextVar

_request_id = ContextVar("request_id", default="")


def current_request_id():
    return _request_id.get()


def start_request():
    """Give the request a fresh identifier and return the token that ends it."""
    return _request_id.set(uuid.uuid4().hex[:16])


def end_request(token):
    _request_id.reset(token)
