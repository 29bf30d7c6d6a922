"""What is public, said once (Art. 3(3), 15, 18, 32; answer 17).

A decision: from the day its consultation or another way to take part, the answer to it, its
promulgation or the catalogue that lists it is published. A draft: only the versions that were laid
before the public and the promulgated one. Single opinions: only once the answer is published.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.gather.listed import Given
from decisions.law.terms import ActivityKind, Disclosure
from decisions.models import (
    Catalogue,
    Decision,
    Draft,
    OpenConsultation,
    Opinion,
    ParticipationActivity,
    Publication,
)


def announced(today: date) -> QuerySet[ParticipationActivity]:
    """Open consultations whose notice is out."""
    return ParticipationActivity.objects.filter(
        kind=ActivityKind.OPEN_CONSULTATION, announced_on__lte=today
    )


def told(today: date | Given) -> QuerySet[ParticipationActivity]:
    """Every way to take part that was told to the public; letters go to named bodies alone."""
    rows = ParticipationActivity.objects.filter(announced_on__lte=today)
    return rows.exclude(kind=ActivityKind.CONSULTATION_LETTER)


def ways(today: date) -> QuerySet[ParticipationActivity]:
    """Those of them that were not called off."""
    return told(today).filter(withdrawn_reason="")


def promulgations(today: date) -> QuerySet[Publication]:
    """Promulgations that are published and disclosed of the organ's own motion."""
    return Publication.objects.filter(published_on__lte=today, disclosure=Disclosure.PROACTIVE)


def promulgation_is_public(today: date | Given) -> Q:
    """The same, asked of a decision without a second query."""
    return Q(publication__published_on__lte=today, publication__disclosure=Disclosure.PROACTIVE)


def catalogues(today: date) -> QuerySet[Catalogue]:
    """Yearly catalogues that are published."""
    return Catalogue.objects.filter(published_on__lte=today)


def public_decisions(today: date | Given) -> QuerySet[Decision]:
    """Decisions the public may know of."""
    listed = Q(
        initiation__catalogue_item__catalogue__published_on__lte=today,
        initiation__catalogue_item__removed_reason="",
    )
    return Decision.objects.filter(
        Q(Exists(told(today).filter(decision=OuterRef("pk"))))
        | promulgation_is_public(today)
        | Q(participation__feedback_published_on__lte=today)
        | listed
    )


def public_drafts(today: date) -> QuerySet[Draft]:
    """Versions laid before the public, and the promulgated ones."""
    consulted = OpenConsultation.objects.filter(activity__in=announced(today))
    return Draft.objects.filter(
        Q(pk__in=consulted.values("draft")) | Q(pk__in=promulgations(today).values("draft"))
    )


def public_opinions(today: date) -> QuerySet[Opinion]:
    """Single opinions whose answer is published and which their senders did not take back."""
    return Opinion.objects.filter(
        decision__participation__feedback_published_on__lte=today, submission__withdrawn_at=None
    )


def told_of(decision: Decision) -> list[ParticipationActivity]:
    """What the public was told of before the decision; nothing where the matter is withheld."""
    matter = getattr(decision, "matter", None)
    if matter is None or matter.disclosure == Disclosure.WITHHELD:
        return []
    every = [
        (one.announced_on, one.pk, one)
        for one in decision.activities.all()
        if one.announced_on and one.kind != ActivityKind.CONSULTATION_LETTER
    ]
    return [one for _on, _pk, one in sorted(every)]


def answered(decision: Decision, today: date) -> bool:
    """Whether the answer to the opinions is published."""
    told = getattr(decision, "participation", None)
    return bool(told and told.feedback_published_on and told.feedback_published_on <= today)


def published(decision: Decision) -> bool:
    """Whether the decision itself went out (Art. 32), to whomever."""
    said = getattr(decision, "publication", None)
    return said is not None and said.published_on is not None


def promulgated(decision: Decision, today: date) -> bool:
    """Whether the decision itself is published."""
    said = getattr(decision, "publication", None)
    return bool(
        said
        and said.published_on
        and said.published_on <= today
        and said.disclosure == Disclosure.PROACTIVE
    )
