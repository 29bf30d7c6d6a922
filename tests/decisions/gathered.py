"""What the tests of gather share: a day of judging, the dossier on it, a hearing of any kind."""

from datetime import date

from decisions import models as m
from decisions.gather import gather
from decisions.law.dossier import Dossier
from tests.stages import On

TODAY = date(2026, 12, 1)


def dossier(decision: m.Decision, as_of: date = TODAY) -> Dossier:
    return gather(decision.pk, as_of=as_of)


def hearing_of(decision: m.Decision, **facts) -> m.Hearing:
    activity = m.ParticipationActivity.objects.create(
        decision=decision, kind="hearing", title="听证会", organiser="镇政府", held_on=On.argued
    )
    return m.Hearing.objects.create(activity=activity, decision=decision, **facts)
