"""The command line: what others call by script, and what it says when it is called wrongly."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click import ClickException

from app import create_app
from models import accounts, db, passwords
from models.reviews import MemoryRow
from quizzes.dates import When
from quizzes.loading import BankErrors, section_headings
from tests.conftest import PASSWORD
from tests.learning import BANK, questions_of, review
from web import demo, settings
from web.bank_commands import asked_and_answered
from web.library import Library

HOUSE = Path(__file__).parents[2]
FACT = {"id", "kind", "topic", "importance", "disputed", "statement", "values", "entities", "passage"}
QUESTION = {"id", "fact_ids", "form", "lang", "stem", "options", "answers", "explanation"}

#: where no server listens
UNREACHABLE = "postgresql://u:hidden@127.0.0.1:1/x"

pure = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pure
class TestBankList:
    def test_is_one_id_a_line(self, run):
        assert run("bank", "list").output == f"{BANK}\nsolar-system\n"

    def test_of_no_banks_is_empty(self, run, empty_library):
        assert run("bank", "list").output == ""


@pure
class TestBankCheck:
    def test_of_a_sound_bank_says_nothing(self, run):
        done = run("bank", "check", BANK)
        assert (done.exit_code, done.output) == (0, "")

    def test_of_a_broken_bank_says_every_mistake_with_file_and_line(self, run, broken):
        done = run("bank", "check", "broken")
        assert done.exit_code == 1
        lines = done.stdout.splitlines()
        assert len(lines) >= 3
        assert all(":" in line and line.split(":")[0].endswith(".toml") for line in lines)
        assert done.stderr == ""

    def test_against_another_article_says_what_does_not_stand_in_it(self, run, tmp_path):
        article = tmp_path / "article.txt"
        article.write_text("Bambaşka bir yazı.\n", encoding="utf-8")
        done = run("bank", "check", BANK, "--article", str(article))
        told = done.stdout.splitlines()
        assert done.exit_code == 1
        assert told[0].startswith("No line of the article begins with “")
        assert "is not in this article" in told[-1]

    @pytest.mark.parametrize("made", ["missing", "folder", "latin"])
    def test_of_an_article_that_cannot_be_read_says_so(self, run, tmp_path, made):
        file = tmp_path / made
        if made == "folder":
            file.mkdir()
        elif made == "latin":
            file.write_bytes("şöyle".encode("cp1254"))
        one_line(run("bank", "check", BANK, "--article", str(file)))


@pure
class TestBankPlaces:
    def test_prints_every_sentence_after_its_place(self, run, own_bank, tmp_path):
        file = tmp_path / "article.txt"
        headed = [f"{start}\n\nBir cümle. İkinci cümle." for _, start, _ in section_headings(own_bank)]
        file.write_text("\n\n".join(headed), "utf-8")
        done = run("bank", "places", BANK, "--article", str(file), "batum")
        assert done.output == "batum 1.1\tBir cümle.\nbatum 1.2\tİkinci cümle.\n"

    def test_knows_no_section_that_the_bank_has_not(self, run, own_bank, tmp_path):
        file = tmp_path / "article.txt"
        file.write_text("GİRİŞ\n\nBir cümle.", "utf-8")
        done = run("bank", "places", BANK, "--article", str(file), "nowhere")
        one_line(done)
        assert "There is no section “nowhere”." in done.stderr


class TestBankAttach:
    def test_refuses_what_is_not_the_article(self, run, own_bank, tmp_path):
        file = tmp_path / "other.txt"
        file.write_text("GİRİŞ\n\nBaşka bir metin.", "utf-8")
        done = run("bank", "attach", BANK, str(file))
        one_line(done)
        assert "is not the article: none of the bank's" in done.stderr

    def test_is_undone_by_detaching_and_only_once(self, run):
        done = run("bank", "detach", BANK)
        one_line(done)
        assert f"No article is attached to “{BANK}”." in done.stderr


class TestBankSeal:
    def test_of_a_wrong_file_names_the_section_it_lacks_and_writes_nothing(self, run, own_bank):
        before = (own_bank / "passages.toml").read_bytes()
        done = run("bank", "seal", BANK, "--article", str(HOUSE / "README.md"))
        one_line(done)
        assert "No line of the article begins with “" in done.stderr
        assert done.stderr.endswith(f"Is {HOUSE / 'README.md'} the article?\n")
        assert (own_bank / "passages.toml").read_bytes() == before

    def test_of_headings_without_the_text_names_the_passage_it_lacks(self, run, own_bank, tmp_path, monkeypatch):
        monkeypatch.setattr("web.bank_commands.places", lambda _folder: {"batum 9.1": "facts/batum.toml:7"})
        file = tmp_path / "article.txt"
        file.write_text("\n\n".join(f"{start}\n\nBir cümle." for _, start, _ in section_headings(own_bank)), "utf-8")
        done = run("bank", "seal", BANK, "--article", str(file))
        one_line(done)
        assert f"facts/batum.toml:7: “batum 9.1” is not in {file}. " in done.stderr

    @pytest.mark.parametrize(("file", "was", "is_now"), [
        ("bank.toml", "[[section]]", "[[section"), ("bank.toml", '\nkey = "', '\nkez = "'), ("facts/*.toml", '\nat = "', '\nat = "x '),
    ])  # fmt: skip
    def test_of_a_bank_that_cannot_be_read_says_so(self, run, own_bank, file, was, is_now):
        broken = min(own_bank.glob(file))
        text = broken.read_text("utf-8")
        assert was in text
        broken.write_text(text.replace(was, is_now, 1), "utf-8")
        one_line(run("bank", "seal", BANK, "--article", str(HOUSE / "README.md")))


@pure
class TestBankDump:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_of_facts_is_json_lines_of_exactly_these_keys(self, app, run, lang):
        rows = lines(run("bank", "dump", BANK, "--what", "facts", "--lang", lang))
        bank = questions_of(app, lang).bank
        assert [row["id"] for row in rows] == list(bank.facts)
        assert {frozenset(row) for row in rows} == {frozenset(FACT)}
        assert {frozenset(row["passage"]) for row in rows} == {frozenset({"section", "paragraph", "cites"})}
        assert all(isinstance(row["disputed"], bool) and isinstance(row["importance"], int) for row in rows)
        assert all(row["statement"].rstrip('”’)"')[-1] in ".!?" for row in rows if row["statement"])

    def test_of_facts_prints_values_as_plain_strings(self, app, run):
        rows = lines(run("bank", "dump", BANK, "--what", "facts", "--lang", "en"))
        bank = questions_of(app).bank
        assert all(isinstance(value, str) and value for row in rows for value in row["values"])
        assert all(set(row["entities"]) <= set(bank.entities) for row in rows)
        dated = [(row, fact) for row in rows if isinstance((fact := bank.facts[row["id"]]).slots().get("when"), When)]
        assert len(dated) > 20
        assert all(fact.slots()["when"].iso in row["values"] for row, fact in dated)
        assert all(is_iso(fact.slots()["when"].iso) for _, fact in dated)

    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_of_questions_is_json_lines_of_exactly_these_keys(self, app, run, lang):
        rows = lines(run("bank", "dump", BANK, "--what", "questions", "--lang", lang))
        assert [row["id"] for row in rows] == list(questions_of(app, lang).ids)
        assert {frozenset(row) for row in rows} == {frozenset(QUESTION)}
        assert {row["lang"] for row in rows} == {lang}
        choices = [row["options"] for row in rows if row["form"] == "choice"]
        assert all(sum(option["right"] for option in options) == 1 for options in choices)
        assert {frozenset(option) for options in choices for option in options} == {
            frozenset({"text", "right", "reason"})
        }

    def test_of_questions_is_drawn_by_the_seed(self, run):
        def dump(*seed):
            return run("bank", "dump", BANK, "--what", "questions", "--lang", "en", *seed).output

        assert dump("--seed", "5") == dump("--seed", "5")
        assert dump("--seed", "5") != dump("--seed", "6")

    def test_of_a_broken_bank_leaves_standard_output_alone(self, run, broken):
        done = run("bank", "dump", "broken", "--what", "facts", "--lang", "en")
        assert (done.exit_code, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) >= 3


@pure
class TestBankMark:
    def test_marks_as_the_pages_do(self, app, run):
        from quizzes.marking import mark

        bank = questions_of(app)
        asked = [bank.question(key, 1918) for key in bank.ids[::25]]
        given = [
            {"question": q.id, "answer": said} for q in asked for said in ("|".join(q.answers), "something else", "")
        ]
        rows = lines(run("bank", "mark", BANK, "--lang", "en", input=json_lines(given)))
        assert [row["question"] for row in rows] == [row["question"] for row in given]
        assert {frozenset(row) for row in rows} == {frozenset({"question", "outcome", "reason"})}
        marks = [mark(q.key, said, "en") for q in asked for said in ("|".join(q.answers), "something else", "")]
        assert [(row["outcome"], row["reason"]) for row in rows] == [(str(m.outcome), m.reason) for m in marks]
        assert {row["outcome"] for row in rows[::3]} == {"right"}

    def test_of_nothing_prints_nothing(self, run):
        done = run("bank", "mark", BANK, "--lang", "en", input="\n\n")
        assert (done.exit_code, done.output) == (0, "")

    @pytest.mark.parametrize("line", ["{", '{"question": "", "answer": "x"}', b"\xff\xfe"])
    def test_names_the_line_it_cannot_read(self, run, line):
        done = run("bank", "mark", BANK, "--lang", "en", input=line)
        one_line(done)
        assert done.stderr.startswith("Line 1 ")

    def test_names_the_question_it_does_not_know(self, run):
        asked = json_lines([{"question": "no\nwhere.typed", "answer": "x"}])
        done = run("bank", "mark", BANK, "--lang", "en", input=asked)
        one_line(done)
        assert done.stderr.startswith(
            "Line 1 names “no\N{REPLACEMENT CHARACTER}where.typed”, no question of this bank"
        )

    def test_takes_any_text_for_an_answer(self, app, run):
        key = next(key for key in questions_of(app).ids if key.endswith(".typed"))
        answers = ["\ud800", "\x00", "x" * 100_000, "İ" * 500, "\u202e", " "]
        rows = lines(
            run(
                "bank",
                "mark",
                BANK,
                "--lang",
                "en",
                input=json_lines([{"question": key, "answer": a} for a in answers]),
            )
        )
        assert {row["outcome"] for row in rows} == {"wrong"}


class TestALineToMark:
    @pytest.mark.parametrize("line", [
        b"{", b"[]", b"5", b'"x"', b"null", b"{}", b'{"question": "x"}', b'{"question": 5, "answer": "x"}',
        b'{"question": "x", "answer": null}', b'{"question": ["x"], "answer": "x"}', b"\xff\xfe", b"[" * 5000,
    ])  # fmt: skip
    def test_reads_a_question_and_an_answer_and_nothing_else(self, line):
        with pytest.raises(ClickException, match="Line 7 is not JSON like "):
            asked_and_answered(7, line)


@pure
class TestDeck:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_is_the_same_to_the_byte(self, run, tmp_path, lang):
        files = [tmp_path / name for name in ("one.apkg", "two.apkg")]
        for file in files:
            done = run("deck", BANK, "--lang", lang, "--out", str(file))
            assert (done.exit_code, done.output) == (0, "")
        assert files[0].read_bytes() == files[1].read_bytes()
        assert files[0].read_bytes()[:2] == b"PK"

    def test_without_a_note_says_so(self, run, tmp_path, monkeypatch):
        monkeypatch.setattr("quizzes.decks._note", lambda *_a: None)
        done = run("deck", BANK, "--lang", "en", "--out", str(tmp_path / "x.apkg"))
        assert done.exit_code == 1
        assert done.stderr.startswith("No deck can be made of this bank")
        assert list(tmp_path.iterdir()) == []

    def test_of_a_broken_bank_says_every_mistake_and_writes_nothing(self, run, broken, tmp_path):
        done = run("deck", "broken", "--lang", "en", "--out", str(tmp_path / "x.apkg"))
        assert (done.exit_code, done.stdout) == (2, "")
        mistakes = done.stderr.splitlines()
        assert len(mistakes) >= 3
        assert all(line.split(":")[0].endswith(".toml") for line in mistakes)
        assert not (tmp_path / "x.apkg").exists()

    @pytest.mark.parametrize("out", ["nowhere/x.apkg", "."])
    def test_that_cannot_be_written_says_so(self, run, tmp_path, out):
        one_line(run("deck", BANK, "--lang", "en", "--out", str(tmp_path / out)))


class TestAccount:
    def test_create_makes_one_and_prints_its_password(self, app, run):
        login, role, password = run("account", "create", "dilara", "--role", "teacher").output.strip().split("\t")
        assert (login, role) == ("dilara", "teacher")
        assert verified(app, "dilara", password)

    def test_create_takes_a_password_and_prints_none(self, app, run):
        assert run("account", "create", "admin", "--role", "admin", "--password", PASSWORD).output == "admin\tadmin\n"
        assert verified(app, "admin", PASSWORD)

    @pytest.mark.parametrize(
        "wrong",
        [
            ("a b",),
            ("dilara", "--password", "short"),
            ("BOB",),
            ("dilara", "--role", "king"),
            (),
            ("\udcff\udcfe\udcfd",),
        ],
    )
    def test_create_refuses_in_one_line(self, run, bob, wrong):
        one_line(run("account", "create", *wrong))

    @pure
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("create", "x"), ["Choose a longer name: 3 characters or more."]),
            (("create", "x", "--password", "short"), ["Choose a longer name: ", "Choose a longer password: 8 characters"]),
            (("create", "BOB"), ["Someone has this name already. Choose another."]),
            (("reset-password", "bob", "--password", "short"), ["Choose a longer password: 8 characters or more."]),
        ],
    )  # fmt: skip
    def test_is_refused_in_the_words_of_the_pages(self, run, bob, words, said):
        done = run("account", *words)
        one_line(done)
        assert [sentence for sentence in said if sentence not in done.stderr] == []
        assert "login: " not in done.stderr

    def test_promote_gives_another_role(self, app, run, bob):
        assert run("account", "promote", "BOB", "teacher").exit_code == 0
        with app.app_context():
            assert accounts.find_by_login("bob").role == "teacher"

    @pytest.mark.parametrize("wrong", [("nobody", "teacher"), ("bob", "king"), ("bob",), ()])
    def test_promote_refuses_in_one_line(self, run, bob, wrong):
        one_line(run("account", "promote", *wrong))

    def test_reset_password_ends_every_session(self, app, run, bob, browser):
        client = browser(bob)
        login, password = run("account", "reset-password", "bob").output.strip().split("\t")
        assert login == "bob"
        assert verified(app, "bob", password)
        assert client.get("/settings").status_code == 303

    def test_is_disabled_with_its_sessions_and_enabled_again(self, app, run, bob, browser):
        client = browser(bob)
        assert (run("account", "disable", "BOB").output, verified(app, "bob", PASSWORD)) == ("", False)
        assert client.get("/settings").status_code == 303
        assert (run("account", "enable", "bob").output, verified(app, "bob", PASSWORD)) == ("", True)

    @pytest.mark.parametrize("word", ["disable", "enable"])
    @pytest.mark.parametrize("wrong", [("nobody",), ()])
    def test_disable_and_enable_refuse_in_one_line(self, run, bob, word, wrong):
        one_line(run("account", word, *wrong))

    @pytest.mark.parametrize(
        "words", [("account", "create", "new"), ("account", "reset-password", "bob"), ("demo", "--force")]
    )
    def test_keeps_nobody_waiting_while_a_password_is_hashed(self, run, bob, monkeypatch, words):
        waiting = []
        real = passwords.hashed
        monkeypatch.setattr(demo, "STUDENTS", demo.STUDENTS[:2])
        monkeypatch.setattr(passwords, "hashed", lambda p: waiting.append(db.session().in_transaction()) or real(p))
        assert run(*words).exit_code == 0
        assert set(waiting) == {False}

    @pytest.mark.parametrize("wrong", [("nobody",), ("bob", "--password", "short"), ()])
    def test_reset_password_refuses_in_one_line(self, app, run, bob, wrong):
        one_line(run("account", "reset-password", *wrong))
        assert verified(app, "bob", PASSWORD)


class TestBackup:
    def test_copies_the_database(self, run, bob, tmp_path, monkeypatch):
        done = run("backup", str(tmp_path / "copy"))
        if done.exit_code:  # no pg_dump, or one older than the server
            one_line(done)
        else:
            assert (tmp_path / "copy").stat().st_size > 1000

    @pytest.mark.parametrize("wrong", [(), ("/nowhere/copy",), (".",), ("a", "b")])
    def test_refuses_in_one_line(self, run, wrong):
        one_line(run("backup", *wrong))

    def test_of_no_database_is_refused_and_makes_none(self, shell, instance, tmp_path):
        done = shell("backup", str(tmp_path / "copy"))
        one_line_of(done)
        assert str(instance / "varaka.sqlite") in done.stderr
        assert not (tmp_path / "copy").exists()
        assert [file.name for file in instance.iterdir()] == ["secret_key"]


class TestRestore:
    def test_puts_a_copy_back(self, shell, instance, tmp_path):
        shell("account", "create", "dilara", "--password", PASSWORD)
        assert shell("backup", str(tmp_path / "copy")).returncode == 0
        shell("account", "create", "emin", "--password", PASSWORD)
        done = shell("restore", str(tmp_path / "copy"))
        kept = instance / "varaka.sqlite.before-restore"
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{tmp_path / 'copy'} is restored. The former database is kept as {kept}.\n"
        with closing(sqlite3.connect(instance / "varaka.sqlite")) as held:
            assert held.execute("SELECT login FROM account").fetchall() == [("dilara",)]

    @pytest.mark.parametrize("wrong", [(), ("/nowhere/copy",), (".",), ("a", "b"), (__file__,)])
    def test_refuses_in_one_line(self, run, wrong):
        one_line(run("restore", *wrong))


class TestMemoryRebuild:
    def test_says_how_much_there_is_and_how_much_was_not_so(self, app, run, bob, charlie, now):
        with app.app_context():
            review(bob, "treaty/a", now=now, key="1")
            review(bob, "event/b", now=now, key="2")
            review(charlie, "event/b", now=now - timedelta(days=3), key="1")
        assert run("memory", "rebuild").output == "3 memories, 2 days: 0 differ\n"
        with app.app_context():
            db.session.execute(db.update(MemoryRow).values(reps=9))
            db.session.commit()
        assert run("memory", "rebuild", "BOB").output == "2 memories, 1 days: 2 differ\n"
        assert run("memory", "rebuild").output == "3 memories, 2 days: 1 differ\n"
        assert run("memory", "rebuild").output == "3 memories, 2 days: 0 differ\n"

    @pytest.mark.parametrize("wrong", [("nobody",), ("a", "b")])
    def test_refuses_in_one_line(self, run, bob, wrong):
        one_line(run("memory", "rebuild", *wrong))


class TestABadArgument:
    @pytest.mark.parametrize(
        "wrong",
        [
            ("bank",), ("bank", "frob"), ("bank", "check"), ("bank", "check", "nowhere"), ("bank", "check", "../banks"), ("bank", "list", "x"),
            ("bank", "dump", BANK), ("bank", "dump", BANK, "--what", "facts"), ("bank", "dump", BANK, "--what", "x", "--lang", "en"),
            ("bank", "dump", BANK, "--what", "facts", "--lang", "de"), ("bank", "dump", BANK, "--what", "facts", "--lang", "en", "--seed", "x"),
            ("bank", "dump", BANK, "--what", "facts", "--lang", "en", "--seed", "-1"), ("bank", "dump", BANK, "--frob"),
            ("bank", "mark", BANK), ("bank", "mark", "nowhere", "--lang", "en"), ("bank", "seal", BANK), ("bank", "seal", "nowhere", "--article", "x"),
            ("deck", BANK), ("deck", BANK, "--lang", "en"), ("deck", "nowhere", "--lang", "en", "--out", "x.apkg"), ("deck",),
            ("account",), ("account", "frob"), ("demo", "x"), ("demo", "--frob"), ("backup", "--frob", "x"),
            ("memory",), ("memory", "frob"), ("restore", "--frob", "x"),
        ],
    )  # fmt: skip
    @pure
    def test_is_one_clear_line_and_exit_two(self, run, wrong):
        one_line(run(*wrong))

    @pure
    @pytest.mark.parametrize("seed", ["abc", "-1", "1.5", "", "2147483648", "a\nb"])
    def test_for_a_seed_is_told_what_a_seed_is(self, run, seed):
        done = run("bank", "dump", BANK, "--what", "facts", "--lang", "en", "--seed", seed)
        one_line(done)
        assert done.stderr.startswith("--seed is to be a whole number from 0 to 2147483647, not “")

    @pure
    @pytest.mark.parametrize("command", [("bank",), ("bank", "dump"), ("deck",), ("account", "create"), ("demo",)])
    def test_is_told_more_by_help(self, run, command):
        done = run(*command, "--help")
        assert done.exit_code == 0
        assert done.stdout.startswith("Usage:")


class TestADatabase:
    @pytest.mark.parametrize("words", [("account", "create", "dilara"), ("backup", "copy"), ("demo",)])
    def test_that_does_not_answer_is_one_line_without_a_wrong_hint(self, shell, words):
        done = shell(*words, VARAKA_DATABASE_URL=UNREACHABLE)
        one_line_of(done)
        assert "connection to server at" in done.stderr
        assert not {word for word in ("upgrade", "hidden") if word in done.stderr}

    def test_that_cannot_be_opened_is_named(self, shell, tmp_path):
        file = tmp_path / "nowhere" / "x.sqlite"
        done = shell("account", "create", "dilara", VARAKA_DATABASE_URL=f"sqlite:///{file}")
        one_line_of(done)
        assert done.stderr == f"The database {file} cannot be used: unable to open database file.\n"

    def test_that_is_another_file_is_named(self, shell, instance):
        (instance / "varaka.sqlite").write_text("no database" * 100)
        done = shell("account", "create", "dilara")
        one_line_of(done)
        assert f"{instance / 'varaka.sqlite'} cannot be used: file is not a database." in done.stderr


class TestASetting:
    def test_that_is_refused_is_told_as_all_else_is(self, shell):
        done = shell("bank", "list", VARAKA_PROXIES="x")
        one_line_of(done)
        assert done.stderr.startswith("VARAKA_PROXIES is ")

    @pytest.mark.parametrize(
        "rest", ["", "/", "/:memory:", "varaka.sqlite", "h/x.sqlite", "/file:x?mode=memory&uri=true"]
    )
    def test_that_names_no_file_for_sqlite_is_refused(self, tmp_path, rest):
        with pytest.raises(
            settings.UnsafeSettings, match=r"VARAKA_DATABASE_URL.* sqlite:////absolute/path"
        ) as refusal:
            create_app({"VARAKA_INSTANCE": str(tmp_path), "VARAKA_DATABASE_URL": f"sqlite://{rest}"})
        assert "\n" not in refusal.value.message

    @pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
    def test_may_keep_nothing_in_a_test(self, tmp_path, url):
        made = create_app({"VARAKA_INSTANCE": str(tmp_path), "VARAKA_DATABASE_URL": url, "TESTING": True})
        assert made.config["SQLALCHEMY_DATABASE_URI"] == url


class TestAnInstanceFolder:
    def test_that_takes_no_file_is_named_with_the_way_out(self, tmp_path):
        with pytest.raises(settings.UnsafeSettings) as refusal:
            settings._kept_key(tmp_path / "gone" / "secret_key")
        said = refusal.value.message
        assert said.startswith(f"The folder {tmp_path / 'gone'} cannot be written to: ")
        assert said.endswith(" VARAKA_INSTANCE is to name a folder that can be written to.")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_without_permission_is_one_line(self, shell, instance):
        instance.chmod(0o500)
        done = shell("bank", "list")
        instance.chmod(0o700)
        one_line_of(done)
        assert "VARAKA_INSTANCE" in done.stderr

    def test_with_a_key_that_cannot_be_read_is_one_line(self, shell, instance):
        (instance / "secret_key").mkdir()
        done = shell("bank", "list")
        one_line_of(done)
        assert str(instance / "secret_key") in done.stderr


class TestAProcess:
    """The same through the shell, as scripts call it."""

    def test_finds_the_app_by_itself_and_prints_nothing_else(self, shell):
        done = shell("bank", "list")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{BANK}\nsolar-system\n", "")

    def test_answers_wrong_arguments_with_one_line(self, shell):
        done = shell("bank", "dump", BANK, "--what", "facts", "--lang", "xx")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "Usage" not in done.stderr

    @pytest.mark.parametrize("words", [("account", "create", "dilara"), ("memory", "rebuild"), ("demo",)])
    def test_makes_the_tables_where_there_are_none(self, shell, words):
        done = shell(*words)
        assert (done.returncode, done.stderr) == (0, "")

    def test_on_other_tables_than_these_says_how_to_make_them(self, shell, instance):
        with closing(sqlite3.connect(instance / "varaka.sqlite")) as made:
            made.execute("CREATE TABLE account (id INTEGER)")
        done = shell("account", "create", "dilara")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1
        assert "flask db upgrade" in done.stderr

    def test_checks_a_broken_bank_though_no_server_would_start_with_it(self, shell, instance, broken_folder):
        (instance / "config.py").write_text(f"BANKS = {str(broken_folder)!r}\n")
        done = shell("bank", "check", "broken")
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) >= 3
        assert done.stderr == ""

    def test_tells_of_broken_banks_which_they_are(self, two_broken, tmp_path):
        with pytest.raises(BankErrors) as told:
            assert not Library(two_broken, tmp_path).banks
        files = [mistake.file for mistake in told.value.mistakes]
        assert "banks/broken/bank.toml" in files
        assert "banks/broken-too/bank.toml" in files

    def test_prints_utf_8_whatever_the_terminal_is(self, shell):
        done = shell(
            "bank",
            "dump",
            BANK,
            "--what",
            "facts",
            "--lang",
            "tr",
            LC_ALL="C",
            PYTHONIOENCODING="ascii",
            PYTHONUTF8="0",
        )
        assert done.returncode == 0
        assert "ı" in done.stdout

    def test_ends_quietly_when_nobody_reads_on(self, instance):
        words = f"{sys.executable} -m flask bank dump {BANK} --what questions --lang en | head -1"
        done = subprocess.run(
            words, shell=True, cwd=HOUSE, env=environment(instance), capture_output=True, text=True, check=False
        )
        assert done.stdout.count("\n") == 1
        assert done.stderr == ""


@pytest.fixture
def run(app):
    """``flask`` with these words, in this process."""
    runner = app.test_cli_runner()

    def done(*words, **keywords):
        result = runner.invoke(args=list(words), **keywords)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return done


def one_line(done) -> None:
    """A wrong argument: exit 2, one line on standard error, nothing on standard output."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert done.stderr.endswith("\n")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Usage" not in done.stderr
    assert len(done.stderr) > 15


def one_line_of(done) -> None:
    """The same of a process."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert not done.stderr.startswith("Error")


def lines(done) -> list[dict]:
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    return [json.loads(line) for line in io.StringIO(done.stdout, newline="\n")]


def json_lines(rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def is_iso(text: str) -> bool:
    """A day, a month, a year, or a period of two of them."""
    return all(len(part) in (4, 7, 10) and date.fromisoformat(f"{part}-01-01"[:10]) for part in text.split("/"))


def verified(app, login: str, password: str) -> bool:
    with app.app_context():
        return accounts.verify(accounts.find_by_login(login), password)


@pytest.fixture
def instance(tmp_path) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir()
    return folder


@pytest.fixture
def shell(instance):
    def done(*words, **settings):
        return subprocess.run(
            [sys.executable, "-m", "flask", *words],
            cwd=HOUSE, env=environment(instance) | settings, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return done


def environment(instance: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK", "VARAKA", "PYTHON"))}
    return kept | {"VARAKA_INSTANCE": str(instance)}


@pytest.fixture
def own_bank(app, tmp_path, monkeypatch) -> Path:
    """A copy of the bank that may be written to, in a library of its own."""
    monkeypatch.setattr(app.extensions["library"], "folder", tmp_path / "banks")
    return Path(shutil.copytree(HOUSE / "banks" / BANK, tmp_path / "banks" / BANK))


@pytest.fixture
def broken_folder(tmp_path) -> Path:
    """A library of one bank with three mistakes, each in a file of its own."""
    folder = tmp_path / "banks"
    shutil.copytree(HOUSE / "banks" / BANK, folder / "broken")
    about = folder / "broken" / "bank.toml"
    about.write_text(about.read_text(encoding="utf-8").replace("citation", "citatoin", 1), encoding="utf-8")
    for number, file in enumerate(sorted((folder / "broken" / "facts").glob("*.toml"))[:2]):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('\nat = "', f'\nat = "nowhere {number}', 1), encoding="utf-8")
    return folder


@pytest.fixture
def broken(app, broken_folder, monkeypatch) -> None:
    monkeypatch.setattr(app.extensions["library"], "folder", broken_folder)


@pytest.fixture
def two_broken(broken_folder) -> Path:
    shutil.copytree(broken_folder / "broken", broken_folder / "broken-too")
    return broken_folder


@pytest.fixture
def empty_library(app, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(app.extensions["library"], "folder", tmp_path)
