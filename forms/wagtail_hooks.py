from wagtail.snippets.models import register_snippet

from forms.admin.viewsets import FormDefinitionViewSet

register_snippet(FormDefinitionViewSet)
