"""What is written down for good: assessments, documents, the signatures and the copy of the contract."""

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casefiles.actions import (
    AddDocument,
    AddObjective,
    DiscardAssessment,
    DraftContract,
    FinishAssessment,
    KeepSignedCopy,
    SaveAssessmentDraft,
    SignContract,
    StartAssessment,
    TakeBackSignature,
)
from casefiles.models import (
    Assessment,
    CaseFile,
    ContractSignature,
    DocumentKind,
    EngagementContract,
    LifeAxis,
)
from tests.casefiles.actions.life.core import AGO, PICK, REASON, WHO
from tests.support.papers import cleaned

FINISHED = ["assessment.finished", "form.submission_received"]


def scan(*, good=True):
    return cleaned() if good else SimpleUploadedFile("papier.pdf", b"un texte")


class Papers:
    # --- assessments ---------------------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, ago=AGO)
    def draw_up(self, who, pick, ago):
        self.attempt(StartAssessment, who, self.one(CaseFile, pick), ago=ago, writes=["assessment.started"])

    @precondition(lambda self: self.there_is(Assessment))
    @rule(who=WHO, pick=PICK, ago=AGO, step=st.sampled_from(["", "1", "5", "99", "beaucoup"]))
    def score(self, who, pick, ago, step):
        """What is typed is kept right or wrong; finishing is refused until it is right."""
        target = self.one(Assessment, pick)
        self.attempt(
            SaveAssessmentDraft, who, target, ago=ago, answers={"step": step}, writes=["assessment.saved"]
        )
        done = self.attempt(FinishAssessment, who, target, ago=ago, writes=FINISHED)
        assert done is None or step in ("1", "5")

    @precondition(lambda self: self.there_is(Assessment))
    @rule(who=WHO, pick=PICK, reason=REASON)
    def discard_assessment(self, who, pick, reason):
        target = self.one(Assessment, pick)
        self.attempt(DiscardAssessment, who, target, reason=reason, writes=["assessment.discarded"])

    # --- documents -----------------------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(CaseFile))
    @rule(who=WHO, pick=PICK, good=st.booleans(), secret=st.booleans(), title=REASON)
    def add_document(self, who, pick, good, secret, title):
        case_file = self.one(CaseFile, pick)
        done = self.attempt(
            AddDocument,
            who,
            case_file,
            upload=scan(good=good),
            kind=DocumentKind.objects.first(),
            title=title,
            confidential=secret,
            writes=["document.added"],
        )
        assert done is None or not secret or self.people[who] == case_file.case_manager

    # --- the contract --------------------------------------------------------------------------------------
    @precondition(lambda self: self.there_is(EngagementContract))
    @rule(who=WHO, pick=PICK, ago=AGO)
    def keep_copy(self, who, pick, ago):
        target = self.one(EngagementContract, pick)
        codes = ["document.added", "contract.copy_kept"]
        self.attempt(KeepSignedCopy, who, target, ago=ago, upload=scan(), writes=codes)

    @precondition(lambda self: self.there_is(ContractSignature))
    @rule(who=WHO, pick=PICK, other=PICK)
    def take_back_signature(self, who, pick, other):
        """That of this version or, the page being old, of another one."""
        signature = self.one(ContractSignature, pick)
        target = signature.contract if other % 3 else self.one(EngagementContract, other)
        codes = ["contract.signature_taken_back"]
        self.attempt(TakeBackSignature, who, target, signature=signature, writes=codes)

    @precondition(lambda self: self.open_files().exists())
    @rule(pick=PICK)
    def a_day_of_papers(self, pick):
        case_file = self.one(CaseFile, pick, closed_on=None)
        who = self.holder_of(case_file)

        def done(action, target, *codes, **data):
            result = self.attempt(action, who, target, writes=list(codes), **data)
            assert result is not None, f"{action.__name__} was refused to who holds the file"
            return result

        for draft in case_file.assessments.filter(state="draft"):
            done(DiscardAssessment, draft, "assessment.discarded", reason="Une raison écrite en entier.")
        if self.programme_now().assessment_form_id:
            draft = done(StartAssessment, case_file, "assessment.started")
            done(SaveAssessmentDraft, draft, "assessment.saved", answers={"step": "4"})
            done(FinishAssessment, draft, *FINISHED)
        axis = LifeAxis.objects.first()
        done(AddObjective, case_file, "objective.added", axis=axis, statement="Un toit")
        contract = done(DraftContract, case_file, "contract.drafted")
        done(SignContract, contract, "contract.signed", party="person")
        signature = contract.signatures.get()
        done(TakeBackSignature, contract, "contract.signature_taken_back", signature=signature)
        done(KeepSignedCopy, contract, "document.added", "contract.copy_kept", upload=scan())
