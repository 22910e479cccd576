"""The one door from the public form to the rest of the house."""

from django.dispatch import Signal

# Sent inside the transaction that stored the submission, kwargs: submission. A receiver that raises undoes
# the storing: the sender is then told that nothing was received.
submission_received = Signal()
