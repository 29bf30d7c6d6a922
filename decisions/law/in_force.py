"""Keeps a rule from reaching back before its statute was in force.

The law's date of a decision is the day its profile is pinned to (the day it was initiated). Used
by the rules that rest on statutes younger than Decree 713.
"""

from decisions.law.article import Test, always
from decisions.law.dossier import Dossier
from decisions.law.statutes import citation


def since(ref: str, when: Test = always) -> Test:
    """A condition that also asks whether the statute of ``ref`` bound the decision."""
    began = citation(ref).statute.in_force_on

    def in_force(dossier: Dossier) -> bool:
        return (began is None or began <= dossier.profile.on) and when(dossier)

    return in_force
