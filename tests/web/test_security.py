from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import create_app
from models import Base, db, tables_in_order, throttles
from tests.conftest import CHEAP_KIB, PASSWORD
from tests.web.test_permissions import path_of, rules
from web import errors
from web.permissions import TABLE, VISITOR
from web.security import is_loopback, safe_next
from web.settings import UnsafeSettings

HOUSE = Path(__file__).parents[2]

#: from the bad-URL lists of Django and CTFd, and what browsers are known to rewrite
ELSEWHERE = [
    "http://evil.example", "https://evil.example/", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "http:evil.example",
    "http:///evil.example", "https:/evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "ftp://evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example",
    " //evil.example", "\x00//evil.example", "/\x0b/evil.example", "evil.example", "", ".", "..", "?next=//x",
    "#//x", "http://[::1", "//[", "/a\r\nSet-Cookie: x=1", "\ud800", "/\u2028/x", "/ﾠ\u200b/x", "/" + "a" * 3000,
]  # fmt: skip


class TestNext:
    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_never_leads_elsewhere(self, app, target):
        with app.test_request_context():
            assert safe_next(target) == "/"

    @pytest.mark.parametrize("target", ["/", "/settings", "/banks/x?topic=a%20b#top", "/a//b", "/a:b", "/@me"])
    def test_leads_to_any_page_of_ours(self, app, target):
        with app.test_request_context():
            assert safe_next(target) == target

    @pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
    def test_is_looked_at_wherever_it_is_used(self, client, bob, target):
        fields = {"login": "bob", "password": PASSWORD}
        assert client.post("/language", {"lang": "en", "next": target}).location == "/"
        assert client.post("/sign-in", fields, query_string={"next": target}).location == "/"
        assert client.get("/sign-in", query_string={"next": target}).location == "/"

    @given(st.text(alphabet="/\\:.@?#%\t\n\r e\x00évil\u2028", max_size=12))
    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @example("/\\/x")
    def test_is_one_slash_and_no_host_whatever_comes(self, app, target):
        with app.test_request_context():
            result = safe_next(target)
        assert result.startswith("/")
        assert result[1:2] not in ("/", "\\")
        assert result.isascii()
        assert result.isprintable()


class TestForgery:
    """Every form that changes something wants the token of this very session."""

    def test_is_refused_on_every_route(self, app, browser, person):
        for rule, method in changing(app):
            answer = browser(one_allowed(rule, person)).open(path_of(rule), method=method, data={"x": "y"})
            assert answer.status_code == 400, f"{method} {rule}"
            person_gone(app)

    def test_is_refused_with_another_session_s_token(self, as_bob, browser, charlie):
        other = browser(charlie)
        with other.raw.session_transaction() as session:
            session["csrf_token"] = "ab" * 20
        answer = as_bob.post("/settings", {"name": "Evil", "csrf_token": other.token()})
        assert answer.status_code == 400

    @pytest.mark.parametrize("token", ["", "x", "null", "\x00", "ş" * 5000])
    def test_is_refused_with_any_other_token(self, as_bob, token):
        assert as_bob.post("/sign-out-everywhere", {"csrf_token": token}).status_code == 400

    def test_of_a_stale_form_of_our_own_loses_nothing_that_was_typed(self, as_bob):
        path, typed = "/settings", {"name": "Leyla", "csrf_token": "stale"}
        own = as_bob.post(path, typed, headers={"Origin": "http://localhost"})
        assert own.status_code == 400
        assert 'name="name" value="Leyla"' in own.text
        for origin in ("http://evil.example", "http://localhost.evil.example", "null", ""):
            foreign = as_bob.post(path, typed, headers={"Origin": origin})
            assert foreign.status_code == 400
            assert "Leyla" not in foreign.text

    def test_is_told_from_a_lost_cookie_on_a_plain_http_address(self, client):
        answer = client.post(
            "/language", base_url="http://school.example", token=False, headers={"Accept-Language": "en"}
        )
        assert "VARAKA_INSECURE_COOKIES" in answer.text


class TestAStranger:
    """Who sits at one address uses up what is theirs, and nothing that others have elsewhere."""

    def test_locks_nobody_out_by_guessing(self, client, browser, clock, bob):
        for number in range(throttles.SIGN_IN_ANYWHERE.most + 20):
            client.post("/sign-in", {"login": "bob", "password": f"guess {number} x"})
            clock.advance(seconds=5)
        elsewhere = browser(REMOTE_ADDR="192.0.2.9")
        assert elsewhere.post("/sign-in", {"login": "bob", "password": PASSWORD}).status_code == 303

    def test_uses_up_no_school_s_tries_by_guessing_codes(self, as_charlie, as_bob, monkeypatch):
        monkeypatch.setattr(throttles, "JOIN_CODE_ADDRESS", replace(throttles.JOIN_CODE_ADDRESS, most=40))
        for number in range(throttles.JOIN_CODE_ADDRESS.most + 20):
            as_charlie.post("/classes/join", {"code": f"AAA-{number:03}"})
        assert as_bob.post("/classes/join", {"code": "TRB-418"}).status_code == 302


class TestReading:
    def test_changes_nothing(self, app, browser, person):
        for rule in [rule for rule in rules(app) if "GET" in rule.methods]:
            client = browser(one_allowed(rule, person))
            before = fingerprint(app)
            client.get(path_of(rule))
            assert fingerprint(app) == before, f"GET {rule}"
            person_gone(app)

    def test_a_page_signed_in_asks_the_database_once_who_it_is(self, app, as_bob, statements):
        with statements(app) as seen:
            as_bob.get("/about")
        assert [s for s in seen if "FROM account" in s] == seen
        assert len(seen) == 1


class TestHeaders:
    def test_keep_pages_of_members_out_of_every_cache(self, as_bob):
        assert as_bob.get("/settings").headers["Cache-Control"] == "no-store"
        assert as_bob.get("/settings/data").headers["Cache-Control"] == "no-store"

    def test_ask_for_https_only_where_it_is(self, client):
        assert "Strict-Transport-Security" not in client.get("/about").headers
        assert "Strict-Transport-Security" in client.get("/about", base_url="https://school.example").headers

    def test_come_with_errors_too(self, client):
        assert client.get("/nowhere").headers["Referrer-Policy"] == "same-origin"


class TestTheCookie:
    def test_is_bound_to_its_host_and_https(self, client):
        cookie = client.get("/about", base_url="https://school.example").headers["Set-Cookie"]
        assert cookie.startswith("__Host-varaka=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie

    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "varaka.localhost"])
    def test_works_on_one_s_own_machine(self, client, host):
        cookie = client.get("/about", base_url=f"http://{host}").headers["Set-Cookie"]
        assert cookie.startswith("varaka=")
        assert "Secure" not in cookie
        assert "HttpOnly" in cookie

    def test_is_never_sent_in_the_clear_to_another_machine(self, client):
        assert "Secure" in client.get("/about", base_url="http://192.168.1.5:8000").headers["Set-Cookie"]

    def test_is_sent_in_the_clear_where_the_owner_says_so(self, app, client):
        app.config["VARAKA_INSECURE_COOKIES"] = True
        assert "Secure" not in client.get("/about", base_url="http://192.168.1.5:8000").headers["Set-Cookie"]

    @pytest.mark.parametrize(
        "host", ["", "[", "]:x", "evil.example", "127.0.0.1.evil.example", "localhost.evil", "x@localhost:y"]
    )
    def test_knows_its_own_machine_by_name(self, host):
        assert is_loopback(host) is (host == "x@localhost:y")


class TestErrors:
    @pytest.mark.parametrize(("path", "method", "code"), [
        ("/nowhere", "GET", 404), ("/sign-out", "GET", 405), ("/register", "DELETE", 405), ("/a\x00b", "GET", 400),
        ("/static/nowhere.css", "GET", 404), ("/static/../app.py", "GET", 404),
    ])  # fmt: skip
    def test_are_pages_of_ours(self, client, path, method, code):
        answer = client.open(path, method=method)
        assert answer.status_code == code
        assert "<h1>" in answer.text

    def test_name_the_methods_that_are_allowed(self, client):
        assert client.get("/sign-out").headers["Allow"].split(", ") in (["POST", "OPTIONS"], ["OPTIONS", "POST"])

    def test_of_our_own_show_a_page_and_no_inside(self, app, as_bob, monkeypatch):
        app.config["TESTING"] = app.config["PROPAGATE_EXCEPTIONS"] = False
        monkeypatch.setitem(app.view_functions, "home.about", lambda: 1 / 0)
        answer = as_bob.get("/about")
        assert answer.status_code == 500
        assert "ZeroDivision" not in answer.text

    def test_of_size_say_so(self, client):
        answer = client.post("/register", {"login": "x" * (2 << 20)}, token=False)
        assert answer.status_code == 413


class TestACookieSent:
    def test_is_not_replaced_by_a_form_of_another_site(self, app, bob):
        stranger = app.test_client(use_cookies=False)  # such a form comes without it
        for path in ("/sign-in", "/settings", "/try/hacinski-1918"):
            answer = stranger.post(path, data={"login": "x"})
            assert (answer.status_code, answer.headers.getlist("Set-Cookie")) in ((400, []), (303, []))
        assert "Your browser sent no cookie" in stranger.post("/sign-in", headers={"Accept-Language": "en"}).text

    def test_is_not_sent_with_a_static_file(self, browser, bob):
        phone = browser()
        phone.post("/sign-in", {"login": "bob", "password": PASSWORD, "remember": "y"})
        assert "Set-Cookie" in phone.get("/about").headers
        with phone.get("/static/js/once.js") as file:
            assert "Set-Cookie" not in file.headers

    @pytest.mark.parametrize("path", ["/banks/hacinski-1918/deck?lang=tr", "/about", "/static/js/once.js"])
    def test_of_an_ended_session_is_signed_anew_by_no_answer(self, browser, bob, path):
        phone, thief = browser(), browser()
        phone.post("/sign-in", {"login": "bob", "password": PASSWORD, "remember": "y"})
        thief.steal(phone.cookie())
        phone.post("/sign-out")
        with thief.get(path) as answer:
            assert path.startswith("/static") or "Set-Cookie" in answer.headers
            assert ("_user_id" in thief.session()) == ("Set-Cookie" not in answer.headers)


class TestAHost:
    @pytest.mark.parametrize("host", ["x..y", ".x", "x" * 64 + ".example", "[::1"])
    def test_that_is_none_is_refused(self, app, host):
        answer = app.test_client().get("/about", headers={"Host": host})
        assert answer.status_code == 400
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_is_repeated_by_no_redirect(self, client):
        for path in ("/banks//hacinski-1918", "/about/", "/settings//", "/classes/"):
            assert "evil" not in client.get(path, headers={"Host": "evil.example"}).headers.get("Location", "")

    def test_may_be_of_any_script(self, client):
        assert client.get("/about", headers={"Host": "okul.örnek:8000"}).status_code == 200


class TestABusyDatabase:
    def test_is_waited_for_and_then_said_to_be_busy(self, app, as_bob, monkeypatch):
        if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
            pytest.skip("PostgreSQL locks rows, not the database")
        monkeypatch.setattr("models.PATIENCE", 50)
        with app.app_context():
            db.engine.dispose()
        with app.app_context(), db.engine.connect() as writer:
            writer.execute(text("SELECT 1"))
            answers = in_thread(lambda: [as_bob.post("/settings", {"name": "B"}), as_bob.get("/settings")])
            writer.rollback()
        with app.app_context():
            db.engine.dispose()
        busy, reading = answers
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
        assert reading.status_code == 200

    def test_keeps_what_was_typed_but_no_password(self, app):
        for path, secret in (("/settings/password", ("current", "new")), ("/sign-in", ("password",))):
            form = dict.fromkeys(secret, "mavi kalem 12") | {"login": "bob"}
            with app.test_request_context(path, method="POST", data=form):
                page = errors.page(503).get_data(as_text=True)
            assert "mavi kalem 12" not in page
            assert 'name="login" value="bob"' in page

    def test_leaves_a_trace_in_the_log(self, app, client, caplog, monkeypatch):
        def full(*_):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError("INSERT", {}, error)

        monkeypatch.setitem(app.view_functions, "home.about", full)
        assert client.get("/about").status_code == 503
        assert "The database refused GET /about" in caplog.text

    def test_that_is_broken_is_not_called_busy(self, app, client, monkeypatch):
        def broken(*_):
            error = sqlite3.OperationalError("no such table: account")
            error.sqlite_errorcode = sqlite3.SQLITE_ERROR
            raise OperationalError("SELECT", {}, error)

        monkeypatch.setitem(app.view_functions, "home.about", broken)
        app.config["TESTING"] = app.config["PROPAGATE_EXCEPTIONS"] = False
        assert client.get("/about").status_code == 500

    def test_takes_forty_writers_at_once(self, app, browser, bob):
        clients = [browser(bob) for _ in range(8)]
        barrier, codes = threading.Barrier(8), []

        def write(client):
            barrier.wait()
            for number in range(5):
                fields = {"name": f"Bob {number}", "lang": "en", "zone": "Asia/Baku"}
                codes.append(client.post("/settings", fields).status_code)

        threads = [threading.Thread(target=write, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert codes == [303] * 40


class TestStarting:
    @pytest.mark.parametrize(("bad", "word"), [
        ({"VARAKA_SECRET_KEY": "secret"}, "weak"),
        ({"VARAKA_SECRET_KEY": "a" * 64}, "weak"),
        ({"DEBUG": True}, "FLASK_DEBUG"),
        ({"VARAKA_DATABASE_URL": "mysql://u:hidden@h/d"}, "mysql"),
        ({"VARAKA_DATABASE_URL": "nonsense"}, "VARAKA_DATABASE_URL"),
        ({"VARAKA_PROXIES": "-1"}, "VARAKA_PROXIES"),
        ({"VARAKA_INSECURE_COOKIES": "perhaps"}, "VARAKA_INSECURE_COOKIES"),
        ({"PASSWORD_KIB": CHEAP_KIB}, "PASSWORD_KIB"),
    ])  # fmt: skip
    def test_is_refused_with_unsafe_settings(self, tmp_path, bad, word):
        with pytest.raises(UnsafeSettings, match=word) as refusal:
            create_app({"VARAKA_INSTANCE": str(tmp_path), **bad})
        assert "hidden" not in str(refusal.value)
        assert "\n" not in refusal.value.message

    def test_is_refused_on_the_command_line_in_one_line(self, tmp_path):
        environ = {"PATH": "/usr/bin:/bin", "VARAKA_INSTANCE": str(tmp_path), "VARAKA_SECRET_KEY": "short"}
        done = subprocess.run(
            [sys.executable, "-m", "flask", "db", "upgrade"],
            cwd=HOUSE,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr

    def test_makes_a_key_of_its_own_that_only_the_owner_reads(self, tmp_path, no_banks):
        settings = {"VARAKA_INSTANCE": str(tmp_path / "new"), "BANKS": no_banks}
        first, second = create_app(settings), create_app(settings)
        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= 64
        assert (tmp_path / "new/secret_key").stat().st_mode & 0o777 == 0o600
        assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret_key"]

    def test_reads_a_file_and_lets_the_environment_overrule_it(self, tmp_path, monkeypatch, no_banks):
        (tmp_path / "config.py").write_text("VARAKA_PROXIES = 1\nVARAKA_DATABASE_URL = 'postgres://u@h/d'\n")
        monkeypatch.setenv("VARAKA_PROXIES", "2")
        made = create_app({"VARAKA_INSTANCE": str(tmp_path), "BANKS": no_banks})
        assert made.config["VARAKA_PROXIES"] == 2
        assert made.config["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u@h/d"

    def test_says_loudly_that_cookies_travel_in_the_clear(self, tmp_path, no_banks, caplog):
        create_app({"VARAKA_INSTANCE": str(tmp_path), "VARAKA_INSECURE_COOKIES": "1", "BANKS": no_banks})
        assert "VARAKA_INSECURE_COOKIES" in caplog.text


class TestAProxy:
    def test_tells_who_came_and_how(self, tmp_path, no_banks):
        made = create_app({"TESTING": True, "VARAKA_INSTANCE": str(tmp_path), "VARAKA_PROXIES": 1, "BANKS": no_banks})
        said = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.1, 192.0.2.7",
            "X-Forwarded-Host": "okul.example",
        }
        cookie = made.test_client().get("/about", headers=said).headers["Set-Cookie"]
        assert cookie.startswith("__Host-varaka=")


def changing(app):
    return [(rule, "POST") for rule in rules(app) if "POST" in rule.methods]


def one_allowed(rule, person):
    """Somebody whom the table lets in, most powerful first."""
    roles = TABLE[rule.endpoint]
    return None if VISITOR in roles else person("somebody", role="teacher" if "teacher" in roles else "admin")


def person_gone(app) -> None:
    with app.app_context():
        db.session.execute(Base.metadata.tables["account"].delete())
        db.session.commit()


def fingerprint(app) -> str:
    """A digest of every row of every table."""
    with app.app_context():
        rows = [(t.name, sorted(map(repr, db.session.execute(t.select()).all()))) for t in tables_in_order()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def in_thread(work):
    """Run in a thread of its own, as another request would; a failure there is a failure here."""
    found = []
    thread = threading.Thread(target=lambda: found.extend(work()))
    thread.start()
    thread.join()
    return found
