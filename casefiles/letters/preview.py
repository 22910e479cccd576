"""A template as it will look, on a file that does not exist."""

from casefiles.letters.content import content_of
from casefiles.letters.paper import paper_of
from casefiles.letters.values import FictionalValues


def fictional_paper(template):
    return paper_of(content_of(template, FictionalValues()))
