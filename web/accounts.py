"""Accounts: coming in, going out, changing one's settings, leaving with one's data."""

from __future__ import annotations

import json
import secrets

import flask_login
from flask import Blueprint, Flask, Response, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields.choices import SelectChoice

from models import accounts, db, names, release, throttles, twice
from models.accounts import Account, Refused
from models.throttles import Attempt
from web import classes, clock, errors, languages, tries
from web.forms import DeleteForm, PasswordForm, RegisterForm, SettingsForm, SignInForm, zones
from web.loaders import me
from web.security import safe_next

bp = Blueprint("accounts", __name__)

#: what of a session outlives a sign-out, and what a sign-in: questions tried before, to be claimed
KEPT = ("lang", "browser", "known")
CLAIMED = (*KEPT, "try", "code")
#: how many accounts a browser is known for, the latest: a family's, or those of a school's computer
MOST_KNOWN = 12

Page = str | AnyResponse


def init(app: Flask) -> None:
    manager = LoginManager(app)
    # A phone's address changes on the way to school; the epoch is what ends a session.
    manager.session_protection = None
    manager.user_loader(load)


def load(session_id: str) -> Account | None:
    """The account of this request's cookie: Flask-Login asks once a request."""
    found = accounts.of_session(session_id, str(session.get("key", "")))
    if found is None:
        # A copied cookie of an ended session is not to be signed anew, and so outlive our memory of its end.
        for name in ("_user_id", "_fresh", "key"):
            session.pop(name, None)
    return found


def admit(account: Account, *, remember: bool = False) -> None:
    """Begin a session of its own for an account: nothing of the former one comes along but :data:`CLAIMED`."""
    _forget(CLAIMED)
    session["key"] = secrets.token_urlsafe(18)
    session.permanent = remember
    _know(account.login_key)
    flask_login.login_user(account)


def _forget(kept_names: tuple[str, ...] = KEPT) -> None:
    kept = {name: session[name] for name in kept_names if name in session}
    session.clear()
    session.update(kept)
    # The next form is to carry a token of the new session, not of the old one.
    g.pop("csrf_token", None)
    flask_login.logout_user()


@bp.route("/register", methods=["GET", "POST"])
def register() -> Page:
    if current_user.is_authenticated:
        if request.method == "POST":
            _claim()  # the account was made, and then the database was busy: this is the same form sent again
        return redirect(url_for("home.index"), 303)
    form = RegisterForm(role=request.args.get("role", "learner"), code=session.get("code"))
    if form.validate_on_submit():
        attempt = _take((throttles.REGISTER, _address()))
        if not attempt.allowed:
            return errors.page(429)
        if account := _registered(form, attempt):
            admit(account)
            return redirect(_welcome(form), 303)
    return render_template("accounts/register.html", form=form)


def _welcome(form: RegisterForm) -> str:
    """Give a new account what was tried before and the class whose code it came with; where it goes on."""
    _claim()
    if form.code.data and not classes.enter(form.code.data):
        session["code"] = form.code.data  # too many codes were tried from here: it waits on the first page
    teaches = form.chosen_role() == "teacher"
    return safe_next(request.args.get("next"), url_for("classes.index") if teaches else "")


def _claim() -> None:
    """Keep what was tried in this browser before."""
    if claimed := tries.claim():
        said = ngettext("Your %(num)s answer is kept now.", "Your %(num)s answers are kept now.", claimed)
        flash(said, "right")


def _registered(form: RegisterForm, attempt: Attempt) -> Account | None:
    try:
        account = accounts.create(
            form.login.data,
            form.password.data,
            name=form.name.data or "",
            role=form.chosen_role(),
            lang=languages.chosen(),
            zone=languages.zone(),
            now=clock.now(),
        )
    except Refused as refused:
        release()
        form.blame(refused.problems)
        if refused.problems.get("login") != "taken":
            _give_back(attempt)  # a slip of the pen made no account and told nothing
        return None
    release()
    return account


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")), 303)
    form = SignInForm()
    if form.validate_on_submit():
        attempt = _take(*_sign_in_limits(form.login.data))
        if not attempt.allowed:
            return errors.page(429)
        if account := _verified(form.login.data, form.password.data, attempt):
            admit(account, remember=form.remember.data)
            _claim()
            return redirect(safe_next(request.args.get("next")), 303)
        form.password.errors = [_("Name and password do not belong together. Check both and try again.")]
    return render_template("accounts/sign_in.html", form=form)


def _know(key: str) -> None:
    """Note in the cookie that this account has signed in in this browser; by a digest, not by its name."""
    session.setdefault("browser", secrets.token_urlsafe(9))
    known = [trace for trace in session.get("known", ()) if trace != _trace(key)]
    session["known"] = [*known, _trace(key)][-MOST_KNOWN:]


def _trace(key: str) -> str:
    return throttles.digest(throttles.SIGN_IN_KNOWN, _here(key))[:16]


def _here(key: str) -> str:
    return f"{key}\n{session.get('browser', '')}"


def _sign_in_limits(login: str) -> tuple[tuple[throttles.Limit, str], ...]:
    key, address = names.canonical(login), _address()
    if _trace(key) in session.get("known", ()):
        return ((throttles.SIGN_IN_KNOWN, _here(key)),)
    return (
        (throttles.SIGN_IN_HERE, f"{key}\n{address}"),
        (throttles.SIGN_IN_ANYWHERE, key),
        (throttles.SIGN_IN_ADDRESS, address),
    )


def _verified(login: str, password: str, attempt: Attempt) -> Account | None:
    """The account where the password is right. No transaction is open while it is hashed."""
    account = accounts.find_by_login(login)
    release()
    if not accounts.verify(account, password):
        return None
    assert account is not None
    accounts.strengthen(account, password)
    _give_back(attempt)
    return account


@bp.post("/sign-out")
def sign_out() -> Page:
    accounts.end_session(str(session.get("key", "")), clock.now())
    release()
    _forget()
    return redirect(url_for("home.index"), 303)


@bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> Page:
    accounts.sign_out_everywhere(me())
    release()
    _forget()
    flash(_("You are signed out on every device."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/settings", methods=["GET", "POST"])
def settings() -> Page:
    account = me()
    form = SettingsForm(obj=account)
    near = {"Europe/Istanbul": _("Istanbul"), "Asia/Baku": _("Baku")}
    form.zone.choices = [SelectChoice(zone, near.get(zone, zone.replace("_", " "))) for zone in zones()]
    if form.validate_on_submit():
        account.name = accounts.display_name(form.name.data or "") or account.login
        account.zone, account.shortcuts = form.zone.data, form.shortcuts.data
        languages.choose(form.lang.data)
        release()
        flash(_("Saved."))
        return redirect(url_for("accounts.settings"), 303)
    return render_template("accounts/settings.html", form=form)


@bp.route("/settings/password", methods=["GET", "POST"])
def password() -> Page:
    form = PasswordForm()
    if form.validate_on_submit():
        confirmed = _confirmed(form)
        if confirmed is None:
            return errors.page(429)
        if confirmed and _changed(form):
            flash(_("Your password is changed, and every other device is signed out."))
            return redirect(url_for("accounts.settings"), 303)
    return render_template("accounts/password.html", form=form)


def _changed(form: PasswordForm) -> bool:
    account, remember = me(), session.permanent
    try:
        accounts.change_password(account, form.new.data)
    except Refused as refused:
        form.blame({"new": refused.problems["password"]}, as_if="password")
        return False
    release()
    admit(account, remember=remember)
    return True


@bp.route("/settings/delete", methods=["GET", "POST"])
def delete() -> Page:
    form = DeleteForm()
    if form.validate_on_submit():
        confirmed = _confirmed(form)
        if confirmed is None:
            return errors.page(429)
        if confirmed:
            accounts.erase(me())
            release()
            _forget()
            flash(_("Your account and everything in it is deleted."))
            return redirect(url_for("home.index"), 303)
    return render_template("accounts/delete.html", form=form)


@bp.get("/settings/data")
def data() -> Page:
    text = json.dumps(accounts.export(me()), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": "attachment; filename=varaka.json"}
    return Response(text, mimetype="application/json", headers=headers)


def _confirmed(form: PasswordForm | DeleteForm) -> bool | None:
    """Whether ``current`` is the password of whoever asks; ``None`` after too many wrong ones."""
    account = me()
    attempt = _take((throttles.CONFIRM, str(account.id)))
    if not attempt.allowed:
        return None
    if not accounts.verify(account, form.current.data):
        form.current.errors = [_("This is not your password. Type it again.")]
        return False
    _give_back(attempt)
    return True


def _address() -> str:
    return throttles.address_of(request.remote_addr)


def _take(*wanted: tuple[throttles.Limit, str]) -> Attempt:
    def work() -> Attempt:
        attempt = throttles.take(*wanted, now=clock.now())
        db.session.commit()
        return attempt

    return twice(work)


def _give_back(attempt: Attempt) -> None:
    def work() -> None:
        throttles.give_back(attempt)
        db.session.commit()

    twice(work)
