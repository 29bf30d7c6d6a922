"""The words of acts, terms and stages for the desk's pages."""

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.intake.text import visible_html
from decisions.labels import label
from decisions.law.terms import Stage
from workflows import registry

register = template.Library()

TERMS = {
    "consultation_closes": _("End of the consultation"),
    "hearing_materials": _("Delivery of the hearing materials"),
    "hearing_signup": _("End of the sign-up for the hearing"),
    "questionnaire_closes": _("End of the questionnaire"),
    "letter_reply": _("Reply to a consultation letter"),
    "legality_review": _("End of the legality review"),
    "publication": _("Promulgation"),
    "archive": _("Archiving"),
    "petition": _("Telling the petitioner"),
    "execution_report": _("Execution report"),
    "interpretation": _("Policy interpretation"),
}


@register.filter
def act_label(slug: str) -> str | Promise:
    """The name of an act, by its slug."""
    act = registry.act(slug)
    return act.label if act else slug


@register.filter
def deadline_word(kind: str) -> str | Promise:
    """What a term is for."""
    return TERMS.get(kind, kind)


@register.filter
def stage_word(stage: Stage) -> str | Promise:
    """The name of a stage."""
    return label(stage)


@register.filter
def retention_word(period: str) -> str | Promise:
    """How long a file is kept: for ever, or so many years."""
    return _("Permanent") if period == "permanent" else _t("%(years)s years") % {"years": period}


@register.filter
def as_seen(text: str) -> SafeString:
    """A stranger's text as officers read it: escaped, with unseen characters marked by name."""
    return visible_html(text)
