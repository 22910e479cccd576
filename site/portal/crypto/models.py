"""What the database remembers of the keys that wrote it: enough to know them again, nothing to make them."""

from django.db import models


class KeyProof(models.Model):
    """A keyed digest of one secret: "field:1" is key 1 of the ring, "index" the key of blind indexes."""

    name = models.CharField(max_length=30, primary_key=True)
    proof = models.CharField(max_length=64)

    def __str__(self):
        return self.name
