"""The document of a form as a grid asks it."""

from forms.definition import vocabulary as words


def without_files(document):
    """The same document without its files: in a case file they belong to « Documents »."""
    sections = [
        {
            **section,
            "questions": [question for question in section["questions"] if question["type"] != words.FILE],
        }
        for section in document["sections"]
    ]
    return {**document, "sections": sections}
