"""What the editor of forms sends and leaves."""

import json

from wagtail.test.utils.form_data import nested_form_data


def posted_by_the_editor(definition):
    """The fields of the edit page as a browser would send them."""
    return nested_form_data(
        {
            "title": definition.title,
            "slug": definition.slug,
            "kind": definition.kind,
            "public": "on" if definition.public else "",
            "intro": definition.intro,
            "body": _fields(definition.body.get_prep_value()),
        }
    )


def _fields(value):
    """Raw blocks as the fields of the editor."""
    if isinstance(value, dict):
        return {name: _fields(part) for name, part in value.items()}
    if isinstance(value, list):
        return {
            "count": str(len(value)),
            **{str(turn): _row(block, turn) for turn, block in enumerate(value)},
        }
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return str(value)


def _row(block, turn):
    return {
        "deleted": "",
        "order": str(turn),
        "type": "" if block["type"] == "item" else block["type"],
        "id": block["id"],
        "value": _fields(block["value"]),
    }


def raw_body(definition):
    """A copy of the blocks of a definition, to change freely."""
    list(definition.body)  # as Wagtail understands them, not as they were written
    return json.loads(json.dumps(definition.body.get_prep_value()))


def save_draft(definition, change):
    """What « Enregistrer le brouillon » leaves: a new revision, the open version untouched."""
    draft = definition.get_latest_revision_as_object()
    body = raw_body(draft)
    change(body)
    draft.body = json.dumps(body)
    draft.save_revision(clean=False)
    definition.refresh_from_db()


def words_of_page(response):
    """The page as one reads it: French spaces that do not break are spaces."""
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
