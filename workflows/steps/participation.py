"""Public participation (Art. 14, 15, 18): the step and its acts, in the order of the Decree.

The acts stand in ``steps/public``, one module a part; the hearing has a step of its own
(``hearing.py``). What must hold at G3, G4, G5 and G5p is ``decisions/law``.
"""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from decisions.law.terms import Section, Stage
from workflows.registry import Step

PARTS = (
    *("consultation", "activities", "letters", "questionnaire", "opinions", "imports", "passages"),
    *("groups", "sorting", "anchors", "dispositions", "answer_sheets", "checking", "adoption"),
    "senders",
)
for part in PARTS:  # acts are listed in this order
    import_module(f"workflows.steps.public.{part}")

STEP = Step(
    code="participation",
    label=_("Public participation"),
    articles=("14", "15", "18"),
    stages=(Stage.DRAFTING,),
    after="drafting",
    gate=("G3", "G4", "G5", "G5p"),
    section=Section.PARTICIPATION,
)
