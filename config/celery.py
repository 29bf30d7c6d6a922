"""The worker: `celery -A config.celery worker`; it finds the tasks in each app's tasks.py.

Nothing falls due by message: the sweep looks every minute for what is due, so a lost broker
costs a minute and never a job.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
app = Celery("yijue")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
