"""The rows of an XLSForm as a document of ours: groups become sections, repeats become groups of lines."""

import re

from forms.compiling import french
from forms.definition import vocabulary as words
from forms.definition.conditions import is_tree, normalised
from forms.outputs.xlsform.expressions import relevant_of
from forms.outputs.xlsform.words import HELP_SUFFIX, INTRO_NAME, ROWS_SUFFIX, unpacked
from forms.readers.xlsform.conditions import Known, bounds_of, check_condition, condition_of
from forms.readers.xlsform.questions import Questions
from forms.readers.xlsform.types import boundary_of
from forms.readers.xlsform.xpath import Unreadable

MAX_DEPTH = 20
MAX_TITLE, MAX_INTRODUCTION, MAX_SECTION_HELP, MAX_WORDING = 120, 1000, 600, 120
DEFAULT_ROWS, MAX_ROW_QUESTIONS = 4, 8
NO_CONDITION = {"visible_if": None, "condition": french("")}


class Node:
    """A row, and for a group or a repeat the rows in it."""

    def __init__(self, row, kind="", children=()):
        self.row, self.kind, self.children = row, kind, list(children)


def nested(rows, notes):
    """The rows as a tree of nodes."""
    root = Node(None, "group")
    open_nodes = [root]
    for row in rows:
        kind = boundary_of(row.get("type"))
        if kind == "end":
            if len(open_nodes) == 1:
                notes.add(row, "cette fin ne correspond à aucun début : elle est laissée de côté")
            else:
                open_nodes.pop()
            continue
        node = Node(row, kind)
        open_nodes[-1].children.append(node)
        if kind:
            open_nodes.append(node)
        if len(open_nodes) > MAX_DEPTH:
            raise Unreadable("Il y a plus de vingt groupes les uns dans les autres.")
    for node in open_nodes[1:]:
        notes.add(node.row, "ce groupe n’a pas de fin : il va jusqu’au bout de la feuille")
    return root.children


class Survey:
    """Gathers the sections, in the order of the rows."""

    def __init__(self, lists, names, notes, title):
        self.names, self.notes, self.title = names, notes, title
        self.questions = Questions(lists, names, notes)
        self.sections, self.intro = [], ""
        # What conditions may name: by the file's name, and by our key.
        self.known, self.by_key = {}, {}
        self.loose = None

    def read(self, nodes):
        for node in nodes:
            if node.row.get("name") == INTRO_NAME and node.row.get("type") == "note":
                self.intro = self.questions.cut(
                    node.row, node.row.text("label"), MAX_INTRODUCTION, "l’introduction"
                )
            elif node.kind == "group":
                self._close_loose()
                self._section(node)
            else:
                self._place_all([node], self._loose_section(), None)
        self._close_loose()
        return self.sections

    def _close_loose(self):
        if self.loose is not None and not self.loose["questions"]:
            self.sections.remove(self.loose)
        self.loose = None

    def _loose_section(self):
        """Questions outside any group stand in a section of ours."""
        if self.loose is None:
            title = "Suite" if self.sections else (self.title or "Questions")
            self.loose = self._new_section(None, self.names.free_key(f"s_{title}"), title, NO_CONDITION)
        return self.loose

    def _section(self, node):
        row = node.row
        title = row.text("label")
        if not title:
            self.notes.add(row, "ce groupe n’a pas d’intitulé : son nom en tient lieu")
            title = row.get("name") or "Sans titre"
        title = self.questions.cut(row, title, MAX_TITLE, "le titre")
        section = self._new_section(row, self.names.key(row, title), title, self._condition(row, None))
        children = node.children
        if children and children[0].row.get("name") == f"{row.get('name')}{HELP_SUFFIX}":
            helped = children[0].row
            section["help"] = french(
                self.questions.cut(helped, helped.text("label"), MAX_SECTION_HELP, "l’introduction")
            )
            children = children[1:]
        self._place_all(children, section, None)

    def _new_section(self, row, key, title, condition):
        section = {
            "uid": self.names.uid(row),
            "key": key,
            "title": french(title),
            "help": french(""),
            **condition,
            "questions": [],
        }
        self.sections.append(section)
        return section

    # --- questions -----------------------------------------------------------------------------------------
    def _place_all(self, nodes, section, inherited):
        counter = None
        for position, node in enumerate(nodes):
            following = nodes[position + 1] if position + 1 < len(nodes) else None
            if node.kind == "group":
                self._flatten(node, section, inherited)
            elif node.kind == "repeat":
                self._add(section, node.row, self._group(node, counter, inherited))
            elif _counts(node, following):
                counter = node.row
                continue
            else:
                condition = self._condition(node.row, inherited)
                self._add(section, node.row, self.questions.read(node.row, condition))
            counter = None

    def _add(self, section, row, known):
        if known is None:
            return
        section["questions"].append(known.question)
        self.by_key[known.question["key"]] = known.question
        # A name that stands twice means the nearest before.
        self.known[row.get("name")] = known

    def _flatten(self, node, section, inherited):
        said = node.row.text("label") or node.row.get("name")
        self.notes.add(
            node.row,
            f"le groupe « {said[:120]} » est dans un autre : ses questions suivent, sans son titre",
        )
        self._place_all(node.children, section, self._condition(node.row, inherited)["visible_if"])

    def _group(self, node, counter, inherited):
        row = node.row
        label = row.text("label") or row.get("name") or "Lignes"
        group = {
            "uid": self.names.uid(row),
            "key": self.names.key(row, label),
            "type": words.GROUP,
            "label": french(self.questions.cut(row, label, 200, "l’intitulé")),
            "help": french(self._group_help(row, counter)),
            **self._condition(row, inherited),
            "required": bool(counter) and self.questions.required(counter),
            "rows": self._rows(row, counter),
            "questions": [],
        }
        self._lines(node.children, group)
        if not group["questions"]:
            self.notes.add(row, "pas repris : aucune question de ces lignes n’a pu l’être")
            return None
        return Known(group)

    def _group_help(self, row, counter):
        said = row.exact("help", counter.text("hint")) if counter else row.text("hint", called="help")
        return self.questions.cut(row, said, 300, "l’aide")

    def _lines(self, nodes, group):
        for node in nodes:
            if node.kind == "repeat":
                self._refuse_nested(node)
            elif node.kind == "group":
                self.notes.add(node.row, "groupe dans des lignes répétées : ses questions suivent les autres")
                self._lines(node.children, group)
            elif len(group["questions"]) >= MAX_ROW_QUESTIONS:
                self.notes.add(node.row, f"pas reprise : {MAX_ROW_QUESTIONS} questions par ligne au plus")
            else:
                if node.row.get("relevant"):
                    self.notes.add(
                        node.row,
                        "sa condition n’est pas reprise (une ligne répétée n’en a pas) : "
                        f"« {node.row.get('relevant')} »",
                    )
                known = self.questions.read(node.row, NO_CONDITION, in_group=True)
                if known:
                    group["questions"].append(known.question)

    def _refuse_nested(self, node):
        self.notes.add(node.row, "pas reprises : des lignes répétées dans des lignes répétées")
        for child in node.children:
            if child.kind:
                self._refuse_nested(child)
            else:
                self.notes.add(child.row, "pas reprise : elle est dans des lignes répétées deux fois")

    def _rows(self, row, counter):
        count = row.get("repeat_count")
        named = re.fullmatch(r"\$\{\s*([^}]+?)\s*\}", count)
        if counter:
            try:
                most = bounds_of(counter.get("constraint"), words.WHOLE_NUMBER).get("max")
            except Unreadable:
                most = None
        elif named and named[1] in self.known:
            most = (self.known[named[1]].question.get("bounds") or {}).get("max")
        else:
            most = int(count) if re.fullmatch(r"[0-9]{1,4}", count, re.ASCII) else None
        if most is None:
            self.notes.add(row, f"nombre de lignes inconnu : {DEFAULT_ROWS} sont prévues")
            return DEFAULT_ROWS
        if most > words.MAX_ROWS:
            self.notes.add(row, f"{most} lignes demandées, {words.MAX_ROWS} au plus")
        return min(most, words.MAX_ROWS)

    # --- conditions ----------------------------------------------------------------------------------------
    def _condition(self, row, inherited):
        """{"visible_if", "condition"} of a row; `inherited`: that of the group it was taken from."""
        cell, kept = row.get("relevant"), unpacked(row.get("x_visible_if"))
        if is_tree(kept) and relevant_of(kept, self.by_key) == cell:
            tree, wording = kept, row.exact("condition", row.get("x_condition"))
        else:
            tree, wording = self._parsed(row, cell), ""
        if inherited:
            tree = self._together(row, inherited, tree)
        return {"visible_if": tree, "condition": french(wording[:MAX_WORDING])}

    def _parsed(self, row, cell):
        if not cell:
            return None
        try:
            tree = condition_of(cell, self.known)
            check_condition(tree, list(self.by_key.values()))
        except Unreadable as why:
            self.notes.add(row, f"sa condition n’est pas reprise ({why}) : « {cell} »")
            return None
        return tree

    def _together(self, row, inherited, tree):
        if tree is None:
            return inherited
        parts = [part for one in (inherited, tree) for part in (one.get("all", [one]))]
        joined = normalised({"all": parts})
        try:
            check_condition(joined, list(self.by_key.values()))
        except Unreadable:
            self.notes.add(row, "la condition de son groupe n’est pas reprise : trop longue avec la sienne")
            return tree
        return joined


def _counts(node, following):
    """Whether this row only asks how many lines the group after it has."""
    if following is None or following.kind != "repeat" or node.kind:
        return False
    name = f"{following.row.get('name')}{ROWS_SUFFIX}"
    return node.row.get("name") == name and node.row.get("type") == "integer"
