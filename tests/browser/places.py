"""Every place of the site, and how to stand there: ``PLACES["quiz: a wrong choice"].go(visit)``."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page

from models import accounts, classes, db, reviews, throttles
from models.accounts import Account
from models.classes import Assignment, Class
from models.reviews import Recall
from models.runs import Run
from quizzes.facts import Bank
from quizzes.forms import Question
from quizzes.memory import Grade
from quizzes.questions import QuestionBank
from tests.conftest import PASSWORD
from web import clock, demo, errors
from web.cards import NEW_A_DAY, cardable
from web.demo import Person
from web.library import library

LONG_CLASS = "11/C Sosyal Bilimler, Çağdaş Türk ve Dünya Tarihi (seçmeli)"
LONG_NAME = "Mehemmed Hasanağa Çobanzade-Şıxəlioğullarından Yusufbeyli"
SEED = 7


@dataclass(frozen=True)
class School:
    """A teacher with a class of two, one of whom has weeks of history; an assignment open and one past."""

    teacher: str
    student: str
    group: int
    assignment: int


@dataclass(frozen=True)
class Visit:
    """Someone with a browser and, through ``app``, a hand behind the curtain."""

    page: Page
    app: Flask
    school: School
    lang: str
    sign_in: Callable[[str], None]

    def to(self, path: str) -> None:
        self.page.goto(path)

    def press(self, selector: str) -> None:
        """Press a button and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def learner(self) -> Account:
        """Somebody new, signed in."""
        login = f"gunel{secrets.token_hex(4)}"
        with self.app.app_context():
            account = accounts.create(login, PASSWORD, now=clock.now(), lang=self.lang)
            db.session.commit()
        self.sign_in(login)
        return account

    def questions(self) -> QuestionBank:
        bank = next(iter(library().banks))
        return library().questions(bank, self.lang)

    def asked(self, form: str, position: int = 1) -> Question:
        """Stand before a question of this form, in a quiz of two; what is asked."""
        account = self.learner()
        with self.app.app_context():
            questions = self.questions()
            first = next(key for key in questions.ids if key.endswith(f".{form}"))
            second = next(key for key in questions.ids if key.endswith(".choice") and key != first)
            ids = [first, second] if position == 1 else [second, first]
            run = _run(account, questions.bank, ids, self.lang)
            made = questions.question(first, SEED)
        self.to(f"/quizzes/{run}/1")
        return made

    def answered(self, form: str, answer: Callable[[Question], str]) -> None:
        """Stand before a question of this form, answered."""
        made = self.asked(form)
        self.answer(made, answer(made))

    def answer(self, made: Question, said: str) -> None:
        if made.form in ("choice", "true", "false"):
            value = said if made.form != "choice" else str([o.text for o in made.options].index(said))
            self.page.check(f".option input[value='{value}']")
        elif made.form == "multiple":
            for number in said.split(","):
                self.page.check(f".option input[value='{number}']")
        elif made.form == "match":
            for row, number in enumerate(said.split(",")):
                self.page.select_option(f"#answer-{row}", number)
        elif made.form != "order":  # which stands in some order already
            self.page.fill("#answer", said)
        self.press("main .button.main")


@dataclass(frozen=True)
class Place:
    """``go`` leads there; ``stays`` where loading the address again leads there too; ``code`` is the answer's."""

    go: Callable[[Visit], object]
    stays: bool = True
    code: int = 200


def open_school(app: Flask) -> School:
    """Make a class with all that its pages can show."""
    with app.app_context():
        now = clock.now()
        bank = next(iter(library().banks.values()))
        teacher = accounts.create("ogretmen", PASSWORD, now=now, role="teacher", name=LONG_NAME)
        group = classes.create(teacher, LONG_CLASS, now=now)
        ends = [now + timedelta(days=3), now - timedelta(days=1)]
        given = [Assignment(class_id=group.id, bank=bank.id, topic=topic, length=10, due=due, zone=teacher.zone,
                            created=now) for topic, due in zip((next(iter(bank.topics)), ""), ends, strict=True)]  # fmt: skip
        db.session.add_all(given)
        db.session.commit()
        school = School("ogretmen", "talebe", group.id, given[0].id)
        _fill(group, library().questions(bank.id, "tr"))
    return school


def _fill(group: Class, questions: QuestionBank) -> None:
    now = clock.now()
    demo.make_student(Person("talebe", PASSWORD), group, questions, now=now)
    busy = accounts.find_by_login("talebe")
    assert busy is not None
    busy.name = LONG_NAME
    idle = accounts.create("yenigelen", PASSWORD, now=now, name="Əli")
    classes.join(group, idle.id, now=now)
    _run(busy, questions.bank, list(questions.ids[:5]), "tr")


def _run(account: Account, bank: Bank, ids: list[str], lang: str) -> int:
    run = Run(account_id=account.id, assignment_id=None, bank=bank.id, lang=lang, seed=SEED, questions=ids,
              answered=0, right=0, started=clock.now())  # fmt: skip
    db.session.add(run)
    db.session.commit()
    return run.id


# --- how to stand at some places ------------------------------------------------------------------------------------


def at(path: str, who: str = "") -> Callable[[Visit], object]:
    """The page of an address; ``{bank}`` and the school's ids are filled in; ``who``: teacher, student, or nobody."""

    def go(visit: Visit) -> None:
        if who:
            visit.sign_in(getattr(visit.school, who))
        visit.to(path.format(bank="hacinski-1918", school=visit.school))

    return go


def sent(path: str, who: str = "", **values: str) -> Callable[[Visit], object]:
    """The page that a form gives back: fields are filled as said, past what the browser itself would refuse."""

    def go(visit: Visit) -> None:
        at(path, who)(visit)
        visit.page.locator("main form").first.evaluate("form => { form.noValidate = true; }")
        for name, value in values.items():
            visit.page.locator(f"main [name={name}]").first.evaluate(SET, value)
        visit.press("main form .button.main, main form .button.danger")

    return go


SET = """(field, value) => {
  if (field.tagName === 'SELECT') field.add(new Option(value, value));
  if (field.type === 'radio' || field.type === 'checkbox') field.checked = true;
  field.value = value;
}"""


def a_try(visit: Visit) -> None:
    visit.to("/")
    visit.press(".hero .button.main")


def a_try_answered(visit: Visit) -> None:
    a_try(visit)
    visit.page.locator(".option input").first.check()
    visit.press("main .button.main")


def a_try_summed_up(visit: Visit) -> None:
    a_try(visit)
    for _ in range(5):
        visit.press("main .button.bare")
        visit.press("main .button.main")


def a_quiz_summed_up(visit: Visit) -> None:
    visit.answered("choice", wrong_option)
    visit.press("main .button.main")
    visit.page.locator(".option input").first.check()
    visit.press("main .button.main")
    visit.press("main .button.main")


def a_quiz_broken_off(visit: Visit) -> None:
    visit.asked("choice")
    visit.press(".exit a")


def a_question_gone(visit: Visit) -> None:
    account = visit.learner()
    with visit.app.app_context():
        run = _run(account, visit.questions().bank, ["event/erased~when.date"], visit.lang)
    visit.to(f"/quizzes/{run}/1")


def the_cards_done(visit: Visit) -> None:
    account = visit.learner()
    with visit.app.app_context():
        questions = visit.questions()
        for fact in sorted(cardable(questions), key=lambda f: -f.importance)[:NEW_A_DAY]:
            easy = Recall(fact.id, questions.bank.id, fact.id, "card", "", "card", visit.lang, "right", Grade.EASY)
            reviews.record(account.id, easy, now=clock.now(), zone=account.zone)
        db.session.commit()
    at("/banks/{bank}/cards")(visit)


def a_card_turned(visit: Visit) -> None:
    at("/banks/{bank}/cards", "student")(visit)
    visit.page.click("[data-show]")


def a_card_turned_without_a_script(visit: Visit) -> None:
    at("/banks/{bank}/cards", "student")(visit)
    visit.to(str(visit.page.get_attribute("[data-show]", "href")))


def as_somebody_new(path: str) -> Callable[[Visit], object]:
    def go(visit: Visit) -> None:
        visit.learner()
        at(path)(visit)

    return go


def as_a_new_teacher(path: str) -> Callable[[Visit], object]:
    def go(visit: Visit) -> None:
        account = visit.learner()
        with visit.app.app_context():
            found = accounts.find_by_login(account.login)
            assert found is not None
            accounts.promote(found, "teacher")
            db.session.commit()
        at(path)(visit)

    return go


def as_an_editor(path: str) -> Callable[[Visit], object]:
    def go(visit: Visit) -> None:
        account = visit.learner()
        with visit.app.app_context():
            found = accounts.find_by_login(account.login)
            assert found is not None
            accounts.promote(found, "admin")
            db.session.commit()
        at(path)(visit)

    return go


def some_reports(visit: Visit) -> None:
    visit.answered("choice", lambda made: made.answers[0])
    visit.page.click(".doubt summary")
    visit.page.fill("#doubt", "Bu tarih 1903 olmasın?")
    visit.press(".doubt .button")
    as_an_editor("/reports")(visit)


def refused_too_often(visit: Visit) -> None:
    login = f"biri{secrets.token_hex(4)}"
    with visit.app.app_context():
        for _ in range(throttles.SIGN_IN_HERE.most):
            throttles.take((throttles.SIGN_IN_HERE, f"{login}\n127.0.0.1"), now=clock.now())
        db.session.commit()
    sent("/sign-in", login=login, password="yanlış parola")(visit)


def broken(code: int) -> Callable[[Visit], object]:
    """The page of a fault that no test can bring about: drawn by the app, shown by the browser."""

    def go(visit: Visit) -> None:
        form = {"method": "POST", "data": {"name": "10/B"}}
        with visit.app.test_request_context("/classes", headers={"Accept-Language": visit.lang}, **form):
            drawn = errors.page(code).get_data(as_text=True)
        visit.page.route("**/classes", lambda route: route.fulfill(status=code, body=drawn, content_type="text/html"))
        visit.to("/classes")

    return go


def wrong_option(made: Question) -> str:
    return next(o.text for o in made.options if not o.right)


def right_option(made: Question) -> str:
    return next(o.text for o in made.options if o.right)


def key(made: Question) -> str:
    return made.answers[0]


def slip(made: Question) -> str:
    """The key with one letter doubled."""
    answer = made.answers[0]
    return answer[:3] + answer[2:]


FORGED = {"csrf_token": "forged"}

PLACES: dict[str, Place] = {
    "the front page": Place(at("/")),
    "about": Place(at("/about")),
    "privacy": Place(at("/privacy")),
    "a bank": Place(at("/banks/{bank}")),
    "a topic": Place(at("/banks/{bank}/topics/trabzon")),
    "a timeline": Place(at("/banks/{bank}/timeline")),
    "a map": Place(at("/banks/{bank}/map")),
    "signatures": Place(at("/banks/{bank}/signatures")),
    "looking something up": Place(at("/banks/{bank}/read")),
    "looking something up: found": Place(at("/banks/{bank}/read?q=hacinski+batum")),
    "looking something up: nothing": Place(at("/banks/{bank}/read?q=yokboyle")),
    "a fact": Place(at("/banks/{bank}/facts/life/hacinski/1928", "student")),
    "a name": Place(at("/banks/{bank}/names/hacinski")),
    "all names": Place(at("/banks/{bank}/names")),
    "reports": Place(some_reports),
    "what a change would touch": Place(as_an_editor("/banks/{bank}/editing/treaty/friendship-1918-06-04/art-4")),
    "register": Place(at("/register")),
    "register: with errors": Place(sent("/register", login="a", password="kısa"), stays=False),
    "sign in": Place(at("/sign-in")),
    "sign in: with errors": Place(sent("/sign-in", login="kimse", password="yanlış parola"), stays=False),
    "a try": Place(a_try),
    "a try: answered": Place(a_try_answered),
    "a try: summed up": Place(a_try_summed_up),
    "today: nothing yet": Place(as_somebody_new("/")),
    "today": Place(at("/", "student")),
    "a bank: signed in": Place(at("/banks/{bank}", "student")),
    "a topic: signed in": Place(at("/banks/{bank}/topics/treaties", "student")),
    "progress: nothing yet": Place(as_somebody_new("/progress")),
    "progress": Place(at("/progress", "student")),
    "a new quiz": Place(at("/banks/{bank}/quiz", "student")),
    "a new quiz: with errors": Place(sent("/banks/{bank}/quiz", "student", length="77"), stays=False),
    "quiz: a choice": Place(lambda visit: visit.asked("choice")),
    "quiz: true or false": Place(lambda visit: visit.asked("true")),
    "quiz: typed": Place(lambda visit: visit.asked("typed")),
    "quiz: a date": Place(lambda visit: visit.asked("date")),
    "quiz: a number": Place(lambda visit: visit.asked("number")),
    "quiz: several": Place(lambda visit: visit.asked("multiple")),
    "quiz: a gap": Place(lambda visit: visit.asked("cloze")),
    "quiz: a match": Place(lambda visit: visit.asked("match")),
    "quiz: an order": Place(lambda visit: visit.asked("order")),
    "quiz: several answered": Place(
        lambda visit: visit.answered("multiple", lambda made: "0,1,2"[: len(made.parts) * 2 - 1])
    ),
    "quiz: a gap filled": Place(lambda visit: visit.answered("cloze", key)),
    "quiz: a match answered": Place(
        lambda visit: visit.answered("match", lambda made: ",".join("0" for _ in made.rows))
    ),
    "quiz: an order answered": Place(lambda visit: visit.answered("order", key)),
    "quiz: a wrong choice": Place(lambda visit: visit.answered("choice", wrong_option)),
    "quiz: a right choice": Place(lambda visit: visit.answered("choice", right_option)),
    "quiz: wrongly called false": Place(lambda visit: visit.answered("true", lambda _: "false")),
    "quiz: a spelling note": Place(lambda visit: visit.answered("typed", slip)),
    "quiz: typed and wrong": Place(lambda visit: visit.answered("typed", lambda _: "bilmem")),
    "quiz: a date and right": Place(lambda visit: visit.answered("date", key)),
    "quiz: summed up": Place(a_quiz_summed_up),
    "quiz: broken off": Place(a_quiz_broken_off),
    "quiz: a question gone": Place(a_question_gone),
    "a card": Place(at("/banks/{bank}/cards", "student")),
    "a card: turned": Place(a_card_turned, stays=False),
    "a card: turned without a script": Place(a_card_turned_without_a_script),
    "cards: done": Place(the_cards_done),
    "settings": Place(at("/settings", "student")),
    "settings: with errors": Place(sent("/settings", "student", zone="Mars/Olympus"), stays=False),
    "password": Place(at("/settings/password", "student")),
    "password: with errors": Place(sent("/settings/password", "student", current="yanlış parola", new="kısa")),
    "delete": Place(at("/settings/delete", "student")),
    "delete: with errors": Place(sent("/settings/delete", "student", current="yanlış parola"), stays=False),
    "classes: none yet": Place(as_a_new_teacher("/classes")),
    "classes": Place(at("/classes", "teacher")),
    "classes: with errors": Place(sent("/classes", "teacher", name=""), stays=False),
    "a class": Place(at("/classes/{school.group}", "teacher")),
    "an assignment": Place(at("/classes/{school.group}/assign", "teacher")),
    "an assignment: with errors": Place(sent("/classes/{school.group}/assign", "teacher"), stays=False),
    "results": Place(at("/assignments/{school.assignment}/results", "teacher")),
    "error 400": Place(sent("/sign-in", **FORGED), stays=False, code=400),
    "error 403": Place(as_somebody_new("/classes"), code=403),
    "error 404": Place(at("/nowhere"), code=404),
    "error 405": Place(at("/sign-out"), code=405),
    "error 413": Place(sent("/register", login="a" * 1_100_000), stays=False, code=413),
    "error 429": Place(refused_too_often, stays=False, code=429),
    "error 500": Place(broken(500), code=500),
    "error 503": Place(broken(503), code=503),
}
