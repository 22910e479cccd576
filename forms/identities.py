"""Identities of the editor's blocks: each block has one, no two the same; a copied form has new ones."""

import uuid


def completed(raw):
    """The same blocks, where those without an identity, or with one already taken, get a new one."""
    seen = set()

    def identity(known):
        found = known if isinstance(known, str) and known and known not in seen else str(uuid.uuid4())
        seen.add(found)
        return found

    return _walked(raw, identity)


def renewed(raw):
    """The same blocks for another form: every identity is new, and conditions name the new ones."""
    given = {}

    def identity(known):
        given[known or ""] = str(uuid.uuid4())
        return given[known or ""]

    return _renamed(_walked(raw, identity), given)


def _walked(value, identity):
    if isinstance(value, list):
        return [_walked(one, identity) for one in value]
    if not isinstance(value, dict):
        return value
    is_block = "type" in value and "value" in value
    own = {"id": identity(value.get("id"))} if is_block else {}
    # The block itself takes its identity before what stands in it: the first one met keeps it.
    return {**{name: _walked(part, identity) for name, part in value.items() if name != "id"}, **own}


def _renamed(value, given):
    """Rules hold identities in words: of a question, and of choices separated by « ; »."""
    if isinstance(value, list):
        return [_renamed(one, given) for one in value]
    if not isinstance(value, dict):
        return value
    if "operator" in value and "question" in value:
        expected = [
            given.get(part.strip(), part.strip()) for part in str(value.get("value") or "").split(";")
        ]
        question = given.get(value["question"], value["question"])
        return {**value, "question": question, "value": " ; ".join(part for part in expected if part)}
    return {name: _renamed(part, given) for name, part in value.items()}
