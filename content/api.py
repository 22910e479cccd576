"""Public content without its dress: Wagtail's API v2, read-only, cacheable, published things only."""

from django.core.exceptions import ValidationError
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Site

from content.collections import public_collections

MAX_AGE = 300
# Neither database counts further, nor searches for more words than its query language can hold.
MAX_OFFSET = 1_000_000
MAX_SEARCH = 200


def refuse_nonsense(asked):
    """What Wagtail takes as it comes, though no answer exists."""
    offset = asked.get("offset", "")
    if offset.isdecimal() and (len(offset) > 20 or int(offset) > MAX_OFFSET):
        raise BadRequestError(f"offset cannot be higher than {MAX_OFFSET}")
    if len(asked.get("search", "")) > MAX_SEARCH:
        raise BadRequestError(f"search cannot be longer than {MAX_SEARCH} characters")
    if asked.get("search_operator", "or") not in {"and", "or"}:
        raise BadRequestError("search_operator is either 'and' or 'or'")


class CacheableMixin:
    """Answers that the web server and the reader may keep for a while."""

    http_method_names = ["get", "head", "options"]

    @classmethod
    def as_view(cls, *args, **kwargs):
        return conditional_page(super().as_view(*args, **kwargs))

    def initial(self, request, *args, **kwargs):
        # PostgreSQL refuses a NUL in a comparison; nothing that we hold contains one.
        if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
            raise BadRequestError("a NUL is not a character of any value")
        refuse_nonsense(request.GET)
        super().initial(request, *args, **kwargs)

    def handle_exception(self, exc):
        # Wagtail lets these two through as if they were our fault: a date that is none, an unknown site.
        if isinstance(exc, ValidationError):
            exc = BadRequestError("; ".join(exc.messages))
        elif isinstance(exc, Site.DoesNotExist):
            exc = BadRequestError("unknown site")
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response


class PublicPages(CacheableMixin, PagesAPIViewSet):
    """Live pages without restriction, whoever asks: a signed-in visitor sees no more than another."""

    meta_fields = [field for field in PagesAPIViewSet.meta_fields if field != "alias_of"]

    def get_queryset(self):
        return super().get_queryset().live().public()


class PublicImages(CacheableMixin, ImagesAPIViewSet):
    """Images of the public shelf."""

    def get_queryset(self):
        return super().get_queryset().filter(collection__in=public_collections())


class PublicDocuments(CacheableMixin, DocumentsAPIViewSet):
    """Documents of the public shelf."""

    def get_queryset(self):
        return super().get_queryset().filter(collection__in=public_collections())


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PublicPages)
router.register_endpoint("images", PublicImages)
router.register_endpoint("documents", PublicDocuments)
