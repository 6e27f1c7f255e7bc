"""Classes: a teacher makes one and gives its code; learners join; a topic is assigned and its results read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from models import classes, db, reviews, runs, throttles
from models.accounts import Account, display_name
from models.classes import Assignment, Class
from models.runs import Standing
from quizzes.prompts import statement
from web import errors, quizzes
from web.clock import now
from web.forms import CHOOSE, length_field
from web.languages import chosen
from web.library import library, topic_sizes
from web.showing import moment_words

bp = Blueprint("classes", __name__)

#: how many facts the results name as most often missed
MOST_MISSED = 5


class ClassForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A class's name."""

    name = StringField(
        _("Name of the class"),
        filters=[lambda typed: display_name(typed or "")],
        validators=[
            DataRequired(_("Give the class a name your pupils will know, such as 10/B History.")),
            Length(max=60, message=_("Please keep the name under 60 characters.")),
        ],
    )
    taken: Collection[str] = ()

    def validate_name(self, field: StringField) -> None:
        """A name the teacher's other classes do not have: nobody could tell them apart, and a form sent twice is one."""
        if field.data in self.taken:
            raise ValidationError(
                gettext("You have a class of this name already. It stands in the list on this page.")
            )


class AssignmentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A topic, how many questions, until when."""

    topic = SelectField(_("Topic"), invalid_choice_message=CHOOSE)
    length = length_field()
    due = DateField(
        _("Due date"),
        validators=[InputRequired(_("Choose the last day on which it can be handed in."))],
        description=_("Open until 23:59 on that day."),
        invalid_value_message=_("Write the day as a date of the calendar."),
    )

    def __init__(self, zone: str) -> None:
        self.zone = zone
        super().__init__()

    def validate_due(self, field: DateField) -> None:
        """A day that is still to come where the teacher is, and not further off than anyone plans."""
        today = now().astimezone(ZoneInfo(self.zone)).date()
        if field.data is None:
            return  # what was typed is no date, and the field has said so
        if field.data < today:
            raise ValidationError(gettext("This day is past. Choose today or a later day."))
        if (field.data - today).days > 730:
            raise ValidationError(gettext("This is more than two years away. Check the year."))


def taught_or_404(class_id: int) -> Class:
    """The signed-in teacher's class; another's is as absent as none."""
    group = db.session.get(Class, class_id) if class_id < 2**31 else None
    return group if group is not None and group.teacher_id == current_user.id else abort(404)


def given_or_404(assignment_id: int) -> Assignment:
    """An assignment of one of the signed-in teacher's classes."""
    found = db.session.get(Assignment, assignment_id) if assignment_id < 2**31 else None
    return found if found is not None and found.group.teacher_id == current_user.id else abort(404)


@bp.route("/classes", methods=["GET", "POST"])
def index() -> str | Response:
    """A teacher's classes and the form for a new one."""
    form, taught = ClassForm(), classes.taught_by(current_user.id)
    form.taken = [group.name for group, _size in taught]
    if form.validate_on_submit():
        made = classes.create(current_user, form.name.data, now=now())
        db.session.commit()
        return redirect(url_for("classes.show", class_id=made.id))
    return render_template("classes/index.html", form=form, taught=taught)


@bp.get("/classes/<int:class_id>")
def show(class_id: int) -> str:
    """A class: its code, its learners, its assignments."""
    group = taught_or_404(class_id)
    given = classes.assignments_of(group.id)
    done = runs.finishers(a.id for a in given)
    return render_template(
        "classes/show.html", group=group, learners=classes.learners(group.id),
        assignments=[(a, topic_name(a), done.get(a.id, 0)) for a in given],
    )  # fmt: skip


def topic_name(assignment: Assignment) -> str:
    """What an assignment is about, in the reader's language."""
    bank = library().banks.get(assignment.bank)
    if bank is None:
        return str(gettext("a bank that is no longer here"))
    topic = bank.topics.get(assignment.topic)
    return topic.names[chosen()] if topic else bank.title(chosen())


@bp.route("/classes/<int:class_id>/assign", methods=["GET", "POST"])
def assign(class_id: int) -> str | Response:
    """Give a topic to a class with a due date."""
    group = taught_or_404(class_id)
    form = AssignmentForm(current_user.zone)
    form.topic.choices = _topics()
    if form.validate_on_submit():
        bank, _sep, topic = form.topic.data.partition("|")
        ends = datetime.combine(form.due.data, time(23, 59, 59), ZoneInfo(current_user.zone))
        db.session.add(
            Assignment(
                class_id=group.id,
                bank=bank,
                topic=topic,
                length=int(form.length.data),
                due=ends,
                zone=current_user.zone,
                created=now(),
            )
        )
        db.session.commit()
        flash(gettext("The assignment is given. Your pupils see it on their first page."), "right")
        return redirect(url_for("classes.show", class_id=group.id))
    return render_template("classes/assign.html", group=group, form=form)


def _topics() -> list[SelectChoice]:
    """Everything that can be assigned: each bank as a whole, then topic by topic."""
    lang, choices = chosen(), []
    for bank in library().banks.values():
        choices.append(SelectChoice(f"{bank.id}|", gettext("All topics: %(bank)s", bank=bank.title(lang))))
        choices += [
            SelectChoice(f"{bank.id}|{t.id}", f"{t.names[lang]} ({ngettext('%(num)s fact', '%(num)s facts', size)})")
            for t, size in topic_sizes(bank)
        ]
    return choices


@bp.get("/assignments/<int:assignment_id>/results")
def results(assignment_id: int) -> str:
    """Who did an assignment, and how."""
    given = given_or_404(assignment_id)
    done = runs.results(given.id, given.due)
    rows = [Result.of(learner, done.get(learner.id, Standing())) for learner in classes.learners(given.class_id)]
    missed = most_missed(given)
    return render_template("classes/results.html", assignment=given, topic=topic_name(given), rows=rows, missed=missed)


def most_missed(given: Assignment) -> list[tuple[str, int, int]]:
    """The facts that an assignment's learners missed most, as (sentence, how often missed, how often asked)."""
    bank = library().banks.get(given.bank)
    asked: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for question, (times, misses) in runs.tallies(given.id).items():
        fact = question.partition("~")[0]
        asked[fact] += times
        wrong[fact] += misses
    order = sorted((f for f in asked if wrong[f]), key=lambda f: (-wrong[f], -wrong[f] / asked[f], f))
    known = [fact for fact in order if bank and fact in bank.facts][:MOST_MISSED]
    return [(statement(bank.facts[fact], bank.spoken(chosen())), wrong[fact], asked[fact]) for fact in known if bank]


@dataclass(frozen=True)
class Result:
    """One learner's attempt that counts: ``answered`` of ``total`` questions, ``right`` of them; of ``runs`` begun."""

    learner: Account
    answered: int
    total: int
    right: int
    runs: int
    finished: bool
    late: bool

    @classmethod
    def of(cls, learner: Account, how: Standing) -> Result:
        return cls(learner, how.answered, how.total, how.right, how.attempts, how.finished, how.late)


@bp.post("/assignments/<int:assignment_id>")
def start(assignment_id: int) -> Response:
    """Begin an assignment, or go on with the run begun before."""
    given = classes.for_learner(assignment_id, current_user.id) if assignment_id < 2**31 else None
    bank = library().banks.get(given.bank) if given else None
    if given is None or bank is None:
        abort(404)
    if now() > given.due:
        flash(
            gettext(
                "This assignment was due on %(when)s and is closed.", when=moment_words(given.due, current_user.zone)
            ),
            "note",
        )
        return redirect(url_for("home.index"))
    reviews.lock(current_user.id)
    run = runs.unfinished_of(given.id, current_user.id)
    if run is None:
        run = quizzes.begin(bank, given.length, [given.topic] if given.topic else [], [], given.id)
    if run is None:
        flash(gettext("This topic has no questions any more. Tell your teacher."), "note")
        return redirect(url_for("home.index"))
    if not run.answered:
        quizzes.tell_if_short(run, given.length)
    return redirect(url_for("quizzes.question", run_id=run.id, position=min(run.answered + 1, len(run.questions))))


@bp.get("/join")
def with_code() -> Response:
    """A code typed by someone not signed in waits for them: in the form for a new account, and on their first page."""
    session["code"] = request.args.get("code", "")[:40]
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    return redirect(url_for("accounts.register"))


@bp.post("/classes/join")
def join() -> Response:
    """Join a class by its code."""
    if not enter(request.form.get("code", "")):
        return errors.page(429)
    return redirect(url_for("home.index"))


def enter(code: str) -> bool:
    """Put the signed-in account in the class with this code, and say how that went; False after too many tries."""
    tried = throttles.take(
        (throttles.JOIN_CODE, str(current_user.id)),
        (throttles.JOIN_CODE_ADDRESS, throttles.address_of(request.remote_addr)),
        now=now(),
    )
    db.session.commit()
    if not tried.allowed:
        return False
    session.pop("code", None)
    group = classes.by_code(code[:40])
    if group is None:
        flash(gettext("There is no class with this code. Codes look like TRB-418; ask your teacher again."), "wrong")
    elif group.teacher_id == current_user.id:
        flash(gettext("This is your own class: you see it under Classes."), "note")
    else:
        throttles.give_back(tried)
        classes.join(group, current_user.id, now=now())
        db.session.commit()
        flash(gettext("You are in the class %(name)s.", name=group.name), "right")
    return True


@bp.post("/classes/<int:class_id>/leave")
def leave(class_id: int) -> Response:
    """Leave a class one is in."""
    said = gettext("You have left the class. With its code you can come back, and find your work as it was.")
    _let_go(class_id, current_user.id, said)
    return redirect(url_for("home.index"))


@bp.post("/classes/<int:class_id>/remove/<int:account_id>")
def remove(class_id: int, account_id: int) -> Response:
    """Take a learner out of one's class."""
    group = taught_or_404(class_id)
    said = gettext("Taken out of the class. With the code they can come back, and their work is there again.")
    _let_go(group.id, account_id, said)
    return redirect(url_for("classes.show", class_id=group.id))


def _let_go(class_id: int, account_id: int, said: str) -> None:
    if max(class_id, account_id) < 2**31 and classes.leave(class_id, account_id):
        flash(said, "note")
    db.session.commit()
