"""The hearing (Art. 16, 17): the step and its acts, in the order of the Decree.

The acts stand in ``steps/public``: up to the hearing, and from the hearing on. What must hold at
G6 is ``decisions/law/hearing.py``.
"""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from decisions.law.terms import Section, Stage
from workflows.registry import Step

PARTS = ("hearing", "drawing", "hearing_held")
for part in PARTS:  # acts are listed in this order
    import_module(f"workflows.steps.public.{part}")

STEP = Step(
    code="hearing",
    label=_("Hearing"),
    articles=("16", "17"),
    stages=(Stage.DRAFTING,),
    after="participation",
    gate=("G6",),
    section=Section.HEARING,
)
