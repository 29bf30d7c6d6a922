"""The organs, offices, people, certificates and catalogues of the township (Art. 3(3))."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.appointments import appoint
from accounts.models import Office, Organ, User
from accounts.roles import Role
from decisions.models import Catalogue, CatalogueItem
from notices.signing import authority, identities
from workflows import printing
from workflows.demo.reading import TOWNSHIP, table

APPOINTED_ON = date(2020, 1, 6)
OUTSIDE = ("waipin", "外聘专家和机构")  # people who work in no office of the organ


def seed(password: str) -> dict[str, User]:
    """Lay down who there is; returns the people by user name."""
    for facts in table(TOWNSHIP / "organs.toml")["organs"]:
        _organ(facts)
    kept = make_password(password)  # one for all: hashing slowly is for guessers
    people = table(TOWNSHIP / "people.toml")["people"]
    return {facts["username"]: _person(facts, kept) for facts in people}


def seed_catalogues(today: date) -> None:
    """The catalogues, of which the newest is that of the present year."""
    paths = sorted(TOWNSHIP.glob("catalogue-*.toml"))
    for path in paths:
        facts = table(path)
        kept = _catalogue(facts, _year(facts, today) if path == paths[-1] else facts["year"])
        printing.ask("annual_catalogue", kept.organ, None, on=kept.published_on, catalogue=kept)


def seed_certificates() -> None:
    """A certificate marked 样例 for each organ, made here and now; no key is ever shipped."""
    organs = dict(Organ.objects.filter(sample=True).values_list("code", "name"))
    authority.lay_down(identities.root(), organs)


def catalogue_item(organ: Organ, title: str) -> CatalogueItem | None:
    """The item of the organ's catalogue under which a matter stands."""
    return CatalogueItem.objects.filter(catalogue__organ=organ, title=title).last()


def _organ(facts: Mapping[str, Any]) -> None:
    organ = Organ.objects.create(
        code=facts["code"],
        name=facts["name"],
        level=facts["level"],
        parent=Organ.objects.filter(code=facts.get("parent", "")).first(),
        profile=facts["profile"],
        number_code=facts["number_code"],
        contact=f"{facts['address']}，电话{facts['phone']}",
        sample=True,
    )
    offices = [(office["code"], office["name"]) for office in facts["offices"]]
    for code, name in [*offices, OUTSIDE]:
        Office.objects.create(organ=organ, code=code, name=name)


def _person(facts: Mapping[str, Any], password: str) -> User:
    organ = Organ.objects.get(code=facts["organ"])
    office = organ.offices.get(code=facts["office"] or OUTSIDE[0])
    administers = Role.ADMINISTRATOR in facts["roles"]
    user = User.objects.create(
        username=facts["username"],
        display_name=facts["name"],
        title=facts["title"],
        office=office,
        password=password,
        is_staff=administers,
        is_superuser=administers,
    )
    for role in facts["roles"]:
        appoint(user, office, role, APPOINTED_ON)
    return user


def _year(facts: Mapping[str, Any], today: date) -> int:
    """The last year whose catalogue is published by today, and no year before the file's own."""
    published = date.fromisoformat(facts["published_on"])
    published_by_now = (today.month, today.day) >= (published.month, published.day)
    return max(today.year if published_by_now else today.year - 1, int(facts["year"]))


def _catalogue(facts: Mapping[str, Any], year: int) -> Catalogue:
    organ = Organ.objects.get(code=facts["organ"])
    catalogue = Catalogue.objects.create(
        organ=organ,
        year=year,
        party_consent_on=date.fromisoformat(facts["party_consent_on"]).replace(year=year),
        published_on=date.fromisoformat(facts["published_on"]).replace(year=year),
    )
    for matter in facts["matters"]:
        CatalogueItem.objects.create(
            catalogue=catalogue,
            serial=matter["number"],
            title=matter["name"],
            procedure=matter["procedure"],
            hearing=matter["hearing"],
            lead_unit=organ.offices.get(code=matter["lead_unit"]).name,
            planned=matter["time"],
        )
    return catalogue
