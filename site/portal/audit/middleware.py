from django.shortcuts import render

from portal.audit.context import current_request_id, end_request, start_request
from portal.audit.journal import JournalUnavailable


class RequestContextMiddleware:
    """Names each request, so that its journal entries and its log lines can be put side by side."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = start_request()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = current_request_id()
        finally:
            end_request(token)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, JournalUnavailable):
            return render(request, "shell/503.html", status=503)
        return None
