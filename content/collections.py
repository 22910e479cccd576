"""Two shelves for files: what is public, and what waits to be. Nothing outside the first is ever served."""

from wagtail.models import Collection, CollectionViewRestriction

PUBLISHED = "Publié"
DRAFTS = "En préparation"


def _shelf(name):
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def published():
    """The shelf that everybody may read."""
    return _shelf(PUBLISHED)


def drafts():
    """The shelf that only staff may read."""
    shelf = _shelf(DRAFTS)
    CollectionViewRestriction.objects.get_or_create(
        collection=shelf, defaults={"restriction_type": CollectionViewRestriction.LOGIN}
    )
    return shelf


def public_collections():
    """The public shelf and what stands under it; empty before the site is set up."""
    shelf = Collection.objects.filter(name=PUBLISHED, depth=2).first()
    return shelf.get_descendants(inclusive=True) if shelf else Collection.objects.none()
