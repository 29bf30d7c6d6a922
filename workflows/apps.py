"""The verbs: who may do what, when."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The verbs: who may do what, when."""

    name = "workflows"

    def ready(self) -> None:
        """Let the outbox wake a worker, and register checks, doers and triggers."""
        from workflows import act, checks, doers, handover, outbox, printing, registry, tasks, todo  # noqa: F401  # noqa: F401

        registry.all_steps()  # every act is known before the first request asks for one
        act.TOLD += [todo.after_act]
        outbox.WAKE = lambda job_id: tasks.run_job.delay(job_id)
