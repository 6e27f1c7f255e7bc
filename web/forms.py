"""What all forms share: texts trimmed, one sentence an error, words for the problems a model names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

import wtforms
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from models import names, passwords
from quizzes.choosing import LENGTHS
from web.inputs import cleaned
from web.languages import LANGUAGES

#: longest text that a one-line field takes, in characters
LINE = 200

#: longest name that fits into a list on a phone
NAME = 60

#: a model's word for what is wrong with a field → what to do about it
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("login", "empty"): _l("Choose a name to sign in with."),
    ("login", "short"): _l("Choose a longer name: %(least)d characters or more.", least=names.SHORTEST),
    ("login", "long"): _l("Choose a shorter name: %(most)d characters or fewer.", most=names.LONGEST),
    ("login", "characters"): _l("Use only letters, digits, and . _ - between them; start with a letter or a digit."),
    ("login", "invisible"): _l("This name holds a character that cannot be seen. Type it again by hand."),
    ("login", "mixed"): _l("Use the letters of one alphabet only."),
    ("login", "reserved"): _l("This name is kept for the people who run this site. Choose another."),
    ("login", "taken"): _l("Someone has this name already. Choose another."),
    ("password", "changed"): _l(
        "It was changed from elsewhere a moment ago. Sign in with that one, and change it again."
    ),
    ("password", "short"): _l("Choose a longer password: %(least)d characters or more.", least=passwords.SHORTEST),
    ("password", "long"): _l("Choose a shorter password: at most %(most)d bytes.", most=passwords.LONGEST),
    ("password", "common"): _l("This password is among the first that anyone would try. Choose another."),
    ("password", "login"): _l("Choose a password that is not your sign-in name."),
}

NEEDED = _l("Fill this in.")
CHOOSE = _l("Choose one from the list.")


def _cleaned(text: str | None) -> str | None:
    return text if text is None else cleaned(text)


class BooleanField(wtforms.BooleanField):  # type: ignore[misc]  # it carries no types
    """A box whose value is our own: WTForms' gives back whatever was sent."""

    def _value(self) -> str:
        return "y"


class PageForm(FlaskForm):  # type: ignore[misc]  # it carries no types
    """A form of ours."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, StringField) and unbound_field.field_class is not PasswordField:
                options["filters"] = [_cleaned, *options.get("filters", ())]
            return unbound_field.bind(form=form, **options)

    def blame(self, problems: Mapping[str, str], as_if: str = "") -> None:
        """Put a model's problems beside their fields; ``as_if`` is the model's name for a field named otherwise."""
        for field, word in problems.items():
            self[field].errors = [str(PROBLEMS[as_if or field, word])]


def _line(label: Any, *validators: Any, most: int = LINE, **keywords: Any) -> StringField:
    short = Length(max=most, message=_l("Write less: %(most)d characters or fewer.", most=most))
    return StringField(label, validators=[*validators, short], **keywords)


def _password(label: Any, autocomplete: str) -> PasswordField:
    return PasswordField(
        label, validators=[InputRequired(NEEDED)], render_kw={"autocomplete": autocomplete, "required": True}
    )


def _login(label: Any) -> StringField:
    attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "required": True}
    return _line(label, InputRequired(NEEDED), render_kw=attributes)


def length_field() -> RadioField:
    """How long a quiz is to be: one's own, or one assigned."""
    choices = [SelectChoice(str(n), str(n)) for n in LENGTHS]
    return RadioField(_l("How many questions"), choices=choices, default="10", invalid_choice_message=CHOOSE)


class RegisterForm(PageForm):
    login = _login(_l("Sign-in name"))
    name = _line(
        _l("Your name, as others see it (if you like)"), Optional(), most=NAME, render_kw={"autocomplete": "name"}
    )
    password = _password(_l("Password"), "new-password")
    role = RadioField(
        _l("How will you use Varaka?"),
        choices=[SelectChoice("learner", _l("To learn")), SelectChoice("teacher", _l("To teach"))],
        default="learner",
        validate_choice=False,
        validators=[],
    )
    code = _line(
        _l("Class code (if you have one)"),
        Optional(),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "placeholder": "TRB-418"},
    )

    def chosen_role(self) -> str:
        """The role asked for; nothing but the two offered can be."""
        return "teacher" if self.role.data == "teacher" else "learner"


class SignInForm(PageForm):
    login = _login(_l("Sign-in name"))
    password = _password(_l("Password"), "current-password")
    remember = BooleanField(_l("Keep me signed in on this device for 30 days"))


class SettingsForm(PageForm):
    name = _line(_l("Your name, as others see it"), Optional(), most=NAME, render_kw={"autocomplete": "name"})
    lang = SelectField(
        _l("Language"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()], validate_choice=False
    )
    zone = SelectField(_l("Time zone"), validate_choice=False)
    shortcuts = BooleanField(_l("Single-key shortcuts on cards and questions"))

    def validate_lang(self, field: SelectField) -> None:
        _choose_from(field, LANGUAGES)

    def validate_zone(self, field: SelectField) -> None:
        _choose_from(field, zones())


class PasswordForm(PageForm):
    current = _password(_l("Your password now"), "current-password")
    new = _password(_l("New password"), "new-password")


class DeleteForm(PageForm):
    current = _password(_l("Your password"), "current-password")


def _choose_from(field: SelectField, choices: Any) -> None:
    if field.data not in choices:
        raise ValidationError(str(CHOOSE))


def zones() -> list[str]:
    """The zones one can live in, by name; the two most asked for first."""
    near = ["Europe/Istanbul", "Asia/Baku"]
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return near + sorted(zone for zone in available_timezones() if zone.startswith(regions) and zone not in near)
