"""Every page as it is seen: by day and by night, on a phone and at a desk, in Turkish and in English."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.places import PLACES, School, Visit, open_school

pytestmark = pytest.mark.browser

NARROWEST = 320
#: a folder to look at all of it with one's own eyes
SHOTS = os.environ.get("SHOTS")

in_turkish = pytest.mark.parametrize("screen", [Screen(PHONE, "light", "tr")], indirect=True, ids=str)
in_english = pytest.mark.parametrize("screen", [Screen(DESK, "dark", "en")], indirect=True, ids=str)
each_place = pytest.mark.parametrize("name", PLACES)


class TestEveryPlace:
    @in_turkish
    @each_place
    def test_pleases_axe_and_the_eye_on_every_screen(self, visit, name, troubles):
        PLACES[name].go(visit)
        look_all_round(visit.page, name, visit.lang)
        forgive(troubles, PLACES[name].code)

    @in_english
    @pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.stays])
    def test_fits_in_english_too(self, visit, name, troubles):
        PLACES[name].go(visit)
        looking.accessible(visit.page)
        for width in (NARROWEST, PHONE, DESK):
            resize(visit.page, width)
            looking.fits(visit.page)
            keep(visit.page, name, width, "dark", visit.lang)
        forgive(troubles, PLACES[name].code)


def look_all_round(page: Page, name: str, lang: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # colours are looked at, not on their way to others
    # By night at a desk it is seen in English; a phone by day shows the colours of a desk by day.
    for width, scheme in ((DESK, "light"), (PHONE, "dark")):
        resize(page, width)
        page.emulate_media(color_scheme=scheme)
        looking.fits(page)
        looking.tappable(page)
        looking.accessible(page)
        keep(page, name, width, scheme, lang)
    looking.headed(page)
    looking.focusable(page)
    resize(page, NARROWEST)
    looking.fits(page)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": Screen(width, "").height})


def keep(page: Page, name: str, width: int, scheme: str, lang: str) -> None:
    if SHOTS:
        stem = name.replace(":", "").replace(" ", "-")
        page.screenshot(path=Path(SHOTS) / f"{stem}-{width}-{scheme}-{lang}.png", full_page=True)


def forgive(troubles: list[str], code: int) -> None:
    """A browser reports every answer of 400 and more; that one is meant, nothing else is."""
    if code >= 400:
        troubles[:] = [said for said in troubles if f"status of {code}" not in said]


@pytest.fixture(scope="session")
def school(app: Flask) -> School:
    return open_school(app)


@pytest.fixture
def visit(page: Page, app: Flask, school: School, screen: Screen, sign_in: Callable[[str], None]) -> Visit:
    return Visit(page, app, school, screen.lang, sign_in)
