"""The verbs: who may do what, when."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The verbs: who may do what, when."""

    name = "workflows"
