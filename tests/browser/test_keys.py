"""Everything with the keyboard alone: no test here moves a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from models import accounts, db
from tests.browser.conftest import DESK, Screen
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

BANK = "/banks/hacinski-1918"
MOST_TABS = 60

one_screen = pytest.mark.parametrize("screen", [Screen(DESK, "light", "en")], indirect=True, ids=str)


class TestTheWholeStory:
    def test_needs_no_mouse(self, hands, tmp_path):
        page, say = hands.page, hands.say
        page.goto("/")
        hands.press_on(hands.button("Try five questions now"))
        hands.answer_all(5)
        hands.press_on(hands.link("Make an account and keep these answers"))
        hands.register("tuslar")
        expect(page.locator(".tabs")).to_be_visible()

        hands.press_on(page.locator(f".tabs a[href='{BANK}']"))
        hands.press_on(hands.link("Take a quiz"))
        hands.choose("length", "5")
        hands.press_on(hands.button("Begin"))
        hands.answer_all(5)

        page.goto("/")
        hands.press_on(hands.link("Start studying"))
        hands.turn_and_grade()
        hands.press("u")
        expect(page.get_by_role("status")).to_have_text(re.compile(re.escape(say("The last grade was taken back."))))
        hands.press_on(hands.link("End the session"))

        hands.press_on(hands.link("Progress"))
        assert page.locator("main .rows > li").count() >= 8  # a fact may have been met twice, and a match has several
        assert hands.take_deck(tmp_path).stat().st_size > 10_000

    @one_screen
    def test_begins_with_a_way_past_the_head(self, page):
        page.goto("/about")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

    @one_screen
    def test_goes_backwards_as_well(self, hands):
        hands.page.goto("/about")
        hands.tab_to(hands.page.locator(".account"))
        for _ in range(3):
            hands.page.keyboard.press("Shift+Tab")
        expect(hands.page.locator(".languages button").first).to_be_focused()


class TestAQuestion:
    def test_takes_digits_then_enter_then_enter(self, hands):
        hands.begin_a_quiz("choice")
        hands.page.keyboard.press("2")
        expect(hands.page.locator(".option input").nth(1)).to_be_checked()
        hands.page.keyboard.press("1")
        expect(hands.page.locator(".option input").first).to_be_checked()
        hands.press("Enter")
        expect(hands.page.locator(".verdict").first).to_be_focused()
        hands.press("Enter")
        assert int(hands.page.locator(".folio b").inner_text()) >= 2

    @one_screen
    def test_lets_arrows_walk_the_options(self, hands):
        hands.begin_a_quiz("choice")
        hands.tab_to(hands.page.locator(".option input").first)
        hands.page.keyboard.press("ArrowDown")
        expect(hands.page.locator(".option input").nth(1)).to_be_checked()

    @one_screen
    def test_leaves_keys_alone_while_an_answer_is_typed(self, hands):
        hands.begin_a_quiz("typed")
        expect(hands.page.locator("#answer")).to_be_focused()
        hands.page.keyboard.type("3.5.1920?")
        expect(hands.page.locator("#answer")).to_have_value("3.5.1920?")
        expect(hands.page.locator("dialog")).not_to_be_visible()

    @one_screen
    def test_lists_its_keys_and_gives_the_focus_back(self, hands):
        hands.begin_a_quiz("choice")
        hands.tab_to(hands.page.locator("[data-keys-open]"))
        hands.page.keyboard.press("?")
        expect(hands.page.locator("dialog")).to_be_visible()
        hands.page.keyboard.press("1")
        expect(hands.page.locator(".option input:checked")).to_have_count(0)
        hands.page.keyboard.press("Escape")
        expect(hands.page.locator("dialog")).not_to_be_visible()
        expect(hands.page.locator("[data-keys-open]")).to_be_focused()

    @one_screen
    def test_is_not_answered_by_an_empty_enter(self, hands):
        hands.begin_a_quiz("choice")
        hands.page.keyboard.press("Enter")
        expect(hands.page.locator(".option input").first).to_be_focused()
        expect(hands.page.locator(".verdict")).to_have_count(0)


class TestACard:
    def test_is_shown_and_called_good_by_the_space_bar(self, hands):
        hands.begin_cards()
        asked = hands.page.locator("h1").inner_text()
        hands.page.keyboard.press("Space")
        expect(hands.page.locator("[data-answer]")).to_be_focused()
        hands.press("Space")
        expect(hands.page.locator("h1")).not_to_have_text(asked)

    @one_screen
    @pytest.mark.parametrize("grade", [1, 2, 3, 4], ids=["again", "hard", "good", "easy"])
    def test_takes_a_grade_by_its_number(self, hands, grade):
        hands.begin_cards()
        hands.page.keyboard.press("Enter")
        with hands.page.expect_request(lambda request: request.method == "POST") as sent:
            hands.press(str(grade))
        assert f"grade={grade}" in (sent.value.post_data or "")

    @one_screen
    def test_gives_no_grade_before_the_answer_is_seen(self, hands):
        hands.begin_cards()
        asked = hands.page.locator("h1").inner_text()
        hands.page.keyboard.press("3")
        hands.page.reload()
        expect(hands.page.locator("h1")).to_have_text(asked)


class TestShortcuts:
    @one_screen
    def test_can_be_switched_off_in_the_settings(self, hands, member):
        member()
        hands.page.goto("/settings")
        hands.tab_to(hands.page.locator("#shortcuts"))
        hands.page.keyboard.press("Space")
        hands.press_on(hands.button("Save"))
        assert hands.page.locator("body").get_attribute("data-shortcuts") == "off"

    @one_screen
    def test_do_nothing_on_a_card_once_switched_off(self, hands, without_shortcuts):
        hands.page.goto(f"{BANK}/cards")
        for key in ("Space", "Enter", "3", "u", "?"):
            hands.page.keyboard.press(key)
        expect(hands.page.locator("[data-show]")).to_be_visible()
        expect(hands.page.locator("dialog")).not_to_be_visible()

    @one_screen
    def test_do_nothing_on_a_question_once_switched_off(self, hands, without_shortcuts):
        hands.begin_a_quiz("choice", signed_in=True)
        for key in ("1", "2", "?"):
            hands.page.keyboard.press(key)
        expect(hands.page.locator(".option input:checked")).to_have_count(0)
        expect(hands.page.locator("dialog")).not_to_be_visible()

    @one_screen
    def test_are_not_needed(self, hands, without_shortcuts):
        hands.page.goto(f"{BANK}/cards")
        hands.tab_to(hands.page.locator("[data-show]"))
        hands.page.keyboard.press("Enter")
        hands.press_on(hands.page.locator("[data-grade]").nth(3))
        expect(hands.page.locator("[data-show]")).to_be_visible()


class Hands:
    """Two hands on a keyboard."""

    def __init__(self, page: Page, say: Callable[[str], str], member: Callable[..., str]) -> None:
        self.page = page
        self.say = say
        self.member = member

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(name))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(name))

    def tab_to(self, what: Locator) -> None:
        """Press Tab until it has the focus."""
        for _ in range(MOST_TABS):
            if what.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the Tab key does not reach {what}")

    def press(self, key: str) -> None:
        """Press a key and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def press_on(self, what: Locator) -> None:
        self.tab_to(what)
        self.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """Choose one of some radio buttons: Tab reaches the chosen one, arrows walk."""
        self.tab_to(self.page.locator(f"[name={name}]:checked"))
        while not self.page.locator(f"[name={name}][value='{value}']").is_checked():
            self.page.keyboard.press("ArrowDown")

    def register(self, login: str) -> None:
        self.tab_to(self.page.locator("#login"))
        self.page.keyboard.type(f"{login}-{id(self.page):x}")
        self.tab_to(self.page.locator("#password"))
        self.page.keyboard.type(PASSWORD)
        self.press("Enter")

    def answer_all(self, length: int) -> None:
        for _ in range(length):
            self.answer()
            self.press("Enter")

    def answer(self) -> None:
        """Answer the question at hand, whatever its form."""
        ticks, selects = self.page.locator(".option input[type=checkbox]"), self.page.locator(".place select:visible")
        if self.page.locator("#answer").count():
            self.page.keyboard.type("bilmem")
        elif self.page.locator(".placing").count():
            for n in range(selects.count()):
                self.tab_to(selects.nth(n))
                self.page.keyboard.press("ArrowDown")
            self.press_on(self.button("Answer"))
            return
        else:
            several = re.search(r"three|üçü", self.page.locator("h1").inner_text())
            for key in "123"[: (3 if several else 2) if ticks.count() else 1]:
                self.page.keyboard.press(key)
        self.press("Enter")

    def begin_a_quiz(self, family: str, *, signed_in: bool = False) -> None:
        if not signed_in:
            self.member()
        self.page.goto(f"{BANK}/quiz")
        self.tab_to(self.page.locator(f"[name=families][value={family}]"))
        self.page.keyboard.press("Space")
        self.press_on(self.button("Begin"))
        while self.page.locator(".option input[type=checkbox]").count():  # one of several is another test's
            self.press_on(self.button("I don't know"))
            self.press("Enter")

    def begin_cards(self) -> None:
        self.member()
        self.page.goto(f"{BANK}/cards")

    def turn_and_grade(self) -> None:
        self.page.keyboard.press("Space")
        expect(self.page.locator(".answer")).to_be_visible()
        self.press("Space")

    def take_deck(self, folder: Path) -> Path:
        self.page.goto(BANK)
        self.tab_to(self.page.locator(".margin .button").first)
        with self.page.expect_download() as coming:
            self.page.keyboard.press("Enter")
        coming.value.save_as(folder / "deck.apkg")
        return folder / "deck.apkg"


@pytest.fixture
def hands(page: Page, say: Callable[[str], str], member: Callable[..., str]) -> Hands:
    return Hands(page, say, member)


@pytest.fixture
def without_shortcuts(app, member) -> str:
    """Somebody signed in who has switched the shortcuts off."""
    login = member()
    with app.app_context():
        account = accounts.find_by_login(login)
        assert account is not None
        account.shortcuts = False
        db.session.commit()
    return login
