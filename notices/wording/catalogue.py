"""What the notice of the yearly catalogue says, from the catalogue as published (Art. 3(3))."""

from datetime import date

from accounts.models import Organ
from decisions.models import Catalogue
from notices import papers


def annual_catalogue(organ: Organ, *, number: str, on: date, catalogue: Catalogue) -> papers.Paper:
    """The notice with its table; a matter taken out keeps its row."""
    items = tuple(
        papers.CatalogueRow(
            serial=item.serial,
            title=item.title,
            procedure=item.procedure,
            hearing=item.hearing,
            lead_unit=item.lead_unit,
            planned=item.planned,
            added_on=item.added_on,
            removed=item.removed_reason,
        )
        for item in catalogue.items.order_by("serial")
    )
    kept = [item for item in items if not item.removed]
    if not (catalogue.party_consent_on and kept):
        raise papers.Incoherent("a catalogue with matters and consent is published (art. 3)")
    return papers.AnnualCatalogue(
        organ=organ.name,
        title=f"关于公布{catalogue.year}年度重大行政决策事项目录的通知",
        issued_on=max(on, catalogue.party_consent_on),
        number=number,
        sample=organ.sample,
        year=catalogue.year,
        party_consent_on=catalogue.party_consent_on,
        items=items,
        standing=len(kept),
        hearings=sum(item.hearing for item in kept),
        annexes=(f"{catalogue.year}年度重大行政决策事项目录",),
        remark="此件公开发布",
    )
