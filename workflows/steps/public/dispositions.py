"""What becomes of an opinion (Art. 18; SC33): one, many at once, or a whole group; and undoing it.

Counters move with each disposition (``workflows/counting.py``); concluding counts anew. A personal
demand handed on as a petition gets its term from the pinned profile (PETITION 23).
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.profile import load_profile
from decisions.law.terms import DispositionKind, Progress, Section, Stage
from decisions.models import Cluster, Disposition, Opinion, SectionProgress
from workflows import counting
from workflows.act import Act, Doing
from workflows.models import Deadline
from workflows.steps.forms import dispositions as forms
from workflows.steps.public.opinions import targets

PETITION = "petition"
PASSED_ON = DispositionKind.PETITION_TRANSFERRED


class DisposeOpinion(Act):
    """Answer an opinion, or a group of opinions that say the same, with the reason (Art. 18)."""

    slug, step, label = "dispose_opinion", "participation", _("Dispose of an opinion")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.DisposeForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """An earlier answer is replaced; both stay in the record."""
        _section_goes_on(doing)
        kind = label(DispositionKind(doing.data["kind"]))
        if doing.data["cluster"]:
            number = _dispose_cluster(doing, doing.data["cluster"])
            doing.summary = f"对一组同类意见（{number}条）作出处理：{kind}"
        else:
            _dispose(doing, [doing.data["opinion"]])
            doing.summary = f"对1条意见作出处理：{kind}"


class DisposeInBulk(Act):
    """Answer many opinions in one way, after seeing them listed (Art. 18)."""

    slug, step, label = "dispose_in_bulk", "participation", _("Dispose of many opinions")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.BulkForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Each opinion gets a disposition of its own."""
        _section_goes_on(doing)
        _dispose(doing, doing.data["opinions"])
        kind = label(DispositionKind(doing.data["kind"]))
        doing.summary = f"对{len(doing.data['opinions'])}条意见作出处理：{kind}"


class UndoDisposition(Act):
    """Take a disposition back; the record keeps that it was made (Art. 18)."""

    slug, step, label = "undo_disposition", "participation", _("Take a disposition back")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.UndoForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Those in a group fall back on the answer of the group."""
        _section_goes_on(doing)
        if doing.data["cluster"]:
            number = _undo_cluster(doing, doing.data["cluster"])
        else:
            number = _undo(doing, doing.data["opinions"])
        doing.summary = f"撤销{number}条意见的处理结果"


class TellPetitioner(Act):
    """Record that a sender was told where the personal demand went (PETITION 23)."""

    slug, step, label = "tell_petitioner", "participation", _("Tell the petitioner")
    articles, stages, form = ("PETITION-23",), tuple(Stage), forms.TellForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after something was transferred."""
        counted = dossier.participation.tally.by_disposition or {}
        return "" if counted.get(PASSED_ON) else _("No demand was transferred as a petition.")

    def do(self, doing: Doing) -> None:
        """The term is met."""
        row = doing.data["disposition"]
        Disposition.objects.filter(pk=row.pk).update(petition_told_on=doing.occurred_on)
        doing.met(PETITION, str(row.opinion_id))
        doing.facts["opinion"] = row.opinion_id
        doing.summary = "告知来信人转信访办理情况"


def _section_goes_on(doing: Doing) -> None:
    """Answers stand once published or concluded; two columns are asked, not the whole dossier."""
    section = SectionProgress.objects.filter(
        decision=doing.decision, section=Section.PARTICIPATION
    ).values_list("progress", "decision__participation__feedback_published_on")
    progress, published_on = section.get()
    if progress == Progress.CONCLUDED:
        raise NotNow(_("This section is concluded. Reopen it first."))
    if published_on and progress != Progress.REOPENED:
        raise NotNow(_("The answers are published. Reopen the section to change them."))


def _dispose(doing: Doing, ids: list[int]) -> None:
    opinions = targets(doing, ids)
    was = counting.before(opinions)
    _forget(doing, opinions)
    rows = _write(doing, [{"opinion": opinion} for opinion in opinions])
    if doing.data["kind"] == PASSED_ON:
        _set_terms(doing, opinions)
    becomes = Counter({counting.column(doing.data["kind"]): len(rows)})
    becomes["adopted_without_change"] = len(rows) * _unchanged(doing)
    counting.keep(doing.decision, opinions, was, becomes)
    doing.facts["opinions"] = ids


def _dispose_cluster(doing: Doing, cluster_id: int) -> int:
    cluster = Cluster.objects.filter(pk=cluster_id, decision=doing.decision).first()
    if cluster is None:
        raise NotNow(_("This group is not of this matter."))
    was = _of(_taken_back(cluster_id))
    _write(doing, [{"cluster": cluster}])
    becomes = Counter({counting.column(doing.data["kind"]): 1})
    becomes["adopted_without_change"] = _unchanged(doing)
    doing.facts["cluster"] = cluster_id
    return counting.keep_cluster(doing.decision, cluster_id, was, becomes)


def _write(doing: Doing, subjects: list[dict[str, Any]]) -> list[Disposition]:
    asked = doing.data
    said = {key: asked[key] for key in ("kind", "reason", "no_change_reason")}
    main = _main(doing, subjects)
    rows = Disposition.objects.bulk_create(
        Disposition(
            decision=doing.decision,
            main_opinion_id=main,
            decided_by=doing.user,
            decided_on=doing.occurred_on,
            **said,
            **subject,
        )
        for subject in subjects
    )
    changed = [clause.pk for clause in asked["changed_clauses"]]
    through = Disposition.changed_clauses.through
    if changed:
        through.objects.bulk_create(
            through(disposition=row, clause_id=clause) for row in rows for clause in changed
        )
    doing.facts |= said | {"main_opinion": main, "changed_clauses": changed}
    return rows


def _main(doing: Doing, subjects: list[dict[str, Any]]) -> int | None:
    """The opinion of which these are duplicates: of this matter, and none of them."""
    main = doing.data["main_opinion"]
    if main is None:
        return None
    itself = any(s.get("opinion") and s["opinion"].pk == main for s in subjects)
    if itself or not counting.standing(doing.decision).filter(pk=main).exists():
        raise NotNow(_("The main opinion must be another opinion of this matter."))
    return int(main)


def _unchanged(doing: Doing) -> int:
    asked = doing.data
    return counting.unchanged(
        asked["kind"], bool(asked["changed_clauses"]), asked["no_change_reason"]
    )


def _undo(doing: Doing, ids: list[int]) -> int:
    opinions = [opinion for opinion in targets(doing, ids) if opinion.own_kind]
    if not opinions:
        raise NotNow(_("None of these opinions has a disposition of its own."))
    was = counting.before(opinions)
    _forget(doing, opinions)
    for opinion in opinions:
        opinion.own_kind = None
    counting.keep(doing.decision, opinions, was, counting.before(opinions))
    doing.facts["opinions"] = [opinion.pk for opinion in opinions]
    return len(opinions)


def _undo_cluster(doing: Doing, cluster_id: int) -> int:
    row = Disposition.objects.filter(cluster=cluster_id, decision=doing.decision).first()
    if row is None:
        raise NotNow(_("This group has no disposition."))
    was = _of(_taken_back(cluster_id))
    doing.facts["cluster"] = cluster_id
    return counting.keep_cluster(
        doing.decision, cluster_id, was, Counter({counting.column(None): 1})
    )


def _forget(doing: Doing, opinions: list[Opinion]) -> None:
    """Delete the dispositions these opinions had, and the terms that hung on them."""
    answered = [opinion.pk for opinion in opinions if opinion.own_kind]
    if answered:
        Disposition.objects.filter(opinion__in=answered).delete()
    passed_on = [str(o.pk) for o in opinions if o.own_kind == PASSED_ON]
    if passed_on:
        Deadline.objects.filter(
            decision=doing.decision, kind=PETITION, subject__in=passed_on
        ).delete()
        doing.facts["lifted"] = [[PETITION, subject] for subject in passed_on]


def _taken_back(cluster_id: int) -> Disposition | None:
    """Delete the disposition of a cluster; gives it back as it was."""
    row = Disposition.objects.filter(cluster=cluster_id).first()
    if row is None:
        return None
    row.had_changes = row.changed_clauses.exists()
    Disposition.objects.filter(pk=row.pk).delete()
    return row


def _of(row: Disposition | None) -> Counter[str]:
    if row is None:
        return Counter({counting.column(None): 1})
    counted = Counter({counting.column(row.kind): 1})
    counted["adopted_without_change"] = counting.unchanged(
        row.kind, row.had_changes, row.no_change_reason
    )
    return counted


def _set_terms(doing: Doing, opinions: list[Opinion]) -> None:
    """From the day of receipt the sender is told within the days of the profile (PETITION 23)."""
    days = load_profile(doing.decision.profile, doing.decision.profile_on).petition_days
    terms = [
        Deadline(
            decision=doing.decision,
            kind=PETITION,
            subject=str(opinion.pk),
            article="PETITION-23",
            starts_on=opinion.submission.occurred_on,
            due_on=opinion.submission.occurred_on + timedelta(days=days),
        )
        for opinion in opinions
    ]
    Deadline.objects.bulk_create(terms)
    doing.facts["deadlines"] = [[PETITION, t.subject, t.due_on.isoformat()] for t in terms]
