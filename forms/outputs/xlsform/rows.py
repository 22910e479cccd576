"""A form document as the rows of an XLSForm: survey, choices, settings."""

from forms.definition import vocabulary as words
from forms.definition.document import choices_of, elementary, text
from forms.definition.municipalities import MUNICIPALITIES, OTHER, label_of
from forms.outputs.xlsform.expressions import constraint_of, relevant_of
from forms.outputs.xlsform.words import (
    HELP_SUFFIX,
    INTRO_NAME,
    MUNICIPALITY_LIST,
    PAGED_STYLE,
    ROWS_SUFFIX,
    SHAPES,
    YES_NO_LIST,
    exact_of,
    packed,
    shown,
)

REQUIRED_MESSAGE = "Cette réponse nous est nécessaire."


def setting_row(document):
    title = text(document["title"])
    return {
        "form_title": shown(title),
        "form_id": document["form"],
        "version": document["number"],
        "style": PAGED_STYLE if document["paged"] else "",
        "x_schema_version": document["schema_version"],
        "x_number": document["number"],
        "x_exact": exact_of({"title": title}),
    }


# --- survey ------------------------------------------------------------------------------------------------
def survey_rows(document):
    intro = text(document["intro"])
    rows = [_note(INTRO_NAME, intro)] if intro else []
    earlier = {}
    for section in document["sections"]:
        rows += _section_rows(section, document["paged"], earlier)
    return rows


def _note(name, said):
    return {"type": "note", "name": name, "label": shown(said), "x_exact": exact_of({"label": said})}


def _section_rows(section, paged, earlier):
    title, introduction = text(section["title"]), text(section["help"])
    has_group = any(question["type"] == words.GROUP for question in section["questions"])
    rows = [
        {
            "type": "begin_group",
            "name": section["key"],
            "label": shown(title),
            "appearance": "field-list" if paged and not has_group else "",
            "x_uid": section["uid"],
            **_condition_cells(section, earlier),
            "x_exact": exact_of({"label": title, "condition": text(section["condition"])}),
        }
    ]
    if introduction:
        rows.append(_note(f"{section['key']}{HELP_SUFFIX}", introduction))
    for question in section["questions"]:
        rows += _question_rows(question, earlier)
        earlier[question["key"]] = question
    return [*rows, {"type": "end_group", "name": section["key"]}]


def _condition_cells(holder, earlier):
    tree = holder["visible_if"]
    return {
        "relevant": relevant_of(tree, earlier),
        "x_visible_if": packed(tree) if tree is not None else "",
        "x_condition": shown(text(holder["condition"])),
    }


def _question_rows(question, earlier):
    if question["type"] == words.GROUP:
        return _group_rows(question, earlier)
    return [_question_row(question, earlier)]


def _question_row(question, earlier):
    base, appearance = SHAPES[question["type"]]
    bounds = question.get("bounds") or {}
    listed = _list_of(question)
    constraint, message = constraint_of(question)
    row = {
        "type": f"{base} {listed}" if listed else base,
        "name": question["key"],
        "label": shown(text(question["label"])),
        "hint": shown(text(question["help"])),
        "appearance": "" if bounds.get("day_allowed") else appearance,
        "constraint": constraint,
        "constraint_message": message,
        "x_type": question["type"],
        "x_uid": question["uid"],
        **_condition_cells(question, earlier),
        "x_exact": exact_of(_texts(question)),
    }
    return row if question["type"] in words.UNANSWERED_TYPES else row | _answer_cells(question)


def _texts(question):
    texts = {
        "label": text(question["label"]),
        "help": text(question["help"]),
        "condition": text(question["condition"]),
        "purpose": question.get("purpose") or "",
    }
    return texts | {f"choice:{code}": label for code, label in choices_of(question)}


def _answer_cells(question):
    months = question["retention_months"]
    return {
        "required": "yes" if question["required"] else "",
        "required_message": REQUIRED_MESSAGE if question["required"] else "",
        "x_data_class": question["data_class"],
        "x_purpose": shown(question["purpose"]),
        "x_retention_months": "" if months is None else months,
        "x_maps_to": question["maps_to"],
        "x_bounds": packed(question["bounds"]) if question["bounds"] else "",
        "x_choices": _uids(question),
    }


def _uids(question):
    if "choices" not in question:
        return ""
    return packed({choice["code"]: choice["uid"] for choice in question["choices"]})


def _group_rows(group, earlier):
    """How many lines there are is asked first: a line nobody needs would ask for its answers all the same."""
    label, counter = text(group["label"]), f"{group['key']}{ROWS_SUFFIX}"
    condition = _condition_cells(group, earlier)
    least = 1 if group["required"] else 0
    rows = [
        {
            "type": "integer",
            "name": counter,
            "label": shown(f"{label} : combien de lignes ?"),
            "hint": shown(text(group["help"])),
            "required": "yes" if group["required"] else "",
            "required_message": REQUIRED_MESSAGE if group["required"] else "",
            "relevant": condition["relevant"],
            "constraint": f". >= {least} and . <= {group['rows']}",
            "constraint_message": f"De {least} à {group['rows']} lignes.",
        },
        {
            "type": "begin_repeat",
            "name": group["key"],
            "label": shown(label),
            "repeat_count": f"${{{counter}}}",
            "x_type": words.GROUP,
            "x_uid": group["uid"],
            **condition,
            "x_exact": exact_of(_texts(group)),
        },
    ]
    rows += [_question_row(inner, earlier) for inner in group["questions"]]
    return [*rows, {"type": "end_repeat", "name": group["key"]}]


# --- choices -----------------------------------------------------------------------------------------------
def _list_of(question):
    kind = question["type"]
    if kind in (*words.CHOICE_TYPES, words.SCALE):
        return question["key"]
    return {words.YES_NO: YES_NO_LIST, words.MUNICIPALITY: MUNICIPALITY_LIST}.get(kind, "")


def choice_rows(document):
    """Every list that the survey names, once."""
    lists = {}
    for question, _group in elementary(document):
        name = _list_of(question)
        if name == MUNICIPALITY_LIST:
            places = [(code, label_of(code)) for code in MUNICIPALITIES]
            lists[name] = [*places, (OTHER, "Une autre commune")]
        elif name:
            lists[name] = choices_of(question)
    return [
        {"list_name": name, "name": code, "label": shown(label)}
        for name, choices in lists.items()
        for code, label in choices
    ]
