class Refusal(ValueError):
    """Why an answer is refused, in French, with what to do."""
