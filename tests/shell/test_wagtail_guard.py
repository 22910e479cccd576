"""Wagtail's own screens, asked what no page of theirs would ask: never a crash. Our mistakes stay ours."""

import pytest
from django.core.exceptions import BadRequest
from django.db import transaction
from django.test import RequestFactory
from wagtail.models import Page

from portal.shell.search import MAX_LETTERS, MAX_PARTS, MAX_WORDS, cap
from portal.shell.wagtail_guard import WagtailGuardMiddleware
from tests.support.snapshots import put_site

LONG, HUGE = "mot%20" * 700, "9" * 20
LISTS = [
    "pages/search/",
    "pages/{home}/",
    "images/",
    "documents/",
    "choose-page/search/",
    "images/chooser/results/",
]
QUESTIONS = [
    LONG,
    "m" * 3000,
    "a%00b",
    "%00",
    "a%22b%20%22",
    "100%25",
    "%5C",
    "%22a%22%20" * 300,
    "a:b%20" * 300,
    "%22",
    "%27%3B--",
    "%F0%9F%8F%A0",
]
MALFORMED = [
    ("pages/{home}/?content_type=" + HUGE, {200, 400}),
    ("pages/{home}/?owner=" + HUGE, {200, 400}),
    ("pages/{home}/?latest_revision_created_at_from=0001-01-01", {200, 400}),
    ("pages/{home}/?p=" + HUGE, {200}),
    ("bulk/wagtailcore/page/delete/?id=" + HUGE, {400, 404}),
    ("bulk/wagtailcore/page/delete/?id=abc", {400}),
    ("bulk/wagtailimages/image/delete/?id=all&childOf=abc", {400}),
    ("bulk/wagtailcore/page/delete/?id=all&childOf=" + HUGE, {404}),
]


@pytest.fixture
def communication_client(db, client_for, communication):
    put_site()
    return client_for(communication)


def address(path):
    return "/gestion/" + path.format(home=Page.objects.get(depth=2).pk)


def ask(client, path, data=None):
    """On PostgreSQL a number that is too large spoils the transaction, here that of the test: undo it."""
    before = transaction.savepoint()
    try:
        return client.get(address(path), data)
    finally:
        transaction.savepoint_rollback(before)


def test_a_search_of_any_length_is_answered(communication_client):
    for path in LISTS:
        for question in QUESTIONS:
            response = ask(communication_client, f"{path}?q={question}")
            assert response.status_code == 200, (path, question[:20])


def test_the_public_search_takes_the_same_questions(communication_client, client):
    for question in QUESTIONS:
        assert client.get(f"/api/v2/pages/?search={question}").status_code in {200, 400}, question[:20]


def test_a_long_search_finds_what_its_first_words_say(communication_client):
    title = Page.objects.get(depth=2).title
    found = communication_client.get(address("pages/search/"), {"q": title})
    assert title in found.content.decode()


def test_malformed_parameters_are_answered(communication_client):
    communication_client.raise_request_exception = False
    for path, statuses in MALFORMED:
        response = ask(communication_client, path)
        assert response.status_code in statuses, path
        if response.status_code == 400:
            assert "Nous n’avons pas compris" in response.content.decode()


def test_a_page_sent_without_its_fields_is_answered(communication_client):
    response = communication_client.post(address("pages/{home}/edit/"), {})
    assert response.status_code == 400


def test_a_list_without_columns_exports_no_blank_sheet(communication_client):
    response = communication_client.get(address("pages/{home}/"), {"export": "csv", "ordering": "title"})
    assert response.status_code == 302
    assert response.url.endswith("/?ordering=title")
    assert communication_client.get(response.url).status_code == 200
    for path in ("documents/", "images/"):
        assert communication_client.get(address(path), {"export": "xlsx"}).url == address(path)


def test_a_register_exports_no_blank_sheet(client_for, coordination):
    address = "/gestion/listes/axes-de-vie/"
    assert client_for(coordination).get(address, {"export": "csv"}).url == address


def test_a_list_with_columns_still_exports(client_for, communication):
    response = client_for(communication).get("/gestion/redirects/", {"export": "csv"})
    # The headings follow the language that was active when they were first read.
    assert b"".join(response.streaming_content).count(b",") == 3


# --- what is ours stays ours -------------------------------------------------------------------------------
def raised_in(module, error):
    """An error raised by a function of this module, called by Wagtail, called by us."""

    def frame(name, body):
        return eval(compile(body, name, "eval"), {"__name__": name, "error": error, "inner": None})  # noqa: S307

    chain = frame(module, "lambda: (_ for _ in ()).throw(error)")
    outer = eval("lambda: inner()", {"__name__": "portal.views", "inner": chain})  # noqa: S307
    try:
        outer()
    except Exception as caught:
        return caught


@pytest.mark.parametrize(
    ("module", "error", "method", "path", "answer"),
    [
        ("wagtail.admin.views", KeyError("x"), "get", "/gestion/?a=1", 400),
        ("wagtail.admin.views", KeyError("x"), "get", "/gestion/", None),
        ("wagtail.admin.views", KeyError("x"), "post", "/gestion/", 400),
        ("wagtail.admin.views", AttributeError("x"), "get", "/gestion/?a=1", None),
        ("wagtail.admin.views", RuntimeError("x"), "post", "/gestion/", None),
        ("wagtail.admin.views", BadRequest("x"), "post", "/gestion/", None),
        ("casefiles.admin.views", KeyError("x"), "post", "/gestion/", None),
        ("django.views", KeyError("x"), "post", "/gestion/", None),
        ("wagtailish.views", KeyError("x"), "post", "/gestion/", None),
    ],
)
def test_only_what_wagtail_misread_becomes_a_page(module, error, method, path, answer, caplog):
    request = getattr(RequestFactory(), method)(path)
    response = WagtailGuardMiddleware(None).process_exception(request, raised_in(module, error))
    assert (response and response.status_code) == answer
    assert bool(caplog.records) == (answer == 400), "what is turned into a page is still told to the log"


def test_the_cap_reaches_every_part_of_a_question():
    from modelsearch.query import And, Boost, Not, Phrase, PlainText

    words = "abc " * 100
    parts = cap(And([PlainText(words, operator="or"), Phrase(words), Not(Boost(PlainText("x" * 500), 2))]))
    assert len(parts.subqueries[0].query_string.split()) == MAX_WORDS
    assert parts.subqueries[0].operator == "or"
    assert len(parts.subqueries[1].query_string.split()) == MAX_WORDS
    assert len(parts.subqueries[2].subquery.subquery.query_string) == MAX_LETTERS
    assert len(cap(And([Phrase("a")] * 99)).subqueries) == MAX_PARTS
