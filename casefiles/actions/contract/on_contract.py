"""What the actions on one contract share."""

from casefiles.actions.file.rows import RowAction


class ContractAction(RowAction):
    """An action whose target is one version of the contract of a file."""

    def _hold(self):
        # The file first, as for a new version: two people at work on two versions wait for each other.
        from casefiles.actions.base import hold

        hold(self.case_file)
        super()._hold()

    def _details(self, result):
        return {"contract": str(self.target.pk), "version": self.target.number}
