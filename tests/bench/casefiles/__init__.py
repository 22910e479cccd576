"""`make bench-casefiles`: the pages of case work over ten thousand files, on PostgreSQL, under load."""
