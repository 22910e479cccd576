"""Nobody opens the import of somebody else."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from casefiles.exchange.batches.common import batches_of
from casefiles.exchange.resources import resources_for


def own_batch(user, pk):
    """The batch of an address, for its author and as long as the role still allows the target."""
    batch = get_object_or_404(batches_of(user).select_related("file"), pk=pk)
    if batch.target not in resources_for(user):
        raise Http404
    return batch


class OwnBatchMixin:
    """Gives a view its `batch`."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = None

    def dispatch(self, request, *args, **kwargs):
        self.batch = own_batch(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)
