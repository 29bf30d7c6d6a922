"""What somebody writes who wants speed and only that: the references of posting and reading.

``bare``: one durable INSERT. ``minimal``: CSRF, form, guard, phase check, two rows, receipt, by
hand. ``rows``: twenty newest rows in a small template. Run by granian like ours.
"""

import hashlib
import hmac
import json
import secrets
import uuid

from django import forms
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import cache_page
from django.views.decorators.csrf import csrf_exempt

from decisions.models import Opinion, ParticipationActivity, Submission
from workflows.guard import challenges

ROWS = Template(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><table>{% for row in rows %}"
    "<tr><td>{{ row.id }}</td><td>{{ row.recorded_at|date:'Y-m-d H:i' }}</td>"
    "<td>{{ row.text|linebreaksbr }}</td></tr>{% endfor %}</table>"
)


class BenchComment(models.Model):
    """One row of the bare reference."""

    text = models.TextField()
    created = models.DateTimeField()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "bench_comment"


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """One durable INSERT, one short answer."""
    kept = BenchComment.objects.create(text=request.POST["text"], created=timezone.now())
    return HttpResponse(str(kept.pk))


class MinimalForm(forms.Form):
    """What is posted, checked as Django checks it."""

    text = forms.CharField(max_length=5000)
    submitter_kind = forms.CharField(max_length=30)
    name = forms.CharField(max_length=100, required=False)
    contact = forms.CharField(max_length=200, required=False)
    publish_consent = forms.BooleanField(required=False)
    privacy_read = forms.BooleanField()
    token = forms.UUIDField()


def minimal(request: HttpRequest, pk: int) -> HttpResponse:
    """The same duties as our page, with nothing around them."""
    form = MinimalForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=422)
    said, now = form.cleaned_data, timezone.now()
    proof = challenges.check(request.POST["guard"])
    code = hmac.new(settings.SECRET_KEY.encode(), said["token"].bytes, hashlib.sha256).hexdigest()
    salt = secrets.token_hex(16)
    leaf = hashlib.sha256(f"{salt}{json.dumps(said, default=str)}".encode()).hexdigest()
    with transaction.atomic():
        activity = ParticipationActivity.objects.select_related("decision", "consultation").get(
            decision=pk, consultation__isnull=False
        )
        today = timezone.localdate(now)
        if activity.withdrawn_reason or not activity.opens_on <= today <= activity.closes_on:
            return HttpResponse("closed", status=409)
        proof.spent()[0].save(force_insert=True)
        submission = Submission.objects.create(
            decision=activity.decision,
            activity=activity,
            number=f"M{uuid.uuid4().hex[:16]}",
            receipt=hashlib.sha256(code.encode()).hexdigest(),
            submitter_kind=said["submitter_kind"],
            name=said["name"],
            contact=said["contact"],
            publish_consent=said["publish_consent"],
            text=said["text"],
            salt=salt,
            leaf=leaf,
            token=said["token"],
            occurred_on=today,
            received_at=now,
        )
        Opinion.objects.create(
            decision=activity.decision, submission=submission, text=said["text"], recorded_at=now
        )
    response = HttpResponse(status=303, headers={"Location": "/receipt/"})
    response.set_cookie("receipt", signing.dumps(said["token"].hex), httponly=True)
    return response


def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The twenty newest opinions of a decision in a small template."""
    found = Opinion.objects.filter(decision=pk).order_by("-recorded_at", "-id")[:20]
    return HttpResponse(ROWS.render(Context({"title": "意见", "rows": found})))


urlpatterns = [
    path("bare/", bare),
    path("minimal/<int:pk>/", minimal),
    path("rows/<int:pk>/", rows),
    path("cached/<int:pk>/", cache_page(600)(rows)),
]
