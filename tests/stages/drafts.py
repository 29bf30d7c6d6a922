"""Rows of the preparation: research, basis, bodies consulted, and versions of the draft (Art. 12, 13)."""

from datetime import date
from typing import Any

from accounts.roles import Role
from decisions import models as m
from decisions import search
from decisions.drafts import digest
from tests.stages.days import On

CLAUSES = {"第一条": "为了规范集镇停车秩序，制定本办法。", "第二条": "本办法适用于集镇范围内停车。"}


def draft(decision: m.Decision, town: Any, *, frozen_on: date | None = On.frozen) -> m.Draft:
    """One more version of the draft, with its clauses."""
    version = decision.drafts.count() + 1
    clauses = [
        m.Clause(order=n, kind="article", label=label, path=str(n + 1), anchor=f"a{n}", text=text)
        for n, (label, text) in enumerate(CLAUSES.items())
    ]
    clauses[0].text += f"（第{version}稿）"
    made = m.Draft.objects.create(
        decision=decision,
        version=version,
        title=f"{decision.title}（征求意见稿）",
        explanation="说明起草的必要性、依据和主要内容。",
        digest=digest(clauses),
        frozen_on=frozen_on,
        entered_by=town.by(Role.DRAFTING_OFFICER),
    )
    for clause in clauses:
        clause.draft = made
        clause.save()
    search.CLAUSES.put((one.pk, decision.pk, f"{one.heading} {one.text}") for one in clauses)
    return made


def prepared(decision: m.Decision, town: Any) -> m.Draft:
    """Research, legal basis, the bodies consulted, and the draft frozen (G2)."""
    m.Preparation.objects.create(
        decision=decision,
        researched_on=On.initiated,
        research="走访商户和居民。",
        cost_benefit="投入三十万元，年节省通行时间两万小时。",
        bodies_affected=True,
    )
    m.LegalBasis.objects.create(
        decision=decision, title="《中华人民共和国道路交通安全法》", article="第三十三条"
    )
    m.BodyConsulted.objects.create(
        decision=decision,
        body="县交通运输局",
        consulted_on=On.consulted,
        agreed=True,
        entered_by=town.by(Role.DRAFTING_OFFICER),
    )
    return draft(decision, town)
