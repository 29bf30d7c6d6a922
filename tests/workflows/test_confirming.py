"""A sender's phone or e-mail is confirmed by a code that comes back; nobody is refused without."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from decisions.models import Submission
from tests.workflows.consulting import OPENS, at, opened, say
from workflows import confirming, outbox
from workflows.confirming import phones

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel():
    with time_machine.travel(at(OPENS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def decision(travel):
    return opened(travel)


def posted(client, code, step, **more):
    said = {"code": code, "step": step, **more}
    return client.post(reverse("portal:receipt_lookup"), said).content.decode()


def test_a_code_by_mail_confirms_once_it_comes_back(client, decision):
    sent = say(decision, name="王小明", contact="wang@example.com")
    assert "获取验证码" in posted(client, sent.code, "show")
    assert "验证码已发出" in posted(client, sent.code, "ask_code")
    assert not mail.outbox
    outbox.run_waiting()
    (letter,) = mail.outbox
    assert letter.to == ["wang@example.com"]
    digits = confirming.code(sent.submission, 1)
    assert digits in letter.body
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    assert "验证码不正确" in posted(client, sent.code, "confirm", digits=wrong)
    assert "联系方式已确认" in posted(client, sent.code, "confirm", digits=f" {digits} ")
    said = Submission.objects.get()
    assert said.confirmation.confirmed_at
    assert said.identity == "registered"


def test_a_code_goes_to_a_phone_as_a_file_in_a_demo(client, decision, settings, tmp_path):
    settings.VAR = tmp_path
    sent = say(decision, name="王小明", contact="+86 138 0000 0000")
    posted(client, sent.code, "ask_code")
    outbox.run_waiting()
    (message,) = (tmp_path / "sms").iterdir()
    assert message.name.endswith("-13800000000.txt")
    assert confirming.code(sent.submission, 1) in message.read_text()


def test_a_code_goes_to_an_offices_gateway(settings):
    heard = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *given):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_SENDER = "workflows.confirming.phones.Webhook"
    settings.SMS_WEBHOOK_URL = f"http://127.0.0.1:{server.server_port}/sms"
    settings.SMS_WEBHOOK_TOKEN = "let-me-in"
    phones.send("13800000000", "验证码")
    server.shutdown()
    server.server_close()
    assert heard == [("Bearer let-me-in", {"number": "13800000000", "text": "验证码"})]


def test_five_wrong_tries_use_a_code_up_and_a_new_one_works(client, decision, travel):
    sent = say(decision, name="王小明", contact="wang@example.com")
    posted(client, sent.code, "ask_code")
    for _each in range(confirming.TRIES):
        posted(client, sent.code, "confirm", digits="x")
    right = confirming.code(sent.submission, 1)
    assert "验证码已失效" in posted(client, sent.code, "confirm", digits=right)
    assert "一分钟后" in posted(client, sent.code, "ask_code")
    travel.shift(timedelta(minutes=2))
    posted(client, sent.code, "ask_code")
    assert right != confirming.code(sent.submission, 2)
    page = posted(client, sent.code, "confirm", digits=confirming.code(sent.submission, 2))
    assert "联系方式已确认" in page


def test_a_late_code_does_not_count_and_three_rounds_are_enough(client, decision, travel):
    sent = say(decision, name="王小明", contact="wang@example.com")
    posted(client, sent.code, "ask_code")
    travel.shift(confirming.LASTS)
    late = posted(client, sent.code, "confirm", digits=confirming.code(sent.submission, 1))
    assert "验证码已失效" in late
    for _each in range(confirming.ROUNDS - 1):
        travel.shift(timedelta(minutes=2))
        assert "验证码已发出" in posted(client, sent.code, "ask_code")
    travel.shift(timedelta(minutes=2))
    assert "已发送三次" in posted(client, sent.code, "ask_code")


def test_what_is_no_phone_and_no_mail_is_registered_all_the_same(client, decision):
    sent = say(decision, name="王小明", contact="村口王家")
    assert Submission.objects.get().identity == "registered"
    page = posted(client, sent.code, "show")
    assert "获取验证码" not in page
    assert "没有留下" in posted(client, sent.code, "ask_code")


@pytest.mark.parametrize(
    ("contact", "number"),
    [
        ("13800000000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("００８６１３８００００００００", "13800000000"),
        ("0571-88880000", ""),
        ("23800000000", ""),
        ("微信 abc", ""),
    ],
)
def test_a_mobile_number_is_read_as_people_write_it(contact, number):
    assert phones.number(contact) == number


def test_the_code_stands_nowhere_in_the_rows(client, decision):
    sent = say(decision, contact="wang@example.com", name="王")
    posted(client, sent.code, "ask_code")
    code = confirming.code(sent.submission, 1)
    job = outbox.Job.objects.get(kind=confirming.KIND)
    assert code not in json.dumps(job.payload)
