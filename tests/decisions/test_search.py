"""Words find opinions and drafts: one character is enough, traditional finds simplified."""

from datetime import date

import pytest

from accounts.roles import Role
from decisions import drafts, search
from decisions.intake.drafts import parse_text
from decisions.models import Clause, Opinion
from decisions.selectors import listing
from decisions.selectors.search import search_opinions
from decisions.text.bigrams import grams, phrases
from tests.factories import town
from tests.workflows.consulting import by, opened, say
from workflows import reading, sweep
from workflows.taking_back import erase_submission

pytestmark = pytest.mark.django_db
TEXTS = (
    "建议在東湖路口增設停車位，方便老人。",
    "停放车辆太多，A1区30日内应清理。",
    "路灯坏了，请修。",
    "老旧小区无停车场，电动车２６辆乱放",
)


@pytest.fixture
def decision(time_machine):
    made = opened(time_machine)
    made.sent = [say(made, text) for text in TEXTS]
    sweep.register(made.pk)
    reading.read(made.pk)
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("停", {0, 1, 3}),
        ("修", {2}),
        ("停车", {0, 3}),
        ("停車", {0, 3}),
        ("停车位", {0}),
        ("停车场", {3}),
        ("车停", set()),
        ("A1", {1}),
        ("a1区", {1}),
        ("30日", {1}),
        ("26", {3}),
        ("２６辆", {3}),
        ("东湖", {0}),
        ("停车 老", {0, 3}),
        ("停车 老人", {0}),
        ("多，A", {1}),
        ("，", {0, 1, 2, 3}),
        ("\" OR grams : x'", set()),
    ],
)
def test_words_find_opinions(decision, words, found):
    ids = [said.submission.opinions.get().pk for said in decision.sent]
    assert set(search_opinions(decision, words).values_list("pk", flat=True)) == {
        ids[n] for n in found
    }


def test_another_matters_opinions_are_not_found(decision, time_machine):
    other = town("yangli", name="杨梨镇人民政府")
    assert other.organ.pk != decision.organ_id
    phrase = phrases("停车")[0]
    everywhere = Opinion.objects.filter(pk__in=search.OPINIONS.matching(phrase))
    here = Opinion.objects.filter(pk__in=search.OPINIONS.matching(phrase, decision.pk + 1))
    assert (everywhere.count(), here.count()) == (2, 0)


def test_what_was_erased_is_found_no_more(decision):
    number = decision.sent[0].submission.number
    erase_submission(number, by(Role.OPENNESS_OFFICER), "本人要求")
    phrase = phrases("东湖")[0]
    assert not Opinion.objects.filter(pk__in=search.OPINIONS.matching(phrase)).exists()
    reading.read(decision.pk)
    assert search_opinions(decision, "停车").count() == 1


def test_the_list_finds_titles_and_public_drafts(decision):
    draft = decision.drafts.last()
    clause = draft.clauses.exclude(text="").first()
    search.CLAUSES.put([(clause.pk, decision.pk, clause.text)])
    today = date(2026, 3, 3)
    for words in (clause.text[:4], clause.text[0], decision.title[2:5]):
        asked = listing.choice({"q": words})
        assert [row.pk for row in listing.listed(asked, today).rows] == [decision.pk]
    nothing = listing.choice({"q": "火星移民"})
    assert not listing.listed(nothing, today).rows


def test_a_new_draft_is_findable_at_once(decision):
    made = drafts.enter(
        decision,
        parse_text("第一条　为了规范鹿鸣湖游船秩序。"),
        title="",
        entered_by=by(Role.DRAFTING_OFFICER),
    )
    phrase = phrases("鹿鳴湖")[0]
    assert Clause.objects.filter(pk__in=search.CLAUSES.matching(phrase)).get().draft == made


def test_pairs_of_a_text():
    assert grams("停車A1區，好！") == ["停车", "车", "a1", "区", "好"]
    assert [(p.grams, p.open) for p in phrases("停车场 好 a1")] == [
        (("停车", "车场"), False),
        (("好",), True),
        (("a1",), True),
    ]
