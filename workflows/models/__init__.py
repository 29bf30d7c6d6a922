"""What acting needs: sign-off chains, delegations, deadlines, the outbox (answer 12)."""

from workflows.models.deadline import Deadline
from workflows.models.delegation import Delegation, Reminder
from workflows.models.guard import SpentChallenge
from workflows.models.outbox import Job
from workflows.models.package import DossierPackage
from workflows.models.sheet import PendingSheet
from workflows.models.signoff import ChainStep, Proposal, Signature, SignOffChain
from workflows.models.task import Task

__all__ = [
    "ChainStep",
    "Deadline",
    "Delegation",
    "DossierPackage",
    "Job",
    "PendingSheet",
    "Proposal",
    "Reminder",
    "SignOffChain",
    "Signature",
    "SpentChallenge",
    "Task",
]
