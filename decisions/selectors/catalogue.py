"""The published catalogues of decision matters (Art. 3(3)), with the decisions begun from them."""

from datetime import date

from django.db.models import Prefetch

from decisions.models import Catalogue, CatalogueItem, Initiation
from decisions.selectors import public


def years(today: date) -> list[int]:
    """The years that have a published catalogue, newest first."""
    rows = public.catalogues(today).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def of_year(year: int, today: date) -> list[Catalogue]:
    """The catalogues of a year by organ, each with its items and what was begun (four queries)."""
    begun = Initiation.objects.filter(
        decision__in=public.public_decisions(today).values("pk")
    ).select_related("decision")
    items = CatalogueItem.objects.prefetch_related(Prefetch("starts", begun, "begun"))
    return list(
        public.catalogues(today)
        .filter(year=year)
        .select_related("organ")
        .prefetch_related(Prefetch("items", items))
        .order_by("organ__code")
    )
