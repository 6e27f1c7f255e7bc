from __future__ import annotations

import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from models import (
    accounts,
    begin_reading,
    database_url,
    db,
    names,
    passwords,
    settle,
    tables_in_order,
    throttles,
    upsert,
)
from models.accounts import Account, EndedSession, Refused
from models.throttles import Limit
from tests.conftest import PASSWORD, new_app

HOUSE = Path(__file__).parents[2]


class TestALoginName:
    @pytest.mark.parametrize(("one", "other"), [
        ("İpek", "ipek"), ("IŞIK", "ışık"), ("ışık", "işik"), ("Straße", "STRASSE"), ("\u212aemal", "kemal"), ("ﬁdan", "fidan"),
        ("gu\u0308l", "g\u00fcl"), (" ayşe ", "AYŞE"), ("Ｅｌｉｆ", "elif"), ("ᴮᴵᴳᴮᴵᴿᴰ", "bigbird"), ("Əli", "əli"), ("i\u0307ki", "iki"),
    ])  # fmt: skip
    def test_is_one_however_it_is_written(self, one, other):
        assert names.canonical(one) == names.canonical(other)

    @pytest.mark.parametrize(("one", "other"), [("gül", "gul"), ("əli", "ali"), ("ali1", "ali"), ("ali.", "ali")])
    def test_is_another_where_the_letters_are(self, one, other):
        assert names.canonical(one) != names.canonical(other)

    @given(st.text(max_size=40))
    @settings(max_examples=2000)
    @example("İ̇")
    @example("ı\u0307")
    @example("\u1e9e\u0345")
    def test_has_one_canonical_form(self, name):
        form = names.canonical(name)
        assert names.canonical(form) == form

    @pytest.mark.parametrize(
        "name",
        [
            "ayşe",
            "Əli",
            "Айгюн",
            "student01",
            "m.k",
            "a-b_c",
            "gülşən",
            "李小龍",
            "たろう太郎",
            "Νίκος",
            "فاطمة",
            "nguyễn",
            "łukasz",
            "straße",
            "þóra",
            "şəhriyar",
        ],
    )
    def test_may_be_of_any_alphabet(self, name):
        assert names.problem(name) == ""

    @pytest.mark.parametrize(("name", "word"), [
        ("", "empty"), ("   ", "empty"), ("ab", "short"), ("a" * 33, "long"), ("a b", "characters"), ("a@b.c", "characters"),
        (".abc", "characters"), ("-abc", "characters"), ("abc!", "characters"), ("a\u200bbc", "invisible"), ("abc\u202e", "invisible"),
        ("a\u00a0bc", "invisible"), ("a\u00adbc", "invisible"), ("ab\u3164c", "invisible"), ("abc\ufe0f", "invisible"), ("a\x00bc", "invisible"),
        ("a\ud800bc", "invisible"), ("аlice", "mixed"), ("bоb", "mixed"), ("ελlen", "mixed"), ("👩abc", "characters"),
        ("ᴀᴅᴍɪɴ", "characters"), ("ɑdmin", "characters"), ("varɑka", "characters"), ("ꜱupport", "characters"), ("abd" + "\u0301" * 3, "characters"),
    ])  # fmt: skip
    def test_is_refused_with_the_reason(self, name, word):
        assert names.problem(name) == word

    @pytest.mark.parametrize(
        "name",
        [
            "admin",
            "ADMİN",
            "admın",
            "adrnin",
            "a.d.m.i.n",
            "4dm1n",
            "аԁmіn",
            "root",
            "vvebmaster",
            "Yönetici",
            "yonetıcı",
            "destek",
            "varaka",
        ],
    )
    def test_does_not_pass_for_the_service_itself(self, name):
        assert names.problem(name) in ("reserved", "mixed")

    def test_may_be_reserved_for_who_runs_the_server(self):
        assert names.problem("admin", reserved=True) == ""

    @given(st.text(max_size=60))
    def test_has_one_problem_or_none_whatever_it_is(self, name):
        assert names.problem(name) in ("", "empty", "invisible", "short", "long", "characters", "mixed", "reserved")


class TestAPassword:
    @pytest.mark.parametrize(("password", "word"), [
        ("", "short"), ("1234567", "short"), ("12345678", "common"), ("PASSWORD", "common"), ("Galatasaray1905", "common"),
        ("aaaaaaaaaaaa", "common"), ("qwertyuıop", "common"), ("ayşe.yıldız", "login"), ("AYŞE.YILDIZ", "login"), ("x" * 1025, "long"),
        ("ş" * 513, "long"), ("x" * 10_000_000, "long"), ("dört kelime yan yana", ""), ("şşşşğğğğüüüü", ""), ("xy" * 512 + "", "common"),
    ])  # fmt: skip
    def test_is_refused_with_the_reason(self, password, word):
        assert passwords.problem(password, "ayşe.yıldız") == word

    def test_of_1024_bytes_is_taken(self):
        assert passwords.problem("abcdefgh" * 128) == ""

    def test_is_refused_where_it_is_among_the_commonest(self):
        common = passwords.common()
        assert len(common) > 1000
        assert {"trustno1", "iloveyou", "fenerbahce1907", "salam123"} <= common

    def test_is_kept_as_argon2id_of_19_mib(self, app):
        app.config["PASSWORD_KIB"] = passwords.KIB
        with app.app_context():
            assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    def test_is_hashed_anew_when_the_cost_was_raised(self, app, bob):
        app.config["PASSWORD_KIB"] = 16
        with app.app_context():
            accounts.strengthen(bob, PASSWORD)
            assert "m=16" in bob.password_hash
            assert accounts.verify(bob, PASSWORD)

    @given(st.text(max_size=40))
    @settings(max_examples=50)
    def test_of_any_characters_is_checked_without_an_error(self, password):
        passwords.problem(password, "bob")


class TestAnAccount:
    def test_is_made_once_under_a_name_in_any_spelling(self, app, now, noise, person):
        person("İpek")
        for spelled in ("ipek", "IPEK", "ıpek", "ＩＰＥＫ"):
            with app.app_context(), pytest.raises(Refused) as refusal:
                accounts.create(spelled, PASSWORD, now=now)
            assert refusal.value.problems == {"login": "taken"}

    def test_is_found_in_any_spelling(self, app, person):
        made = person("Işık")
        with app.app_context():
            assert {accounts.find_by_login(s).id for s in ("ışık", "IŞIK", "işik", " Işık ")} == {made.id}

    def test_is_refused_with_every_mistake_at_once(self, app, now):
        with app.app_context(), pytest.raises(Refused) as refusal:
            accounts.create("a b", "short", now=now)
        assert refusal.value.problems == {"login": "characters", "password": "short"}

    def test_has_one_of_three_roles(self, app, now, bob):
        with app.app_context():
            with pytest.raises(Refused):
                accounts.create("dilara", PASSWORD, now=now, role="owner")
            with pytest.raises(Refused):
                accounts.promote(bob, "owner")

    def test_remembers_its_instant_in_utc(self, app, bob, now):
        with app.app_context():
            assert accounts.find_by_login("bob").created == now
            assert accounts.find_by_login("bob").created.tzinfo is UTC

    @given(st.text(max_size=60))
    def test_is_shown_under_any_name_without_control_characters(self, name):
        shown = accounts.display_name(name)
        assert accounts.display_name(shown) == shown
        assert not any(ord(c) < 32 for c in shown)


class TestASession:
    def test_stands_for_its_account(self, app, bob):
        with app.app_context():
            assert accounts.of_session(bob.get_id(), "k").id == bob.id

    @pytest.mark.parametrize(
        "end", [accounts.sign_out_everywhere, accounts.disable, lambda a: accounts.change_password(a, "mavi kalem 19")]
    )
    def test_ends_with_every_grave_change(self, app, bob, end):
        old = bob.get_id()
        with app.app_context():
            end(db.session.merge(bob))
            db.session.commit()
            assert accounts.of_session(old, "k") is None

    def test_of_a_password_changed_by_another_at_that_moment_is_not_won_back(self, app, bob):
        """Two who knew the old password change it at once: the second is refused, and no session of theirs lives on."""
        with app.app_context():
            late = accounts.find_by_login("bob")
            db.session.commit()
            with app.app_context():
                first = accounts.find_by_login("bob")
                accounts.change_password(first, "mavi kalem 19")
                db.session.commit()
            with pytest.raises(accounts.Refused, match="changed"):
                accounts.change_password(late, "yeşil kalem 19")
            db.session.rollback()
            assert accounts.of_session(first.get_id(), "k") is not None

    def test_ends_alone(self, app, bob, now):
        with app.app_context():
            accounts.end_session("this one", now)
            accounts.end_session("this one", now)
            assert accounts.of_session(bob.get_id(), "this one") is None
            assert accounts.of_session(bob.get_id(), "that one").id == bob.id

    def test_that_ended_is_forgotten_when_no_cookie_can_come_back(self, app, now):
        with app.app_context():
            accounts.end_session("old", now - timedelta(days=40))
            accounts.end_session("new", now)
            assert [row.key for row in db.session.query(EndedSession)] == ["new"]


class TestErasing:
    def test_leaves_a_cookie_that_fits_no_later_account_of_the_same_id(self, app, bob, person):
        old = bob.get_id()
        with app.app_context():
            accounts.erase(db.session.merge(bob))
            db.session.commit()
        person("charlie")
        with app.app_context():
            assert accounts.of_session(old, "k") is None

    def test_takes_every_row_of_its_own_along(self, app, bob, charlie):
        with app.app_context():
            accounts.erase(db.session.merge(bob))
            db.session.commit()
            assert [row.login for row in db.session.query(Account)] == ["charlie"]

    def test_is_told_what_to_do_by_every_table_that_points_at_an_account(self):
        keys = [key for table in tables_in_order() for key in table.foreign_keys if key.column.table.name == "account"]
        assert [str(key.parent) for key in keys if key.ondelete not in ("CASCADE", "SET NULL")] == []


class TestExporting:
    def test_holds_every_table_that_points_at_an_account(self, app, bob, noise):
        pointing = {t.name for t in tables_in_order() for key in t.foreign_keys if key.column.table.name == "account"}
        with app.app_context():
            own = accounts.export(bob)
        assert own.keys() >= pointing | {"account"}
        assert own["account"][0]["created"] == "2026-11-22T09:00:00Z"

    def test_holds_what_later_modules_add(self, app, bob, monkeypatch):
        monkeypatch.setitem(accounts.EXPORTS, "more", lambda account_id: [{"of": account_id, "when": bob.created}])
        with app.app_context():
            assert accounts.export(bob)["more"] == [{"of": bob.id, "when": "2026-11-22T09:00:00Z"}]


class TestAThrottle:
    LIMIT = Limit("test", 3, timedelta(minutes=15))
    WIDE = Limit("wide", 5, timedelta(hours=1))

    def test_allows_as_many_as_it_says_and_then_none(self, app, now):
        assert [self.take(app, now) for _ in range(5)] == [True, True, True, False, False]

    def test_begins_anew_after_its_window(self, app, now):
        for _ in range(5):
            self.take(app, now)
        assert self.take(app, now + timedelta(minutes=14, seconds=59)) is False
        assert self.take(app, now + timedelta(minutes=15)) is True

    def test_counts_each_value_by_itself(self, app, now):
        for _ in range(5):
            self.take(app, now)
        assert self.take(app, now, "other")

    def test_gets_back_what_was_right(self, app, now):
        with app.app_context():
            for _ in range(10):
                attempt = throttles.take((self.LIMIT, "x"), now=now)
                throttles.give_back(attempt)
            assert attempt.allowed

    def test_counts_nothing_of_an_attempt_that_it_refuses(self, app, now):
        with app.app_context():
            allowed = [throttles.take((self.LIMIT, "x"), (self.WIDE, "x"), now=now).allowed for _ in range(50)]
            assert allowed == [True] * 3 + [False] * 47
            assert [throttles.take((self.WIDE, "x"), now=now).allowed for _ in range(3)] == [True, True, False]

    def test_gets_back_nothing_from_an_attempt_that_it_refused(self, app, now):
        with app.app_context():
            attempts = [throttles.take((self.LIMIT, "x"), now=now) for _ in range(4)]
            throttles.give_back(attempts[-1])
            assert not throttles.take((self.LIMIT, "x"), now=now).allowed

    def test_forgets_windows_that_closed_a_day_ago(self, app, now):
        for value in range(9):
            self.take(app, now - timedelta(days=2), f"{value}")
        self.take(app, now)
        assert len(kept(app)) == 1

    def test_keeps_nothing_of_the_names_tried_after_it_was_used_up(self, app, now):
        with app.app_context():
            for number in range(200):
                throttles.take((self.LIMIT, "x"), (self.WIDE, f"name {number}"), now=now)
                db.session.commit()
        assert len(kept(app)) <= 1 + self.LIMIT.most + 1

    def test_keeps_neither_names_nor_addresses(self, app, now):
        with app.app_context():
            throttles.take((self.LIMIT, "alice"), (self.LIMIT, "192.0.2.1"), now=now)
            db.session.commit()
        assert not re.search(r"alice|192[.]0", repr(kept(app)))

    def test_keeps_what_nobody_can_guess_who_does_not_know_the_secret(self, app, now):
        self.take(app, now, "192.0.2.1")
        app.config["SECRET_KEY"] = "another secret key, of another server"
        self.take(app, now, "192.0.2.1")
        assert len(kept(app)) == 2

    @pytest.mark.parametrize(("address", "network"), [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("", "unknown"), (None, "unknown"), ("x", "unknown"),
    ])  # fmt: skip
    def test_knows_a_household_by_its_network(self, address, network):
        assert throttles.address_of(address) == network

    def take(self, app, now, value: str = "x") -> bool:
        with app.app_context():
            allowed = throttles.take((self.LIMIT, value), now=now).allowed
            db.session.commit()
        return allowed


class TestTheDatabase:
    def test_is_opened_by_the_recipe(self, app):
        if is_postgresql(app):
            pytest.skip("SQLite's recipe")
        with app.app_context():
            pragmas = {
                name: db.session.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}

    @pytest.mark.parametrize(("only", "begins"), [(True, "BEGIN"), (False, "BEGIN IMMEDIATE")])
    def test_begins_as_one_who_writes_unless_it_only_reads(self, app, only, begins):
        if is_postgresql(app):
            pytest.skip("SQLite's recipe")
        seen = []
        with app.app_context(), db.engine.connect() as connection:
            connection.connection.dbapi_connection.set_trace_callback(seen.append)
            begin_reading(only)
            connection.execute(text("SELECT 1"))
            connection.rollback()
            connection.connection.dbapi_connection.set_trace_callback(None)
        begin_reading(only=False)
        assert seen[0].strip() == begins

    def test_lets_a_reader_read_while_another_writes(self, app):
        with app.app_context(), db.engine.begin() as writer:
            writer.execute(text("SELECT 1"))
            begin_reading(only=True)
            with db.engine.connect() as reader:
                assert reader.execute(text("SELECT count(*) FROM account")).scalar() == 0
            begin_reading(only=False)

    def test_is_nobody_else_s_to_read(self, app, bob):
        if is_postgresql(app):
            pytest.skip("a file of SQLite's")
        with app.app_context():
            file = Path(db.engine.url.database)
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in file.parent.glob(f"{file.name}*")}
        assert set(modes) >= {file.name, f"{file.name}-wal"}
        assert set(modes.values()) == {0o600}

    def test_in_a_folder_that_is_not_there_is_not_opened(self, tmp_path, banks_folder):
        with pytest.raises(OperationalError, match="unable to open"):
            new_app(tmp_path, f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite'}", banks_folder)
        assert not (tmp_path / "nowhere").exists()

    def test_is_whole_in_its_own_file_once_it_has_settled(self, app, bob, tmp_path):
        with app.app_context():
            settle()
            if is_postgresql(app):
                return
            copy = shutil.copy(db.engine.url.database, tmp_path / "alone.sqlite")
        with closing(sqlite3.connect(copy)) as alone:
            assert alone.execute("SELECT login FROM account").fetchall() == [("bob",)]

    def test_keeps_instants_whatever_zone_they_came_in(self, app, now):
        baku = datetime(2026, 11, 22, 13, 0, 0, 123456, tzinfo=timezone(timedelta(hours=4)))
        with app.app_context():
            accounts.end_session("x", baku)
            db.session.commit()
            kept = db.session.get(EndedSession, "x").at
        assert kept == baku
        assert kept.tzinfo is UTC

    def test_refuses_a_time_without_a_zone(self, app):
        with app.app_context(), pytest.raises(Exception, match="names no instant"):
            accounts.end_session("x", datetime(2026, 11, 22, 13))  # noqa: DTZ001

    def test_keeps_foreign_keys(self, app, now):
        enrolment = next(t for t in tables_in_order() if t.name == "enrolment")
        with app.app_context(), pytest.raises(IntegrityError):
            db.session.execute(enrolment.insert().values(class_id=99, account_id=99, joined=now))

    def test_says_whether_a_row_was_new(self, app, now):
        table = EndedSession.__table__
        with app.app_context():
            assert upsert(table, {"key": "x", "at": now}, on=("key",)) is True
            assert upsert(table, {"key": "x", "at": now}, on=("key",)) is False
            assert upsert(table, {"key": "x", "at": now}, on=("key",), replacing=("at",)) is True

    @pytest.mark.parametrize(("given_url", "meant"), [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"), ("postgresql://h/d", "postgresql+psycopg://h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"), ("sqlite:///x", "sqlite:///x"), ("nonsense", "nonsense"),
    ])  # fmt: skip
    def test_is_named_with_its_driver(self, given_url, meant):
        assert database_url(given_url) == meant


class TestMigrations:
    """Also run as ``make run`` does: by the command line on an empty folder."""

    def test_can_be_asked_for_on_a_new_database(self, tmp_path):
        environ = {"PATH": "/usr/bin:/bin", "VARAKA_INSTANCE": str(tmp_path)}
        command = [sys.executable, "-m", "flask", "db", "upgrade"]
        done = subprocess.run(command, cwd=HOUSE, env=environ, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def kept(app) -> list:
    with app.app_context():
        return list(db.session.execute(text("SELECT * FROM throttle")))


def is_postgresql(app) -> bool:
    return app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")
