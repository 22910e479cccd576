"""What the templates of letters add to the staff area."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from casefiles.admin.letter_templates.viewsets import LetterTemplateViewSet
from casefiles.letters.rich_text import register

hooks.register("register_rich_text_features", register)
register_snippet(LetterTemplateViewSet)
