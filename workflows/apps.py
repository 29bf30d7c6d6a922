"""The verbs: who may do what, when."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The verbs: who may do what, when."""

    name = "workflows"

    def ready(self) -> None:
        """Let the outbox wake a worker, and register checks, doers and triggers."""
        from workflows import checks, outbox, tasks  # noqa: F401

        outbox.WAKE = lambda job_id: tasks.run_job.delay(job_id)
