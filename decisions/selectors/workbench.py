"""What stands beside the queue (O3; Art. 18): clauses before and after, themes, officers' loads.

Called by the desk's workbench. The queue itself is read in ``queue.py``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from decisions.models import (
    Clause,
    Cluster,
    Decision,
    Dimension,
    Draft,
    OpenConsultation,
    Opinion,
    TallyBy,
    Theme,
    ThemeSuggestion,
    Workload,
)
from decisions.selectors.clauses import (
    HEADINGS,
    Change,
    clause_name,
    said,
    words_changed,
)

Pieces = list[tuple[bool, str]]
SAMPLES = 3  # texts shown of a suggested theme


@dataclass(frozen=True)
class Texts:
    """The draft that was consulted on beside the newest one, clause by clause along the anchors."""

    consulted: Draft | None = None
    newest: Draft | None = None
    before: dict[str, Clause] = field(default_factory=dict)
    after: dict[str, Clause] = field(default_factory=dict)

    @property
    def redrafted(self) -> bool:
        """Whether there is a newer draft than the one consulted on."""
        return bool(self.consulted and self.newest and self.consulted.pk != self.newest.pk)

    def changed(self) -> list[Clause]:
        """The clauses of the newest draft whose words are not those consulted on."""
        if not self.redrafted:
            return []
        return [
            clause
            for anchor, clause in self.after.items()
            if clause.kind not in HEADINGS and self._was(anchor) != said(clause)
        ]

    def _was(self, anchor: str) -> str:
        return said(self.before[anchor]) if anchor in self.before else ""

    def beside(self, anchors: Iterable[str]) -> list[Change]:
        """These clauses before and after, as a table of amendments shows them."""
        return [_beside(self.before.get(one), self.after.get(one)) for one in anchors]


def _beside(before: Clause | None, after: Clause | None) -> Change:
    old, new = words_changed(said(before) if before else "", said(after) if after else "")
    kind = "added" if before is None else "removed" if after is None else "changed"
    same = before is not None and after is not None and said(before) == said(after)
    return Change("same" if same else kind, before, after, old, new)


def texts(decision: Decision) -> Texts:
    """Both drafts with their clauses (two queries)."""
    notices = OpenConsultation.objects.filter(draft=OuterRef("pk"))
    rows = Draft.objects.filter(decision=decision).annotate(asked=Exists(notices))
    drafts = list(rows.order_by("version"))
    asked = [draft for draft in drafts if draft.asked]
    if not drafts:
        return Texts()
    consulted, newest = (asked or drafts)[-1], drafts[-1]
    clauses: dict[int, dict[str, Clause]] = defaultdict(dict)
    for clause in Clause.objects.filter(draft__in={consulted.pk, newest.pk}).order_by("order"):
        clauses[clause.draft_id][clause.anchor] = clause
    return Texts(consulted, newest, clauses[consulted.pk], clauses[newest.pk])


def named(clauses: Iterable[Clause]) -> list[tuple[int, str]]:
    """Clauses as a list of choices: row number and place; headings are left out."""
    return [(one.pk, clause_name(one)) for one in clauses if one.kind not in HEADINGS]


@dataclass(frozen=True)
class Branch:
    """A theme in its tree: how deep it stands and, up to a thousand, how many opinions it holds."""

    theme: Theme
    depth: int
    number: int


def themes(decision: Decision, *, counted: bool = False) -> list[Branch]:
    """The tree of themes in the order one reads it, with the maintained number under each."""
    rows = list(Theme.objects.filter(decision=decision).order_by("name", "id"))
    if counted:
        of = TallyBy.objects.filter(decision=decision, dimension=Dimension.THEME)
        numbers = dict(of.values_list("key", "number"))
        for theme in rows:
            theme.number = numbers.get(str(theme.pk), 0)
    below: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in rows:
        below[theme.parent_id].append(theme)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[Theme]], parent: int | None, depth: int) -> list[Branch]:
    found: list[Branch] = []
    for theme in below[parent]:
        found.append(Branch(theme, depth, getattr(theme, "number", 0)))
        found += _walk(below, theme.pk, depth + 1)
    return found


@dataclass(frozen=True)
class SuggestedTheme:
    """A theme that the texts suggest, what some of its opinions say, and its parts."""

    row: ThemeSuggestion
    samples: list[str]
    parts: list["SuggestedTheme"] = field(default_factory=list)


def suggested(decision: Decision) -> list[SuggestedTheme]:
    """What nobody took or dismissed, the largest first, parts under theirs (three queries)."""
    rows = list(
        ThemeSuggestion.objects.filter(decision=decision, settled="").order_by("-number", "pk")
    )
    texts = dict(Opinion.objects.filter(pk__in=_some(rows, "opinions")).values_list("pk", "text"))
    groups = Cluster.objects.filter(pk__in=_some(rows, "clusters")).select_related("main")
    said = {one.pk: one.main.text if one.main else one.title for one in groups}
    found = {row.pk: SuggestedTheme(row, _samples(row, texts, said)) for row in rows}
    for row in rows:
        if row.parent_id in found:
            found[row.parent_id].parts.append(found[row.pk])
    return [found[row.pk] for row in rows if row.parent_id not in found]


def _some(rows: Sequence[ThemeSuggestion], name: str) -> list[int]:
    return [pk for row in rows for pk in getattr(row, name)[:SAMPLES]]


def _samples(row: ThemeSuggestion, texts: dict[int, str], said: dict[int, str]) -> list[str]:
    groups = [said[pk] for pk in row.clusters[:SAMPLES] if pk in said]
    singles = [texts[pk] for pk in row.opinions[:SAMPLES] if pk in texts]
    return [*groups, *singles][:SAMPLES]


def under(branches: Sequence[Branch], theme: int) -> tuple[int, ...]:
    """A theme and every one under it."""
    wanted = {theme}
    for branch in branches:
        if branch.theme.parent_id in wanted:
            wanted.add(branch.theme.pk)
    return tuple(sorted(wanted))


def loads(decision: Decision) -> list[Workload]:
    """Who was given how much, and how much of it is answered."""
    rows = Workload.objects.filter(decision=decision, assigned__gt=0).select_related("officer")
    return list(rows.order_by("officer__display_name", "pk"))


def differences(base: str, other: str) -> Pieces:
    """What another opinion of a group says, in pieces marked where it differs from the first."""
    return words_changed(base, other)[1]


@dataclass(frozen=True)
class Member:
    """One opinion of a group, with its differences from the first one."""

    opinion: Opinion
    pieces: Pieces


def members(cluster: Cluster, after: int = 0, size: int = 20) -> tuple[list[Member], int | None]:
    """Some opinions of a group by key, each beside the first of them; the key of the next ones."""
    rows = (
        Opinion.objects.filter(cluster=cluster, submission__withdrawn_at=None)
        .select_related("submission", "clause", "disposition")
        .order_by("id")
    )
    page = list(rows.filter(pk__gt=after)[: size + 1])
    first = page[0] if page and not after else rows.first()
    base = first.text if first else ""
    shown = [
        Member(one, [(False, one.text)] if one == first else differences(base, one.text))
        for one in page[:size]
    ]
    return shown, page[size - 1].pk if len(page) > size else None
