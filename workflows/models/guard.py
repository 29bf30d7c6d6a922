"""Challenges of the form's guard that were used: the unique key is what refuses a replay.

Kept in the database and not in the cache, which may be emptied at any time (answer 18).
"""

from django.db import models


class SpentChallenge(models.Model):
    """One challenge, used once; forgotten when it has run out anyway."""

    signature = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.signature
