"""In which language a page speaks: the account's, else the one chosen in this session, else the browser's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import Babel, get_translations, refresh
from flask_login import current_user

#: code → its own name for itself
LANGUAGES = {"tr": "Türkçe", "en": "English", "az": "Azərbaycanca"}
DEFAULT = "tr"
#: where those who read a language mostly live; who lives elsewhere says so under Settings
ZONES = {"az": "Asia/Baku"}

babel = Babel()


def init(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(__file__).parent / "translations")
    babel.init_app(app, default_locale=DEFAULT, locale_selector=chosen, timezone_selector=zone)
    # Flask-Babel looks the catalogue up for every word; a page has some forty.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's i18n extension
        gettext=lambda text: catalogue().gettext(text),
        ngettext=lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.context_processor(for_templates)


def chosen() -> str:
    """The reader's language."""
    if current_user and current_user.is_authenticated:
        return known(current_user.lang)
    if session.get("lang") in LANGUAGES:
        return str(session["lang"])
    return next((lang for lang in _accepted() if lang in LANGUAGES), DEFAULT)


def _accepted() -> Iterator[str]:
    """The languages the browser asks for, the dearest first. ``az-AZ,tr`` is Azerbaijani first: Werkzeug's own match would
    take ``tr``, which stands there to the letter."""
    return (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)


def known(lang: str) -> str:
    return lang if lang in LANGUAGES else DEFAULT


def zone() -> str:
    """The reader's time zone."""
    if current_user and current_user.is_authenticated:
        return str(current_user.zone)
    return ZONES.get(chosen(), "Europe/Istanbul")


def choose(lang: str) -> None:
    """Remember a language: in the account, and in this session for after signing out. The caller commits."""
    session["lang"] = lang
    if current_user.is_authenticated:
        current_user.lang = lang
    g.pop("catalogue", None)
    refresh()


def catalogue() -> NullTranslations:
    """The words of the reader's language, looked up once a page."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return cast(NullTranslations, g.catalogue)


def for_templates() -> dict[str, Any]:
    return {"lang": chosen(), "languages": tuple(LANGUAGES.items())}
