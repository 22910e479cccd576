"""The page of the money of a file: debts, letters, repayment plans."""
