"""A period that never was is taken away; the one before it is not prolonged."""

from casefiles.actions.file.rows import RemoveRow


class RemoveHousing(RemoveRow):
    """`RemoveHousing(user, period).execute()`."""

    journal_code, noun = "housing.removed", "period"
