"""What every step of an import's life asks: whose it is, what it imports, how its rows are read."""

from django.db.models import Max

from casefiles.exchange.dataset import SheetDataset
from casefiles.exchange.resources import RESOURCES
from casefiles.models import ImportBatch
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry


def batches_of(user):
    """The imports that this person may open: their own."""
    return ImportBatch.objects.filter(user=user)


def listed_for(user):
    """The imports whose trace this person sees: their own or, to coordinate and manage data, everyone's."""
    everyone = user.has_role(Role.COORDINATION, Role.DATA_OFFICER)
    found = ImportBatch.objects.all() if everyone else batches_of(user)
    return found.select_related("user").order_by("-created_at")


def resource_of(batch):
    return RESOURCES[batch.target](batch.user, reason=batch.reason, batch=batch)


def reader_of(batch, resource):
    """Reads the rows of this batch as its columns were matched and its unknown words settled."""
    return resource.reader(
        SheetDataset((), batch.columns, from_text=is_text(batch), words=batch.choices.get("words", {}))
    )


def is_text(batch):
    return batch.reading["source"].get("kind") == "csv"


def journal_mark():
    """The last entry of the journal so far."""
    return JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0
