"""Where people ruled that a passage stands (Art. 15, 18), replayed from the entries."""

from collections.abc import Iterator

from decisions.models import Decision, Placement
from workflows.fsck import Difference


def examine(decision: Decision) -> Iterator[Difference]:
    """Every ruling that is not as the record says."""
    facts = (
        decision.entries.filter(act="place_anchor").order_by("seq").values_list("facts", flat=True)
    )
    told = {fact["placement"]: fact["clause"] for fact in facts}
    rows = Placement.objects.filter(decision=decision, settled_by="person")
    found = dict(rows.values_list("pk", "target"))
    gone = {pk for pk in told.keys() - found.keys() if not Placement.objects.filter(pk=pk).exists()}
    for pk in sorted((told.keys() - gone) | found.keys()):
        if pk not in told or pk not in found or told[pk] != found[pk]:
            yield Difference("anchor", decision.pk, f"条文锚点{pk}的确认与记录不符")
