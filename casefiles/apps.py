from django.apps import AppConfig


class CasefilesConfig(AppConfig):
    name = "casefiles"
    verbose_name = "Accompagnement"

    def ready(self):
        from casefiles.receiving import on_submission_received
        from forms.signals import submission_received

        submission_received.connect(on_submission_received, dispatch_uid="casefiles.receiving")
