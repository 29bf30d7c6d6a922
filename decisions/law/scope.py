"""Art. 2, 3 and 42: whom and what the Decree binds; asked at G1, before a matter is started.

An excluded matter is closed as "other procedure", never skipped silently. How the yearly
catalogue itself is kept stands in ``decisions/models``; here only what a decision needs of it.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Exclusion, Severity


def organ_keeps_a_catalogue(dossier: Dossier) -> bool:
    """Unless the organ says that it keeps no catalogue, or its own rule demands one."""
    kept = dossier.initiation.catalogue_kept is not False
    return kept or dossier.profile.catalogue_required


def catalogue_dates_recorded(dossier: Dossier) -> bool:
    """The Party committee's consent to the catalogue and its publication are both dated."""
    start = dossier.initiation
    return start.catalogue_consented_on is not None and start.catalogue_published_on is not None


@article("2", "42", gate="G1")
def organ_is_named(dossier: Dossier) -> Iterator[Shortcoming]:
    """The decision organ and its level are named; departments and townships come by reference."""
    dossier.matter.known("organ_level")
    if not dossier.matter.known("decision_organ").strip():
        yield Shortcoming("2", "未写明决策机关。", "填写作出决策的机关全称。")


@article("3.1", gate="G1")
def matter_has_a_class(dossier: Dossier) -> Iterator[Shortcoming]:
    """The matter belongs to one of the five classes and bears a title."""
    dossier.matter.known("matter_class")
    if not dossier.matter.known("title").strip():
        yield Shortcoming("3.1", "未写明决策事项名称。", "填写事项名称。")


@article("3.2", gate="G1")
def matter_is_not_excluded(dossier: Dossier) -> Iterator[Shortcoming]:
    """Macro-control, law-making, emergencies and matters with another procedure stay outside."""
    if dossier.matter.known("exclusion") is not Exclusion.NONE:
        yield Shortcoming(
            "3.2",
            "该事项属于条例不适用的事项，不能按重大行政决策程序启动。",
            "按“适用其他程序”办结本事项，并载明应当适用的程序。",
        )


@article("14.1", "GIR-14", gate="G1", who="openness_officer")
def matter_is_not_classified(dossier: Dossier) -> Iterator[Shortcoming]:
    """A classified matter never enters this system."""
    if dossier.matter.known("classified"):
        yield Shortcoming(
            "14.1",
            "该事项涉及国家秘密，不得录入本系统。",
            "停止录入，按保密规定在涉密系统内办理。",
        )


@article("3.3", gate="G1", who="catalogue_keeper", when=organ_keeps_a_catalogue)
def matter_is_in_the_catalogue(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where a catalogue is kept, the matter stands in it or its addition was approved."""
    if dossier.initiation.approved_addition_on is not None:
        return
    if not dossier.initiation.known("in_catalogue"):
        yield Shortcoming(
            "3.3",
            "该事项未列入年度重大行政决策事项目录，也没有批准增补的记录。",
            "将事项补入目录，或者按程序报批增补后记录批准日期。",
        )


@article(
    "3.3",
    gate="G1",
    severity=Severity.NEEDS_REASON,
    who="catalogue_keeper",
    when=catalogue_dates_recorded,
)
def catalogue_had_consent(dossier: Dossier) -> Iterator[Shortcoming]:
    """The same-level Party committee consents before the catalogue is published."""
    start = dossier.initiation
    if start.known("catalogue_consented_on") > start.known("catalogue_published_on"):
        yield Shortcoming(
            "3.3",
            "事项目录的公布日期早于同级党委同意的日期。",
            "核对两个日期；确属先公布的，报同级党委同意后重新公布目录。",
        )
