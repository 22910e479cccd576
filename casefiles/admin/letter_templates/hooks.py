"""What the templates of letters add to the staff area."""

from wagtail.snippets.models import register_snippet

from casefiles.admin.letter_templates.viewsets import LetterTemplateViewSet

register_snippet(LetterTemplateViewSet)
