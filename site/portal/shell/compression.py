"""Public pages travel compressed. Pages of the staff area do not: they hold secrets beside what was typed."""

from django.middleware.gzip import GZipMiddleware


class PublicCompressionMiddleware(GZipMiddleware):
    def process_response(self, request, response):
        user = getattr(request, "user", None)
        if response.streaming or response.cookies or (user is not None and user.is_authenticated):
            return response
        return super().process_response(request, response)
