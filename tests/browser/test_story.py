"""Whole stories, from the first page to the last: on a phone in Turkish by day, at a desk in English by night."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes.choosing import LENGTHS
from tests.browser.conftest import PHONE, Screen, words_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

BANK = "/banks/hacinski-1918"
NAMES = count(1)
OTHER_PASSWORD = "mavi defter 9"
REVIEWS = re.compile(r"reviews (\d+), right|(\d+) tekrar, \d+ doğru")
CODE = re.compile(r"[A-Z]{3}-\d{3}")

one_screen = pytest.mark.parametrize("screen", [Screen(PHONE, "dark", "en")], indirect=True, ids=str)
on_a_phone = pytest.mark.parametrize("screen", [Screen(PHONE, "light", "tr")], indirect=True, ids=str)
no_script = pytest.mark.parametrize("scripts", [False], indirect=True, ids=["without-javascript"])


class TestAVisitor:
    def test_tries_registers_studies_and_takes_the_deck_home(self, learner, tmp_path):
        learner.tries_five()
        learner.registers()
        assert learner.history() >= 5

        assert learner.takes_a_quiz(10) == {"choice", "truth", "typed"}
        done = learner.history()
        assert done >= 15  # a question of several facts is several reviews

        learner.grades_a_card()
        assert learner.history() == done + 1
        learner.takes_the_grade_back()
        assert learner.history() == done

        with ZipFile(learner.takes_the_deck_home(tmp_path)) as deck:
            assert "collection.anki2" in " ".join(deck.namelist())

    @no_script
    @on_a_phone
    def test_does_the_same_without_javascript(self, learner, tmp_path):
        learner.tries_five()
        learner.registers()
        assert learner.history() >= 5
        learner.takes_a_quiz(5)
        learner.grades_a_card()
        learner.takes_the_grade_back()
        assert learner.history() >= 10
        assert learner.takes_the_deck_home(tmp_path).stat().st_size > 10_000

    def test_keeps_the_language_once_chosen(self, page, screen):
        other = {"tr": "en", "en": "tr"}[screen.lang]
        page.goto("/about")
        press(page.locator(f".languages button[value={other}]"))
        expect(page.get_by_role("heading", level=1)).to_have_text(words_in(other)("About Varaka"))
        page.goto("/")
        assert page.locator("html").get_attribute("lang") == other

    @one_screen
    def test_sees_night_where_the_system_has_night(self, page):
        page.goto("/")
        at_night = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.emulate_media(color_scheme="light")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != at_night

    @one_screen
    def test_reads_what_went_wrong_and_finds_the_way_back(self, page, troubles):
        page.goto("/nowhere")
        troubles.clear()
        press(page.locator("main .button.main"))
        expect(page.locator(".hero")).to_be_visible()


class TestAClass:
    def test_is_made_joined_given_work_and_judged(self, learner, another):
        teacher, student = learner, another
        teacher.registers(role="teacher")
        teacher.presses(teacher.say("Classes"))
        teacher.page.fill("#name", "10/B Tarih")
        teacher.submits()
        code = teacher.page.locator("main .code").first.inner_text()
        assert CODE.fullmatch(code)

        press(teacher.page.locator("main .title .button.main"))
        teacher.page.select_option("#topic", index=1)
        teacher.page.check(f"[name=length][value='{LENGTHS[0]}']")
        teacher.page.fill("#due", f"{datetime.now(UTC) + timedelta(days=7):%Y-%m-%d}")
        teacher.submits()
        expect(teacher.page.locator(".notice.right")).to_be_visible()

        student.page.goto("/")
        student.page.fill("#code", code.lower().replace("-", " "))
        press(student.page.locator("main .inline .button"))
        expect(student.page.locator("#code")).to_have_value(code.lower().replace("-", " "))
        student.registers(from_here=True, name="Bob")
        expect(student.page.locator(".notice.right")).to_contain_text("10/B Tarih")
        press(student.page.locator("main .rows progress + form .button"))
        student.answers_all(LENGTHS[0])

        press(teacher.page.locator("main .rows a.name").first)
        row = teacher.page.locator("tbody tr").filter(has_text="Bob")
        expect(row.locator("td").first).to_have_text(f"{LENGTHS[0]} / {LENGTHS[0]}")

        press(teacher.page.locator("main .title a").first)
        teacher.page.locator(".sure summary").click()
        press(teacher.page.locator(".sure .button"))
        expect(teacher.page.locator(".notice.note")).to_be_visible()
        expect(teacher.page.locator(".sure")).to_have_count(0)


class TestAnAccount:
    def test_changes_its_password_and_comes_back_with_the_new_one(self, learner):
        login = learner.registers()
        learner.page.goto("/settings/password")
        learner.page.fill("#current", PASSWORD)
        learner.page.fill("#new", OTHER_PASSWORD)
        learner.submits()
        expect(learner.page.get_by_role("status")).to_be_visible()
        press(learner.page.locator(".bottom button"))
        learner.signs_in(login, OTHER_PASSWORD)
        expect(learner.page.locator(".tabs")).to_be_visible()

    def test_signs_out_on_every_device(self, learner, another):
        login = learner.registers()
        another.signs_in(login, PASSWORD)
        learner.page.goto("/settings")
        press(learner.page.locator("form[action$=everywhere] button"))
        for page in (learner.page, another.page):
            page.goto("/progress")
            expect(page).to_have_url(re.compile("/sign-in"))

    @one_screen
    def test_downloads_all_that_is_kept_of_it(self, learner, tmp_path):
        login = learner.registers()
        learner.page.goto("/settings")
        link = learner.page.get_by_role("link", name=learner.say("Download everything kept about me"))
        kept = json.loads(downloaded(learner.page, link, tmp_path).read_text())
        assert login in json.dumps(kept)

    def test_deletes_itself_for_good(self, learner):
        login = learner.registers()
        learner.page.goto("/settings/delete")
        learner.page.fill("#current", PASSWORD)
        press(learner.page.locator("main .button.danger"))
        expect(learner.page.get_by_role("status")).to_be_visible()
        learner.signs_in(login, PASSWORD)
        expect(learner.page.locator("#password-error")).to_be_visible()


class TestAFormWithMistakes:
    def test_says_so_beside_the_field_keeps_what_was_typed_and_takes_the_focus(self, page):
        page.goto("/register")
        page.fill("#login", "çok kısa bir ad değil")
        page.fill("#password", "kısa")
        press(page.locator("main .button.main"))
        expect(page.locator("#login")).to_have_value("çok kısa bir ad değil")
        expect(page.locator("#login")).to_have_attribute("aria-describedby", re.compile("login-error"))
        expect(page.locator("#login-error")).to_be_visible()
        expect(page.locator(".notice.wrong")).to_be_focused()

    @one_screen
    def test_leads_from_its_summary_to_the_field(self, page):
        page.goto("/register")
        page.fill("#login", "yeterince-uzun")
        page.fill("#password", "kısa")
        press(page.locator("main .button.main"))
        page.locator(".notice.wrong a").click()
        page.keyboard.type("x")
        expect(page.locator("#password")).to_have_value("x")


class TestAnAnswer:
    @one_screen
    def test_pressed_twice_counts_once(self, learner):
        learner.registers()
        learner.begins_a_quiz(5, ["true-false"])
        learner.page.locator(".option input").first.evaluate("field => { field.checked = true; }")
        with learner.page.expect_navigation():
            learner.page.locator("main .button.main").dblclick()
        expect(learner.page.locator(".verdict").first).to_be_visible()
        expect(learner.page.locator(".folio b")).to_have_text("1")
        assert learner.history() == 1

    @one_screen
    def test_is_neither_lost_nor_doubled_by_going_back(self, learner):
        learner.registers()
        learner.begins_a_quiz(5, ["true-false"])
        learner.answers()
        learner.page.go_back()
        if learner.page.locator(".verdict").count() == 0:
            learner.answers()
        expect(learner.page.locator(".verdict").first).to_be_visible()
        assert learner.history() == 1

    @one_screen
    def test_leaves_a_quiz_that_goes_on_where_it_was(self, learner):
        learner.registers()
        learner.begins_a_quiz(5)
        learner.answers()
        press(learner.page.locator("main .button.main"))
        stem = learner.page.locator("h1").inner_text()
        learner.page.reload()
        expect(learner.page.locator("h1")).to_have_text(stem)
        learner.page.goto("/")
        press(learner.page.locator("main .rows a.name").first)
        expect(learner.page.locator("h1")).to_have_text(stem)
        expect(learner.page.locator(".folio b")).to_have_text("2")


class Learner:
    """Somebody with a browser who presses what there is to press."""

    def __init__(self, page: Page, say: Callable[[str], str]) -> None:
        self.page = page
        self.say = say

    def presses(self, name: str) -> None:
        press(self.page.get_by_role("link", name=name, exact=True))

    def submits(self) -> None:
        press(self.page.locator("main .button.main"))

    def tries_five(self) -> None:
        self.page.goto("/")
        press(self.page.get_by_role("button", name=self.say("Try five questions now")))
        self.answers_all(5)

    def registers(self, role: str = "learner", name: str = "", *, from_here: bool = False) -> str:
        """Make an account from the button at hand, or by its address; the login name."""
        invited = self.page.get_by_role("link", name=self.say("Make an account and keep these answers"))
        if from_here:
            pass
        elif self.page.url.startswith("http") and invited.count():
            press(invited)
        else:
            self.page.goto("/register")
        login = f"ayla{next(NAMES)}-{datetime.now(UTC):%H%M%S%f}"
        for field, value in {"login": login, "name": name, "password": PASSWORD}.items():
            self.page.fill(f"#{field}", value)
        self.page.check(f"[name=role][value={role}]")
        self.submits()
        return login

    def signs_in(self, login: str, password: str) -> None:
        self.page.goto("/sign-in")
        self.page.fill("#login", login)
        self.page.fill("#password", password)
        self.submits()

    def begins_a_quiz(self, length: int, families: Collection[str] = ()) -> None:
        """Take a quiz of questions of any sort, or of these families alone, as where each is to be one review."""
        self.page.goto(BANK)
        self.presses(self.say("Take a quiz"))
        self.page.check(f"[name=length][value='{length}']")
        for family in families:
            self.page.check(f"[name=families][value={family}]")
        self.submits()

    def takes_a_quiz(self, length: int) -> set[str]:
        """Answer a whole quiz; the forms met on the way."""
        self.begins_a_quiz(length)
        return self.answers_all(length)

    def answers_all(self, length: int) -> set[str]:
        met = set()
        for _ in range(length):
            met.add(self.answers())
            self.submits()
        expect(self.page.locator(".tally, .rows.ruled").first).to_be_visible()
        return met

    def answers(self) -> str:
        """Give the first answer at hand; the form of the question."""
        truth, typed = self.page.locator("input[value=true]").count(), self.page.locator("#answer").count()
        ticks = self.page.locator(".option input[type=checkbox]").count()
        if typed:
            self.page.fill("#answer", "bilmem")
        elif self.page.locator(".placing").count():
            for n, select in enumerate(self.page.locator(".place select:visible").all(), 1):
                select.select_option(index=n)
        else:
            several = 3 if re.search(r"three|üçü", self.page.locator("h1").inner_text()) else 2
            for n in range(several if ticks else 1):
                self.page.locator(".option").nth(n).click()
        self.submits()
        expect(self.page.locator(".verdict").first).to_be_visible()
        return "typed" if typed else "truth" if truth else "choice"

    def grades_a_card(self) -> None:
        self.page.goto("/")
        press(self.page.locator("main .leaf .button.main"))
        asked = self.page.locator("h1").inner_text()
        self.page.locator("[data-show]").click()
        expect(self.page.locator(".answer")).to_be_visible()
        press(self.page.locator("[data-grade].main"))
        expect(self.page.locator("h1")).not_to_have_text(asked)

    def takes_the_grade_back(self) -> None:
        press(self.page.locator("[data-undo]"))
        expect(self.page.get_by_role("status")).to_be_visible()

    def history(self) -> int:
        """How many reviews the progress page counts; it lists no more than the latest twenty."""
        here = self.page.url
        self.page.goto("/progress")
        ((said, turned),) = REVIEWS.findall(self.page.locator("main").inner_text())
        self.page.goto(here)
        return int(said or turned)

    def takes_the_deck_home(self, folder: Path) -> Path:
        self.page.goto(BANK)
        return downloaded(self.page, self.page.locator("a[href*='.apkg'], .margin .button").first, folder)


def press(what: Locator) -> None:
    """Press, and wait for the page it leads to."""
    with what.page.expect_navigation():
        what.click()


def downloaded(page: Page, link: Locator, folder: Path) -> Path:
    with page.expect_download() as coming:
        link.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


@pytest.fixture
def learner(page: Page, say: Callable[[str], str]) -> Learner:
    return Learner(page, say)


@pytest.fixture
def another(another_page: Page, say: Callable[[str], str]) -> Learner:
    return Learner(another_page, say)
