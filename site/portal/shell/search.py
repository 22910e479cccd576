"""Wagtail's search of pages, images and documents, with a question that the database can hold.

Its query grows one level deeper with each word: some six hundred of them overflow Python's stack on SQLite,
and PostgreSQL refuses a word of two thousand letters. Nobody looks for that much.
"""

from modelsearch.backends import database
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText

MAX_WORDS = 20
MAX_LETTERS = 60
# Between quotation marks, each phrase is a question of its own.
MAX_PARTS = 10
# A NUL breaks PostgreSQL. A quotation mark ends the word in SQLite's own query language.
NO_LETTERS = {0: " ", ord('"'): " "}


def shorten(text):
    """The first words of what was typed, without the characters that mean something to a database."""
    words = text.translate(NO_LETTERS).split()[:MAX_WORDS]
    return " ".join(word[:MAX_LETTERS] for word in words)


def cap(query):
    """The same question, no longer than can be asked."""
    if isinstance(query, str):
        return shorten(query)
    if isinstance(query, PlainText):
        return PlainText(shorten(query.query_string), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(shorten(query.query_string))
    if isinstance(query, And | Or):
        return type(query)([cap(part) for part in query.subqueries[:MAX_PARTS]])
    if isinstance(query, Not):
        return Not(cap(query.subquery))
    if isinstance(query, Boost):
        return Boost(cap(query.subquery), query.boost)
    return query


class Capped:
    """Goes before the backend of either database."""

    def _search(self, query_compiler_class, query, model_or_queryset, **kwargs):
        return super()._search(query_compiler_class, cap(query), model_or_queryset, **kwargs)


def SearchBackend(params):
    """The backend of the database in use, capped."""
    backend = type(database.SearchBackend(params))
    return type(f"Capped{backend.__name__}", (Capped, backend), {})(params)
