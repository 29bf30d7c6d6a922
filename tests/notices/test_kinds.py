"""What each kind of notice says, written from the rows of one decision."""

from datetime import timedelta

import pytest
from django.utils import translation

from decisions.errors import NotNow
from decisions.law.terms import Channel, DispositionKind, Stage
from decisions.models import (
    Cluster,
    LegalBasis,
    LegalityReview,
    Opinion,
    Publication,
    Submission,
)
from notices import papers, services
from notices.kinds import APART, KINDS
from notices.models import Notice
from notices.wording import passages
from tests import factories, stages
from tests.notices import rows

pytestmark = pytest.mark.django_db


def issued(kind, decision, **extra):
    """The paper of a notice just issued, read again from its snapshot."""
    notice = services.issue(kind, decision, rows.entry(decision), **extra)
    return papers.restore(kind, notice.snapshot)


def drafting(**facts):
    """A decision whose consultation runs, with one draft and no opinion."""
    decision = factories.decision_at(Stage.DRAFTING, **facts)
    stages.consulting(decision, factories.town())
    return decision


def test_every_kind_has_a_paper_a_label_and_an_article():
    blanks = {"comment_form", "hearing_signin", "expert_signature_sheet"}
    bound = {"dossier_volume", "page_stamps"}  # of the file as one PDF, issued by nobody
    assert set(KINDS) | set(APART) | blanks | bound == set(papers.PAPERS)
    for kind in (*KINDS.values(), *APART.values()):
        assert kind.articles
        assert str(kind.label)


def test_art_15_the_notice_brings_the_draft_its_explanation_and_the_days():
    decision = drafting()
    paper = issued("consultation_notice", decision)
    assert [passage.label for passage in paper.text] == ["第一条", "第二条"]
    assert [p.text for p in paper.explanation] == ["说明起草的必要性、依据和主要内容。"]
    assert paper.period.days == 31
    assert paper.basis == ("《中华人民共和国道路交通安全法》第三十三条",)
    assert paper.purpose == "为了规范集镇停车秩序，"
    assert paper.contact.phone == "000-10000112"
    assert [way.name for way in paper.ways] == ["政府网站", "信函"]
    assert paper.sample


def test_the_drafting_note_keeps_its_headings_and_drops_its_title():
    told = passages.told(
        "# 关于《甲办法》的起草说明\n\n## 一、必要性\n缺车位。\n（一）依据\n一、办法第一条规定，应当执行。"
    )
    assert [(p.role, p.text) for p in told] == [
        ("level1", "一、必要性"),
        ("paragraph", "缺车位。"),
        ("level2", "（一）依据"),
        ("paragraph", "一、办法第一条规定，应当执行。"),
    ]


def test_art_15_a_shortened_period_prints_its_reason_or_is_refused():
    decision = drafting()
    activity = decision.activities.get()
    activity.closes_on = activity.opens_on + timedelta(days=10)
    activity.save()
    with pytest.raises(NotNow, match="15"):
        issued("consultation_notice", decision)
    activity.consultation.shortened_reason = "汛期将至"
    activity.consultation.save()
    assert issued("consultation_notice", decision).shortened_reason == "汛期将至。"


def test_a_refused_notice_leaves_no_number_and_no_row():
    decision = factories.decision_at(Stage.DRAFTING)
    with pytest.raises(NotNow):
        issued("legality_opinion", decision)
    assert not Notice.objects.exists()


def test_art_15_an_extension_names_the_day_announced_before():
    decision = drafting()
    activity = decision.activities.get()
    first = activity.closes_on
    ends = []
    for days in (10, 20):
        activity.closes_on = first + timedelta(days=days)
        activity.save()
        activity.consultation.extension_reason = "农忙"
        activity.consultation.save()
        paper = issued("extension_notice", decision, activity=activity)
        ends.append((paper.closed_on, paper.period.closes_on))
    assert ends == [
        (first, first + timedelta(days=10)),
        (first + timedelta(days=10), first + timedelta(days=20)),
    ]


def test_a_withdrawal_says_what_becomes_of_opinions():
    decision = drafting()
    activity = decision.activities.get()
    stages.opinion(activity, "增加装卸区。")
    activity.withdrawn_reason = "附图有误"
    activity.save()
    paper = issued("withdrawal_notice", decision, activity=activity, consequence="另行公告")
    assert paper.reason == "附图有误。"
    assert paper.consequence == "截至撤回时，共收到意见提交1件。另行公告。"


def test_art_18_counts_by_channel_and_outcome_come_from_the_counters():
    decision = drafting()
    for number in range(3):
        rows.answered(rows.said(decision, f"意见{number}"), DispositionKind.ADOPTED)
    letter = rows.said(decision, "免费。", channel=Channel.LETTER)
    rows.answered(letter, DispositionKind.NOT_ADOPTED, reason="超出权限")
    rows.counted(decision)
    paper = issued("adoption_notice", decision)
    assert paper.said() == "共收到意见建议4条，其中采纳3条、部分采纳0条、未采纳1条。"
    assert [(row.channel, row.opinions) for row in paper.channels] == [
        ("网上征求意见", 3),
        ("信函", 1),
    ]
    assert paper.opinions[3].reason == "超出权限。"


def test_art_18_none_received_is_said_for_each_channel():
    decision = drafting()
    rows.counted(decision)
    paper = issued("adoption_notice", decision)
    assert [row.said() for row in paper.channels] == ["征求意见期间，未收到意见建议。"] * 2
    assert paper.said() == "征求意见期间，未收到意见建议。"


def test_art_18_opinions_without_an_answer_stop_the_report():
    decision = drafting()
    rows.said(decision, "还没有答复。")
    rows.counted(decision)
    with pytest.raises(NotNow):
        issued("adoption_notice", decision)


def test_names_and_numbers_are_covered_in_the_annex():
    decision = drafting()
    opinion = rows.said(decision, "我叫李建国，电话13812345678，建议增加车位。")
    rows.answered(opinion, DispositionKind.EXPLAINED, reason="已电话告知李建国13812345678")
    rows.counted(decision)
    (row,) = issued("adoption_notice", decision).opinions
    assert "李建国" not in str(row)
    assert "13812345678" not in str(row)
    assert row.source == "公民　李**"
    assert row.text.startswith("我叫【姓名已隐去】，电话")


def test_without_consent_the_name_stays_out_and_words_and_answer_stand():
    decision = drafting()
    opinion = rows.said(decision, "我叫李建国，建议增加车位。", publish_consent=False)
    rows.answered(opinion, DispositionKind.ADOPTED)
    rows.counted(decision)
    (row,) = issued("adoption_notice", decision).opinions
    assert row.text == "我叫【姓名已隐去】，建议增加车位。"
    assert row.source == "公民　匿名"
    assert row.outcome() == "采纳"


def test_the_published_wording_goes_before_the_typed_one():
    decision = drafting()
    opinion = rows.said(decision, "某某店主李建国乱停车！", publish_consent=False)
    Opinion.objects.filter(pk=opinion.pk).update(public_text="建议加强管理。")
    rows.answered(opinion, DispositionKind.ADOPTED)
    rows.counted(decision)
    assert issued("adoption_notice", decision).opinions[0].text == "建议加强管理。"


def test_erased_and_withdrawn_opinions():
    decision = drafting()
    erased, withdrawn = rows.said(decision, "删去我。"), rows.said(decision, "撤回我。")
    rows.answered(erased, DispositionKind.ADOPTED)
    rows.answered(withdrawn, DispositionKind.ADOPTED)
    now = stages.moment(stages.On.closed)
    Submission.objects.filter(pk=erased.submission_id).update(erased_at=now, text="", name="")
    Submission.objects.filter(pk=withdrawn.submission_id).update(withdrawn_at=now)
    rows.counted(decision)
    assert [row.text for row in issued("adoption_notice", decision).opinions] == [
        "（意见原文已按提交人要求删除）"
    ]


def test_an_adopted_opinion_names_the_clause_it_changed():
    decision = drafting()
    clauses = decision.drafts.last().clauses
    clauses.create(order=9, kind="item", label="（三）", path="2-1.1.3", anchor="x", text="三")
    outcome = rows.answered(rows.said(decision, "改第二条。"), DispositionKind.ADOPTED)
    outcome.changed_clauses.set(clauses.exclude(path="1"))
    rows.counted(decision)
    row = issued("adoption_notice", decision).opinions[0]
    assert row.clause == "第二条、第二条之一第一款第三项"


def test_opinions_answered_together_stand_in_one_line():
    decision = drafting()
    cluster = Cluster.objects.create(decision=decision, title="免费停车")
    alike = [rows.said(decision, f"免费{n}") for n in range(3)]
    Opinion.objects.filter(pk__in=[o.pk for o in alike]).update(cluster=cluster)
    rows.answered(alike[0], DispositionKind.NOT_ADOPTED, opinion=None, cluster=cluster)
    other = rows.said(decision, "免费3")
    rows.answered(other, DispositionKind.DUPLICATE, reason="", main_opinion=alike[1])
    rows.counted(decision)
    paper = issued("adoption_notice", decision)
    assert [(row.number, row.alike) for row in paper.opinions] == [("1", 3), ("2", 1)]
    assert paper.opinions[1].reason == "与第1号意见重复，处理结果见该号。"


def test_art_27_the_opinion_answers_three_questions_and_lists_points():
    decision = factories.decision_at(Stage.SUBMITTED)
    notice = services.issue("legality_opinion", decision, rows.entry(decision))
    paper = papers.restore(notice.kind, notice.snapshot)
    assert [(c.name(), c.finding) for c in paper.conclusions] == [
        ("决策权限", "合法"),
        ("决策程序", "合法"),
        ("决策内容", "需修改后合法"),
    ]
    assert paper.granted_days == 8
    assert paper.points[0].problem == "明确收费依据。"
    assert paper.counsel[0].role == "法律顾问"
    assert paper.organ == "云岭镇人民政府司法所"
    assert (paper.number, notice.public) == ("样云政法审〔2026〕1号", False)


def test_a_reviewer_from_outside_numbers_in_its_own_series():
    decision = factories.decision_at(Stage.SUBMITTED)
    county = factories.organ("yangli", name="样例县人民政府", level="county", number_code="样政")
    bureau = factories.office(county, "sifaju", "县司法局")
    LegalityReview.objects.update(office=bureau)
    notice = services.issue("legality_opinion", decision, rows.entry(decision))
    assert notice.number_text == "样政法审〔2026〕1号"
    assert notice.number.series.organ == county


def test_art_30_the_minutes_keep_the_dissent_inside():
    decision = factories.decision_at(Stage.DECIDED)
    paper = issued("meeting_minutes", decision)
    assert paper.title == "云岭镇2026年第1次党政联席会议纪要"
    assert paper.head == "云岭镇党政联席会议纪要"
    assert paper.items[0].decided == ("通过《集镇公共停车秩序管理实施办法》。",)
    assert set(paper.attended) == {"周明远", "何桂兰", "方志恒"}
    assert "增加泊位" not in str(paper)


def test_art_32_the_decision_is_published_with_text_basis_and_answers():
    decision = factories.decision_at(Stage.PROMULGATED)
    LegalBasis.objects.create(decision=decision, title="某规定")
    paper = issued("promulgation_notice", decision)
    assert paper.title == "关于公布《集镇公共停车秩序管理实施办法》的公告"
    assert paper.number == "样云政〔2026〕1号"
    assert paper.basis[1] == "《某规定》"
    assert len(paper.text) == 2
    assert paper.steps[-1] == "2026年5月8日，经云岭镇2026年第1次党政联席会议集体讨论决定。"
    assert paper.expert_statement == ("专家意见全部采纳。",)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("本办法自2026年7月1日起施行。", "2026-07-01"),
        ("本办法自公布之日起施行。", "2026-05-12"),
        ("本办法由镇人民政府解释。", "None"),
    ],
)
def test_art_32_the_first_day_is_read_from_the_last_clauses(words, day):
    decision = factories.decision_at(Stage.PROMULGATED)
    Publication.objects.get().draft.clauses.create(
        order=99, kind="article", label="第三条", path="3", anchor="last", text=words
    )
    assert str(issued("promulgation_notice", decision).effective_on) == day


def test_art_33_the_catalogue_lists_papers_and_notices_with_digests():
    decision = factories.decision_at(Stage.CONCLUDED)
    services.issue("meeting_minutes", decision, rows.entry(decision))
    decision.papers.create(
        role="other",
        title="签到表",
        name="a.pdf",
        media_type="application/pdf",
        size=1,
        sha256="ab" * 32,
        pages=3,
        signed=True,
        occurred_on=stages.On.opens,
        entered_by=factories.town().by("drafting_officer"),
    )
    paper = issued("dossier_catalogue", decision)
    assert [(e.title, e.pages, e.note) for e in paper.entries] == [
        ("签到表", 3, "有签名或盖章"),
        ("云岭镇2026年第1次党政联席会议纪要", None, "尚未印制"),
    ]
    assert paper.entries[0].digest == "ab" * 32
    assert paper.entries[0].author == "云岭镇人民政府规划建设办公室"
    assert (paper.file_number, paper.retention) == ("2026-001", "永久")


def test_a_paper_speaks_chinese_to_an_english_screen():
    decision = drafting()
    opinion = rows.said(decision, "电话13812345678")
    rows.answered(opinion, DispositionKind.ADOPTED)
    rows.counted(decision)
    with translation.override("en"):
        paper = issued("adoption_notice", decision)
    assert paper.opinions[0].text == "电话【电话号码已隐去】"


def test_a_sample_decision_gives_a_sample_paper():
    assert not issued("consultation_notice", drafting(sample=False)).sample


def test_every_paper_names_the_organ_and_the_day():
    decision = factories.decision_at(Stage.CONCLUDED)
    # What rests on a hearing, a letter, a suspension, an evaluation or an end is told with them.
    apart = {"hearing_notice", "hearing_list_notice", "hearing_record", "hearing_report"}
    apart |= {"consultation_letter", "extension_notice", "withdrawal_notice"}
    apart |= {"suspension_notice", "resumption_notice", "stop_notice", "evaluation_report"}
    apart.add("termination_notice")
    for kind in set(KINDS) - apart:
        paper = issued(kind, decision)
        assert paper.issued_on == rows.DAY
        assert paper.organ.startswith("云岭镇人民政府")
