from django.apps import AppConfig


class CasefilesConfig(AppConfig):
    name = "casefiles"
    verbose_name = "Accompagnement"

    def ready(self):
        from casefiles import revoking
        from casefiles.receiving import on_submission_received
        from casefiles.usage import uses_of
        from forms import usage
        from forms.signals import submission_received

        submission_received.connect(on_submission_received, dispatch_uid="casefiles.receiving")
        usage.register(uses_of)
        revoking.connect()
