"""The engagement contract: the plan word for word on a day, what it says on paper, what changed since."""
