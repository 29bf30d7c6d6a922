"""What waits to be done, by role: the inbox as one indexed table, refreshed with each act.

Never read to decide; ``todo.refresh`` writes it from the dossier.
"""

from django.db import models

from accounts.roles import Role
from decisions.models import Decision

WAITS = models.Q(since__isnull=False)


class Task(models.Model):
    """An act that a role could do next; ``missing`` counts what the law still misses for it.

    ``since`` says from when on it waits. What waits no longer has none: an act turns all tasks of
    its decision in one statement, and the daily refresh clears what is left over.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="tasks")
    act = models.CharField(max_length=60)
    role = models.CharField(max_length=30, choices=Role.choices)
    missing = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "act", "role"], name="task_once")
        ]
        indexes = [models.Index(fields=["role", "decision"], condition=WAITS, name="task_by_role")]

    def __str__(self) -> str:
        return f"{self.act} ({self.role})"
