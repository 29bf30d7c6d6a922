"""Acts on passages (Art. 18; PIPL 25): splitting a submission into opinions, covering a passage.

What was sent never changes; an opinion is a passage of it. The entries hold offsets and salted
digests, never a text.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.intake import passages
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Opinion
from workflows import counting, reading
from workflows.act import Act, Doing
from workflows.steps.forms import passages as forms
from workflows.steps.rows.opinions import answers_may_change, targets
from workflows.steps.rows.passages import part_of, parts_of, published_as


class SplitOpinion(Act):
    """Split what one sender wrote into the opinions it holds; nothing of it is lost (Art. 18)."""

    slug, step, label = "split_opinion", "participation", _("Split an opinion")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.SplitForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The row keeps the first part; each further part is an opinion of its own."""
        opinions = targets(doing, [doing.data["opinion"]])
        answers_may_change(doing, opinions)
        whole = opinions[0]
        found = passages.parts(whole.text, doing.data["cuts"])
        if whole.own_kind:
            raise NotNow(_("This opinion is answered. Take the answer back first."))
        if whole.public_text and not whole.covered:
            raise NotNow(
                _("Its published text was rewritten by hand. Show everything again first.")
            )
        if len(found) < 2:
            raise NotNow(_("Cut there, nothing is left on one side."))
        reading.read_anew(Opinion.objects.filter(pk=whole.pk))
        was, group = counting.before([whole]), whole.cluster_id
        made = [part_of(whole, start, end) for start, end in found]
        made[0].pk = whole.pk
        made[0].save(update_fields=SPAN)
        Opinion.objects.bulk_create(made[1:])
        _counted(doing, whole, made, was, group)
        doing.facts |= {
            "submission": whole.submission.number,
            "opinion": whole.pk,
            "spans": [[one.pk, one.start, one.end] for one in made],
            "public": published_as(made),
        }
        doing.summary = f"将意见提交{whole.submission.number}拆分，增加{len(made) - 1}条意见"


class JoinOpinions(Act):
    """Make the parts of a submission one opinion again (Art. 18)."""

    slug, step, label = "join_opinions", "participation", _("Undo the splitting")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.JoinForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The first row is the whole again; the others go."""
        ids = parts_of(doing.decision, doing.data["opinion"])
        opinions = targets(doing, ids)
        answers_may_change(doing, opinions)
        if len(opinions) < 2:
            raise NotNow(_("This opinion was not split."))
        if any(one.own_kind for one in opinions):
            raise NotNow(_("Some parts are answered. Take their answers back first."))
        whole, *others = opinions
        reading.read_anew(Opinion.objects.filter(pk__in=ids))
        was = counting.before(opinions)
        groups = {one.cluster_id for one in opinions}
        covered = [
            [a + one.start, b + one.start, why] for one in opinions for a, b, why in one.covered
        ]
        whole.start, whole.end, whole.text = 0, None, whole.submission.text
        whole.covered, whole.cluster_id = sorted(covered), None
        whole.public_text = passages.published(whole.text, covered) if covered else ""
        whole.save(update_fields=SPAN)
        _go(others)
        number, whole.lent_kind = len(others), None
        was += _more(whole, others)
        counting.keep(doing.decision, opinions, was, counting.before([whole]), groups)
        doing.facts |= {
            "submission": whole.submission.number,
            "opinion": whole.pk,
            "gone": [one.pk for one in others],
            "public": published_as([whole]),
        }
        doing.summary = f"撤销意见提交{whole.submission.number}的拆分，减少{number}条意见"


class RedactOpinion(Act):
    """Cover a passage of an opinion before it is published; the original is kept (PIPL 25)."""

    slug, step, label = "redact_opinion", "participation", _("Cover a passage")
    articles, stages, form = ("PIPL-25", "18"), tuple(Stage), forms.RedactForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """At any time once something was collected."""
        return "" if dossier.participation.activities else _("Nobody was asked for opinions yet.")

    def do(self, doing: Doing) -> None:
        """Keep what is published beside what was typed."""
        asked, opinion = doing.data, doing.data["opinion"]
        why = asked["redaction_reason"]
        if asked["uncover"]:
            opinion.covered, opinion.public_text, why = [], "", ""
        elif asked["end"]:
            old = opinion.covered
            opinion.covered = passages.cover(old, asked["start"] or 0, asked["end"], why)
            opinion.public_text = passages.published(opinion.text, opinion.covered)
        else:
            opinion.covered, opinion.public_text = [], asked["public_text"]
        opinion.redaction_reason = why
        opinion.save(update_fields=["covered", "public_text", "redaction_reason"])
        doing.facts |= {"opinion": opinion.pk, "public": published_as([opinion])}
        done = f"作公开前处理：{why[:60]}" if why else "恢复公开原文"
        doing.summary = f"对1条意见{done}"


SPAN = ["start", "end", "text", "cluster", "covered", "public_text"]


def _counted(
    doing: Doing, whole: Opinion, made: list[Opinion], was: counting.Counts, group: int | None
) -> None:
    """One opinion less of the group, and so many more opinions that are open."""
    for one in made:
        one.own_kind = one.lent_kind = one.no_change_reason = None
        one.own_changes = False
    becomes = counting.before(made) + _more(whole, made[1:])
    counting.keep(doing.decision, [whole], was, becomes, {group})


def _more(whole: Opinion, others: Sequence[Opinion]) -> counting.Counts:
    """What opinions beside the first one of a submission add to the counters."""
    number = len(others)
    more = {"opinions": number, f"from_{whole.submission.channel}": number}
    given = [(one.assigned_to_id, "assigned") for one in others if one.assigned_to_id]
    return Counter(more) + Counter(given) + counting.places(others)


def _go(opinions: Sequence[Opinion]) -> None:
    gone = [one.pk for one in opinions]
    reading.read_anew(Opinion.objects.filter(said_first__in=gone))
    try:
        Opinion.objects.filter(pk__in=gone).delete()
    except ProtectedError as held:
        raise NotNow(_("Other answers point to a part of it, so it stays split.")) from held
