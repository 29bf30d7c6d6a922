"""Atom feeds: everything public, of one organ, of one decision."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import Organ
from decisions.intake.text import printable
from decisions.models import Decision
from decisions.period import begins
from decisions.selectors import public
from decisions.selectors.events import Event, latest


class Everything(Feed):
    """What happened in public, of all organs of this site."""

    feed_type = Atom1Feed

    def title(self, found: Any) -> str:
        """The heading of the feed."""
        return _("Major administrative decisions")

    def link(self, found: Any) -> str:
        """The page this feed belongs to."""
        return reverse("portal:list")

    def items(self, found: Any) -> list[Event]:
        """The newest events."""
        return latest(self.decisions(found), timezone.localdate())

    def decisions(self, found: Any) -> QuerySet[Decision]:
        """The decisions this feed is about."""
        return public.public_decisions(timezone.localdate())

    def item_title(self, item: Event) -> str:
        """What happened."""
        return printable(item.title)

    def item_description(self, item: Event) -> str:
        """One sentence more."""
        return printable(item.text)

    def item_link(self, item: Event) -> str:
        """The page of the decision, or of the answer to its opinions."""
        page = "feedback" if item.kind == "answered" else "decision"
        return reverse(f"portal:{page}", args=[item.decision.pk])

    def item_guid(self, item: Event) -> str:
        """An identity that does not change with the title or the address of the site."""
        return f"urn:yijue:{item.decision.organ.code}:{item.decision.pk}:{item.kind}"

    def item_updateddate(self, item: Event) -> datetime:
        """The first instant of the day it happened."""
        return begins(item.on)

    def item_pubdate(self, item: Event) -> datetime:
        """The same."""
        return begins(item.on)

    def item_author_name(self, item: Event) -> str:
        """The organ."""
        return printable(item.decision.organ.name)


class OfOrgan(Everything):
    """The same of one organ."""

    def get_object(self, request: HttpRequest, code: str) -> Organ:
        """The organ in the address."""
        return get_object_or_404(Organ, code=code)

    def title(self, found: Organ) -> str:
        """The heading of the feed."""
        return _("Major administrative decisions of %(organ)s") % {"organ": found.name}

    def link(self, found: Organ) -> str:
        """The list filtered by the organ."""
        return reverse("portal:list") + f"?organ={found.code}"

    def decisions(self, found: Organ) -> QuerySet[Decision]:
        """The public decisions of the organ."""
        return super().decisions(found).filter(organ=found)


class OfDecision(Everything):
    """The same of one decision."""

    def get_object(self, request: HttpRequest, pk: int) -> Decision:
        """The public decision in the address."""
        found = public.public_decisions(timezone.localdate()).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def title(self, found: Decision) -> str:
        """The heading of the feed."""
        return printable(found.title)

    def link(self, found: Decision) -> str:
        """The page of the decision."""
        return reverse("portal:decision", args=[found.pk])

    def decisions(self, found: Decision) -> QuerySet[Decision]:
        """The one decision."""
        return super().decisions(found).filter(pk=found.pk)
