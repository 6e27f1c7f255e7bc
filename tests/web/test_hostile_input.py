"""Nothing that anyone can send ends in an error of ours: no answer above 499, on either database."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import classes, db, tables_in_order
from tests.conftest import NOW
from tests.learning import BANK, CARDS, begin_quiz, card_key
from tests.pages import parsed
from tests.web.test_permissions import path_of, rules
from tests.web.test_security import one_allowed, person_gone
from web.inputs import LARGEST, whole_number

HUGE = "x" * 1_000_000

HOSTILE = [
    "", " ", "\x00", "a\x00b", "\ufffd", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", b"%ED%A0%80", "\u202e", "\u200b",
    "a\r\nSet-Cookie: x=1", "١٢", "１２", "1_000", "-1", "0x10", "1e999", "nan", "9" * 18, "9" * 30, "9" * 5000, str(2**31), str(2**63),
    "'; DROP TABLE account; --", '" OR 1=1 --', "{{ 7*7 }}", "${7*7}", "<script>alert(1)</script>", "../../etc/passwd",
    "%s%n%(x)s", "İIıi", "ﬁ", "👩‍👩‍👧", "e" + "\u0301" * 3000, "[]", "null", HUGE,
]  # fmt: skip

#: the ones that are sent in one field alone, too
NASTIEST = ["a\x00b", b"\xff\xfe", "9" * 30]

CAREFUL = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class TestEveryFieldOfEveryForm:
    """Each field any page shows, sent back with each of these in it."""

    def test_takes_anything_without_an_error_of_ours(self, app, browser, person):
        for rule in rules(app):
            if "POST" not in rule.methods:
                continue
            fields = fields_of(app, browser, person, rule)
            for value in HOSTILE[:-1]:
                send(browser, person, app, rule, dict.fromkeys(fields, value))
            # In every field it would be more than any form may hold, and nobody would look at it.
            send(browser, person, app, rule, {fields[0]: HUGE})
            for field, value in product(fields, NASTIEST):
                send(browser, person, app, rule, {field: value})
            person_gone(app)

    @CAREFUL
    @given(data=st.data())
    def test_takes_any_text(self, app, browser, person, data):
        person_gone(app)
        rule = data.draw(st.sampled_from([rule for rule in rules(app) if "POST" in rule.methods]))
        fields = fields_of(app, browser, person, rule)
        send(browser, person, app, rule, {field: data.draw(anything) for field in fields})

    def test_leaves_nothing_impossible_in_the_database(self, app, client):
        for value in HOSTILE[:-1]:
            client.post("/register", {"login": "mallory", "password": "a fair password", "name": value, "role": value})
        with app.app_context():
            stored = [repr(db.session.execute(table.select()).all()) for table in tables_in_order()]
        assert not any("\\x00" in rows or "\\ud800" in rows for rows in stored)


class TestWhatIsThere:
    """The same, where a quiz, a card, a class and a try are really there to be hurt."""

    def test_takes_anything_without_an_error_of_ours(self, app, as_alice, as_bob, client, alice):
        with app.app_context():
            group = classes.create(alice, "10/B", now=NOW).id
            db.session.commit()
        assign = {"topic": f"{BANK}|batum", "length": "5", "due": "2026-11-30"}
        as_alice.post(f"/classes/{group}/assign", assign)
        for number, value in enumerate(HOSTILE):
            place = number % 5 + 1
            if place == 1:
                client.post(f"/try/{BANK}")
                path = begin_quiz(as_bob, families=("typed", "choice")[number % 2])
            typed = {"answer": value, "ms": value}
            sent = [
                as_bob.post(f"{path}/{place}", typed),
                client.post(f"/try/{place}", typed),
                as_bob.post(CARDS, {"key": card_key(as_bob.get(CARDS).text), "grade": value, "ms": value}),
                as_bob.post(CARDS, {"key": value, "grade": "3"}),
                as_bob.post(f"/banks/{BANK}/quiz", dict.fromkeys(("topics", "length", "families"), value)),
                *(as_alice.post(f"/classes/{group}/assign", {**assign, field: value}) for field in assign),
            ]
            assert max(answer.status_code for answer in sent) < 500, repr(value)[:80]
            assert as_bob.get(f"{path}/{place}").status_code < 400


class TestEveryAddress:
    @pytest.mark.parametrize(
        "value",
        [
            "%00",
            "%ED%A0%80",
            "9" * 30,
            "9" * 5000,
            "-1",
            "%F0%9F%91%BB",
            "..%2f..%2fapp.py",
            "%0d%0aX:%201",
            "a" * 3000,
        ],
    )
    def test_takes_anything_without_an_error_of_ours(self, app, browser, person, value):
        for rule in rules(app):
            if "GET" in rule.methods and rule.arguments:
                path = path_of(rule).replace("nowhere", value).replace("999999", value)
                assert browser(one_allowed(rule, person)).get(path).status_code < 500, path
                person_gone(app)

    @pytest.mark.parametrize(
        "query",
        ["next=%00", "next=%ED%A0%80", "x=" + "9" * 40, "x=1%5f000" * 5, "%00=1", "a=" + "b" * 100_000, "&&&===%%%"],
    )
    def test_takes_any_question_mark_part(self, app, browser, person, query):
        for rule in rules(app):
            if "GET" in rule.methods:
                assert browser(one_allowed(rule, person)).get(f"{path_of(rule)}?{query}").status_code < 500
                person_gone(app)

    def test_refuses_numbers_beyond_every_column(self, client):
        assert client.get("/about?page=" + "9" * 30).status_code == 400
        assert client.get(f"/try/{2**63}").status_code == 400


class TestOtherBodies:
    @pytest.mark.parametrize(
        "body", ["{", "[[", "\x00", json.dumps({"a": "\ud800"}), json.dumps(["\x00"]), "[" * 5000, "9" * 5000]
    )
    def test_of_json_are_refused_or_not_looked_at(self, as_bob, body):
        headers = {"X-CSRFToken": as_bob.token()}
        answer = as_bob.open("/settings", method="POST", data=body, content_type="application/json", headers=headers)
        assert answer.status_code in (200, 400)

    def test_of_many_fields_are_too_much(self, as_bob):
        fields = {f"field{number}": "x" for number in range(20_000)}
        assert as_bob.post("/settings", fields).status_code == 413

    def test_of_many_parts_are_too_much(self, as_bob):
        part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
        answer = as_bob.open(
            "/settings", method="POST", data=part * 3000 + "--b--\r\n", content_type="multipart/form-data; boundary=b"
        )
        assert answer.status_code == 413

    @pytest.mark.parametrize(
        "kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "a/b; charset=nonsense", ""]
    )
    def test_of_any_kind_are_refused(self, as_bob, kind):
        assert as_bob.open("/settings", method="POST", data=b"\xff\x00" * 50, content_type=kind).status_code in (
            400,
            413,
        )


class TestHeaders:
    @pytest.mark.parametrize(("name", "value"), [
        ("Accept-Language", "\xff;q=x,,tr;q=9e99,*" * 50), ("Cookie", "varaka=x; varaka=\xff; =; ;"), ("Host", "]["), ("Host", "a b"),
        ("Referer", "\xff"), ("X-Forwarded-For", "x" * 9000), ("Range", "bytes=9-1"), ("If-None-Match", '"' * 50), ("Content-Length", "x"),
    ])  # fmt: skip
    def test_of_any_kind_are_no_error_of_ours(self, client, name, value):
        assert client.get("/about", headers={name: value}).status_code < 500

    @pytest.mark.parametrize("user", ["1", "1.", ".", "1.0.0", "٣.٠", "-1.0", "9" * 30 + ".0", "1.x", ""])
    def test_of_a_session_that_we_never_made_are_a_visitor_s(self, client, user):
        with client.raw.session_transaction() as session:
            session["_user_id"] = user
        assert client.get("/settings").status_code == 303


class TestAWholeNumber:
    @given(st.integers(0, LARGEST))
    def test_is_read_as_written(self, number):
        assert whole_number(str(number)) == number

    @given(st.text(max_size=25))
    def test_is_within_bounds_or_none(self, text):
        number = whole_number(text, most=2**31)
        assert number is None or (
            (0 <= number <= 2**31 and str(number) == text.lstrip("0").rjust(1, "0")) or text.startswith("-0")
        )


#: texts, and bytes that are no text
anything = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\x00\u202e\u200bİIı1_９\ufffd'\"<{%\r\n ", max_size=30),
    st.binary(max_size=40),
    st.integers().map(str),
    st.sampled_from(HOSTILE[:-1]),
)


def fields_of(app, browser, person, rule) -> list[str]:
    """The names of the fields this address's page shows, and some that it might take."""
    known = {"next", "lang", "code", "grade", "answer", "client_key", "x"}
    client = browser(one_allowed(rule, person))
    page = client.get(path_of(rule))
    person_gone(app)
    if page.status_code == 200 and page.mimetype == "text/html":
        found = parsed(page.text)
        known |= {f.get("name") for kind in ("input", "select", "textarea") for f in found.iter(kind)} - {None}
    return sorted(known - {"csrf_token"})


def send(browser, person, app, rule, fields) -> None:
    client = browser(one_allowed(rule, somebody(person, app)))
    answer = client.post(path_of(rule), fields)
    assert answer.status_code < 500, f"{rule} {str(fields)[:200]} answered {answer.status}"


def somebody(person, app):
    """A maker of accounts that gives back the one it made before."""
    from models import accounts

    def made(login: str, **values):
        with app.app_context():
            found = accounts.find_by_login(login)
        return found or person(login, **values)

    return made
