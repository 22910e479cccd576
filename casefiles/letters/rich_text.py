"""A field of the file as one word of a text, chosen from a list: nothing to spell, nothing to get wrong."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler

from casefiles.letters.catalogue import ASKED, GROUPS, LABELS

FEATURE, TYPE = "file-field", "FILE-FIELD"


class FieldHandler(InlineEntityElementHandler):
    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {"field": attrs["data-field"]}


class AskedHandler(InlineEntityElementHandler):
    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {"ask": attrs["data-ask"], "kind": attrs.get("data-kind", "text")}


def _as_span(props):
    """How a field is kept: its code, and the words by which its place is known."""
    if props.get("ask"):
        kind = props.get("kind") if props.get("kind") in ASKED else "text"
        return DOM.create_element("span", {"data-ask": props["ask"], "data-kind": kind}, props["children"])
    code = props.get("field")
    return DOM.create_element("span", {"data-field": code} if code in LABELS else {}, props["children"])


def register(features):
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail.EntityFeature(
            {
                "type": TYPE,
                "icon": "user",
                "label": "Champ",
                "description": "Champ du dossier, ou à compléter",
                "attributes": ["field", "ask", "kind"],
                "groups": [{"label": group, "fields": list(fields.items())} for group, fields in GROUPS],
                "kinds": list(ASKED.items()),
            },
            js=["casefiles/admin/file-field.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                "span[data-field]": FieldHandler(TYPE),
                "span[data-ask]": AskedHandler(TYPE),
            },
            "to_database_format": {"entity_decorators": {TYPE: _as_span}},
        },
    )
