from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from models import accounts, db, passwords, throttles
from tests.conftest import PASSWORD
from tests.pages import parsed
from web.languages import LANGUAGES

NEW = "mavi kalem 19"


class TestRegister:
    def test_makes_an_account_and_signs_it_in(self, app, client):
        answer = client.post("/register", {"login": "Dilara", "password": PASSWORD, "role": "learner"})
        assert (answer.status_code, answer.location) == (303, "/")
        assert found(app, "dilara").role == "learner"
        assert client.get("/settings").status_code == 200

    def test_lets_a_teacher_say_so(self, app, client):
        client.post("/register", {"login": "gul", "password": PASSWORD, "role": "teacher"})
        assert found(app, "gul").role == "teacher"

    @pytest.mark.parametrize("role", ["admin", "visitor", "", "TEACHER"])
    def test_makes_nobody_more_than_that(self, app, client, role):
        client.post("/register", {"login": "mallory", "password": PASSWORD, "role": role})
        assert found(app, "mallory").role == "learner"

    def test_ignores_fields_it_does_not_show(self, app, client):
        extra = {"epoch": 7, "id": 1, "disabled": "1", "zone": "Mars/Base", "shortcuts": "", "password_hash": "x"}
        client.post("/register", {"login": "mallory", "password": PASSWORD, "role": "learner", **extra})
        made = found(app, "mallory")
        assert made.epoch != 7
        assert (made.disabled, made.zone, made.shortcuts) == (False, "Europe/Istanbul", True)

    def test_says_every_mistake_beside_its_field_and_keeps_what_was_typed(self, client):
        page = client.post("/register", {"login": "a b", "name": "Ayşe", "password": "short", "role": "teacher"}).text
        assert 'id="login-error"' in page
        assert 'id="password-error"' in page
        assert 'value="a b"' in page
        assert 'value="Ayşe"' in page
        assert "short</" not in page
        assert 'value="short"' not in page

    @pytest.mark.parametrize("taken", ["bob", "BOB", " Bob ", "ｂｏｂ"])
    def test_refuses_a_name_that_is_taken_in_any_spelling(self, client, bob, taken):
        page = client.post("/register", {"login": taken, "password": PASSWORD, "role": "learner"}, headers=ENGLISH)
        assert "Someone has this name already" in page.text

    def test_refuses_a_password_anyone_would_try(self, client):
        page = client.post("/register", {"login": "dilara", "password": "galatasaray1905"}, headers=ENGLISH).text
        assert "first that anyone would try" in page

    def test_lets_a_whole_school_come_at_once_but_not_a_machine(self, app, browser, monkeypatch):
        assert throttles.REGISTER.most >= 400
        monkeypatch.setattr(throttles, "REGISTER", replace(throttles.REGISTER, most=20))
        assert [register(browser, number) for number in range(21)] == [303] * 20 + [429]

    def test_slips_of_the_pen_use_up_nothing(self, app, browser, monkeypatch):
        monkeypatch.setattr(throttles, "REGISTER", replace(throttles.REGISTER, most=3))
        for _ in range(5):
            assert browser().post("/register", {"login": "gul", "password": "kısa"}).status_code == 200
        assert register(browser, 1) == 303

    def test_speaks_the_language_of_the_browser_from_then_on(self, app, client):
        client.post("/register", {"login": "dilara", "password": PASSWORD, "role": "learner"}, headers=ENGLISH)
        assert found(app, "dilara").lang == "en"

    @pytest.mark.parametrize(("lang", "zone"), [("tr", "Europe/Istanbul"), ("az", "Asia/Baku")])
    def test_counts_days_where_the_readers_of_that_language_live(self, app, client, lang, zone):
        fields = {"login": "dilara", "password": PASSWORD, "role": "learner"}
        client.post("/register", fields, headers={"Accept-Language": lang})
        assert found(app, "dilara").zone == zone


class TestTheFormForANewAccount:
    @pytest.mark.parametrize(("address", "role"), [("", "learner"), ("?role=teacher", "teacher"), ("?role=x", None)])
    def test_offers_the_role_of_the_link_that_led_to_it(self, client, address, role):
        page = parsed(client.get(f"/register{address}").text)
        chosen = [
            f.get("value") for f in page.iter("input") if f.get("name") == "role" and f.get("checked") is not None
        ]
        assert chosen == ([role] if role else [])

    def test_leads_a_teacher_to_their_classes(self, client):
        account = {"login": "dilara", "password": PASSWORD, "role": "teacher"}
        assert client.post("/register", account).location == "/classes"


class TestSignIn:
    def test_goes_on_to_the_page_one_wanted(self, client, bob):
        wanted = client.get("/settings").location
        assert wanted == "/sign-in?next=/settings"
        assert client.post(wanted, credentials()).location == "/settings"

    @pytest.mark.parametrize("spelled", ["bob", "BOB", "  bob", "Bob ", "ｂｏｂ"])
    def test_takes_the_name_in_any_spelling(self, client, bob, spelled):
        assert client.post("/sign-in", {"login": spelled, "password": PASSWORD}).status_code == 303

    def test_takes_a_password_whose_letters_come_in_two_parts(self, client, person):
        person("gul", "g\u00fcl bah\u00e7esi")
        assert client.post("/sign-in", {"login": "gul", "password": "gu\u0308l bahc\u0327esi"}).status_code == 303

    def test_says_the_same_of_an_unknown_name_as_of_a_wrong_password(self, client, bob, noise):
        wrong = client.post("/sign-in", {"login": "bob", "password": NEW}, headers=ENGLISH)
        unknown = client.post("/sign-in", {"login": "bok", "password": NEW}, headers=ENGLISH)
        assert wrong.status_code == unknown.status_code
        assert unsigned(wrong.text) == unsigned(unknown.text.replace("bok", "bob"))
        assert "do not belong together" in wrong.text

    def test_hashes_as_much_for_an_unknown_name(self, app, monkeypatch, client, bob):
        hashed = []
        real = passwords.PasswordHasher.verify
        monkeypatch.setattr(
            passwords.PasswordHasher, "verify", lambda *a: hashed.append(a[1].split("$")[3]) or real(*a)
        )
        client.post("/sign-in", {"login": "bob", "password": NEW})
        client.post("/sign-in", {"login": "nobody-here", "password": NEW})
        assert hashed == ["m=8,t=2,p=1"] * 2

    def test_refuses_a_disabled_account_in_the_same_words(self, app, client, bob):
        wrong = client.post("/sign-in", {"login": "bob", "password": NEW})
        change(app, bob, accounts.disable)
        assert unsigned(client.post("/sign-in", credentials()).text) == unsigned(wrong.text)

    def test_begins_a_session_of_its_own(self, client, bob):
        client.get("/sign-in")
        before = client.session() | {"planted": "x"}
        with client.raw.session_transaction() as session:
            session.update(before)
        client.post("/sign-in", credentials())
        after = client.session()
        assert "planted" not in after
        assert after.get("csrf_token") != before["csrf_token"]

    def test_ends_with_the_browser_unless_asked_to_last(self, client, browser, bob):
        short = client.post("/sign-in", credentials())
        assert "Expires" not in short.headers["Set-Cookie"]
        long = browser().post("/sign-in", credentials() | {"remember": "y"})
        assert "Expires" in long.headers["Set-Cookie"]


class TestThrottling:
    def test_lets_a_class_of_forty_in_from_one_address_within_a_minute(self, app, clock, browser, person):
        answers = []
        for number in range(40):
            person(f"student{number}")
            answers.append(browser().post("/sign-in", credentials(f"student{number}")).status_code)
            clock.advance(seconds=1)
        assert answers == [303] * 40

    def test_stops_one_password_over_five_hundred_accounts(self, app, client, monkeypatch):
        monkeypatch.setattr(throttles, "SIGN_IN_ADDRESS", replace(throttles.SIGN_IN_ADDRESS, most=60))
        answers = [client.post("/sign-in", {"login": f"victim{n}", "password": NEW}).status_code for n in range(80)]
        assert answers == [200] * 60 + [429] * 20

    def test_stops_many_passwords_for_one_account(self, client, bob):
        answers = [client.post("/sign-in", credentials(password=f"guess {n} x")).status_code for n in range(15)]
        assert answers == [200] * 10 + [429] * 5

    def test_does_not_lock_the_owner_out_who_comes_from_elsewhere(self, client, browser, bob):
        for number in range(15):
            client.post("/sign-in", credentials(password=f"guess {number} x"))
        elsewhere = browser(REMOTE_ADDR="192.0.2.9")
        assert elsewhere.post("/sign-in", credentials()).status_code == 303

    def test_does_not_lock_the_owner_out_of_a_browser_known_to_be_theirs(self, client, browser, bob):
        own = browser()
        own.post("/sign-in", credentials())
        own.post("/sign-out")
        for number in range(15):
            client.post("/sign-in", credentials(password=f"guess {number} x"))
        assert client.post("/sign-in", credentials()).status_code == 429
        assert own.post("/sign-in", credentials()).status_code == 303

    def test_stops_many_passwords_in_a_known_browser_too(self, client, bob):
        client.post("/sign-in", credentials())
        client.post("/sign-out")
        answers = [client.post("/sign-in", credentials(password=f"guess {n} x")).status_code for n in range(15)]
        assert answers == [200] * 10 + [429] * 5

    def test_knows_a_browser_for_its_own_accounts_alone(self, client, browser, bob, charlie):
        client.post("/sign-in", credentials("charlie"))
        client.post("/sign-out")
        for number in range(15):
            browser().post("/sign-in", credentials(password=f"guess {number} x"))
        assert client.post("/sign-in", credentials()).status_code == 429

    def test_ends_by_itself(self, client, clock, bob):
        for number in range(15):
            client.post("/sign-in", credentials(password=f"guess {number} x"))
        clock.advance(minutes=16)
        assert client.post("/sign-in", credentials()).status_code == 303

    def test_believes_no_forwarded_address_without_a_proxy(self, client, bob):
        answers = [
            client.post(
                "/sign-in", credentials(password="wrong one 1"), headers={"X-Forwarded-For": f"198.51.100.{n}"}
            )
            for n in range(12)
        ]
        assert answers[-1].status_code == 429

    def test_counts_for_one_s_own_password_too(self, as_bob):
        answers = [as_bob.post("/settings/delete", {"current": f"guess {n} x"}).status_code for n in range(12)]
        assert answers == [200] * 10 + [429] * 2


class TestSignOut:
    def test_ends_this_session_even_for_who_copied_its_cookie(self, client, browser, bob):
        client.post("/sign-in", credentials())
        cookie = client.cookie()
        assert client.post("/sign-out").location == "/"
        thief = browser()
        thief.steal(cookie)
        assert thief.get("/settings").status_code == 303

    def test_does_not_sign_a_copied_cookie_anew(self, client, browser, bob):
        client.post("/sign-in", credentials() | {"remember": "y"})
        cookie = client.cookie()
        client.post("/sign-out")
        thief = browser()
        thief.steal(cookie)
        thief.get("/progress")
        assert "_user_id" not in thief.session()

    def test_leaves_other_devices_alone(self, browser, bob):
        phone, desk = browser(), browser()
        phone.post("/sign-in", credentials())
        desk.post("/sign-in", credentials())
        phone.post("/sign-out")
        assert desk.get("/settings").status_code == 200

    def test_keeps_the_language(self, client, bob):
        client.post("/language", {"lang": "en"})
        client.post("/sign-in", credentials())
        client.post("/sign-out")
        assert 'lang="en"' in client.get("/about").text


class TestSignOutEverywhere:
    def test_ends_every_session(self, app, browser, bob):
        phone, desk = browser(bob), browser(bob)
        cookie = desk.cookie()
        assert phone.post("/sign-out-everywhere").status_code == 303
        thief = browser()
        thief.steal(cookie)
        assert [b.get("/settings").status_code for b in (phone, desk, thief)] == [303, 303, 303]

    def test_leaves_others_signed_in(self, browser, bob, as_charlie):
        browser(bob).post("/sign-out-everywhere")
        assert as_charlie.get("/settings").status_code == 200


class TestSettings:
    def test_are_kept(self, app, as_bob, bob):
        fields = {"name": "  Bob  B. ", "lang": "tr", "zone": "Asia/Baku"}
        assert as_bob.post("/settings", fields).status_code == 303
        kept = found(app, "bob")
        assert (kept.name, kept.lang, kept.zone, kept.shortcuts) == ("Bob B.", "tr", "Asia/Baku", False)
        assert 'lang="tr"' in as_bob.get("/settings").text

    @pytest.mark.parametrize("field", ["lang", "zone"])
    def test_take_only_what_is_offered(self, app, as_bob, field):
        page = as_bob.post("/settings", {"name": "B", "lang": "en", "zone": "Asia/Baku", field: "../etc/passwd"})
        assert f'id="{field}-error"' in page.text
        assert found(app, "bob").name == "Bob Student"

    def test_do_not_change_what_they_do_not_show(self, app, as_bob):
        as_bob.post("/settings", {"name": "B", "lang": "en", "zone": "Asia/Baku", "role": "admin", "login": "root"})
        assert (found(app, "bob").role, found(app, "bob").login) == ("learner", "bob")

    def test_show_a_name_as_text(self, as_bob):
        as_bob.post("/settings", {"name": "<script>alert(1)</script>", "lang": "en", "zone": "Asia/Baku"})
        assert "<script>alert" not in as_bob.get("/settings").text


class TestPassword:
    def test_changes_and_ends_the_other_sessions_only(self, client, browser, as_bob, bob):
        other = browser(bob)
        assert as_bob.post("/settings/password", {"current": PASSWORD, "new": NEW}).location == "/settings"
        assert as_bob.get("/settings").status_code == 200
        assert other.get("/settings").status_code == 303
        assert client.post("/sign-in", credentials(password=NEW)).status_code == 303

    def test_stays_when_the_old_one_is_wrong(self, client, as_bob):
        page = as_bob.post("/settings/password", {"current": NEW, "new": NEW})
        assert 'id="current-error"' in page.text
        assert client.post("/sign-in", credentials()).status_code == 303

    @pytest.mark.parametrize("new", ["short", "12345678", "ş" * 513, "bob bob bob"[:8]])
    def test_stays_when_the_new_one_is_no_good(self, as_bob, new):
        page = as_bob.post("/settings/password", {"current": PASSWORD, "new": new})
        assert ('id="new-error"' in page.text) == (new != "bob bob ")


class TestDelete:
    def test_erases_the_account_and_signs_out(self, app, as_bob, noise):
        assert as_bob.post("/settings/delete", {"current": PASSWORD}).location == "/"
        assert found(app, "bob") is None
        assert as_bob.get("/settings").status_code == 303

    def test_asks_for_the_password(self, app, as_bob):
        assert 'id="current-error"' in as_bob.post("/settings/delete", {"current": NEW}).text
        assert found(app, "bob") is not None

    def test_leaves_others_alone(self, app, as_bob, charlie):
        as_bob.post("/settings/delete", {"current": PASSWORD})
        assert found(app, "charlie") is not None


class TestData:
    def test_is_everything_kept_about_one_and_no_secret(self, as_bob, noise):
        answer = as_bob.get("/settings/data")
        kept = json.loads(answer.text)
        assert [row["login"] for row in kept["account"]] == ["bob"]
        assert "argon2" not in answer.text
        assert answer.headers["Content-Disposition"] == "attachment; filename=varaka.json"


class TestLanguage:
    def test_follows_the_browser_then_the_session_then_the_account(self, client, browser, bob):
        assert 'lang="tr"' in client.get("/about").text
        assert 'lang="en"' in client.get("/about", headers={"Accept-Language": "en-GB,en;q=0.8,tr;q=0.5"}).text
        client.post("/language", {"lang": "en", "next": "/about"})
        assert 'lang="en"' in client.get("/about", headers={"Accept-Language": "tr"}).text
        assert 'lang="en"' in browser(bob).get("/about", headers={"Accept-Language": "tr"}).text

    @pytest.mark.parametrize("accepted", ["az", "az-AZ,tr;q=0.9,en;q=0.8", "az-Latn-AZ;q=0.8,ru;q=0.9"])
    def test_is_azerbaijani_for_a_browser_that_asks_for_it(self, client, accepted):
        assert '<html lang="az">' in client.get("/about", headers={"Accept-Language": accepted}).text

    def test_is_chosen_among_all_there_are(self, client):
        page = parsed(client.get("/about").text)
        offered = {b.get("value"): b.get("aria-label") for b in page.iter("button") if b.get("name") == "lang"}
        assert offered == {code: f"{code.upper()}, {name}" for code, name in LANGUAGES.items()}

    def test_is_kept_in_the_account(self, app, as_bob):
        as_bob.post("/language", {"lang": "tr"})
        assert found(app, "bob").lang == "tr"

    @pytest.mark.parametrize("lang", ["", "xx", "TR", "tr\n", "en'--"])
    def test_is_one_we_speak(self, app, as_bob, lang):
        assert as_bob.post("/language", {"lang": lang}).status_code == 303
        assert found(app, "bob").lang == "en"


ENGLISH = {"Accept-Language": "en"}


def credentials(login: str = "bob", password: str = PASSWORD) -> dict[str, str]:
    return {"login": login, "password": password}


def register(browser, number: int) -> int:
    fields = {"login": f"pupil{number}", "password": PASSWORD, "role": "learner"}
    return browser().post("/register", fields).status_code


def found(app, login: str) -> accounts.Account | None:
    with app.app_context():
        return accounts.find_by_login(login)


def change(app, account, work) -> None:
    with app.app_context():
        work(db.session.merge(account))
        db.session.commit()


def unsigned(page: str) -> str:
    """A page without the tokens in its forms, which differ from one second to the next."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)
