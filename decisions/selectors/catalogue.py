"""The published catalogues of decision matters (Art. 3(3)), with the decisions begun from them."""

from datetime import date

from django.db.models import Max, Prefetch

from accounts.models import Organ
from decisions.models import Catalogue, CatalogueItem, Initiation
from decisions.selectors import public


def years(today: date) -> list[int]:
    """The years that have a published catalogue, newest first."""
    rows = public.catalogues(today).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def of_year(year: int, today: date) -> list[Catalogue]:
    """The catalogues of a year by organ: items, what was begun, the newest print (five queries)."""
    begun = Initiation.objects.filter(
        decision__in=public.public_decisions(today).values("pk")
    ).select_related("decision")
    items = CatalogueItem.objects.prefetch_related(Prefetch("starts", begun, "begun"))
    found = list(
        public.catalogues(today)
        .filter(year=year)
        .select_related("organ")
        .prefetch_related(Prefetch("items", items))
        .order_by("organ__code")
    )
    printed = _printed(year)
    for one in found:
        one.printed = printed.get(one.organ_id)
    return found


def _printed(year: int) -> dict[int, int]:
    """The newest notice of the year's catalogue that is printed and holds, by organ."""
    holds = {"prints__rendered_at__isnull": False, "prints__number__voided_at": None}
    rows = Organ.objects.filter(
        prints__kind="annual_catalogue", prints__snapshot__year=year, prints__public=True, **holds
    )
    return dict(rows.annotate(newest=Max("prints")).values_list("pk", "newest"))
