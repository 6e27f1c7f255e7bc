"""The choice note's few lines of script, run in a browser as Anki's apps run them."""

from __future__ import annotations

import pytest

from quizzes.anki.faces import CHOICE_BACK, CHOICE_FRONT
from quizzes.anki.notetypes import NOTE_TYPES, fields_of

pytestmark = pytest.mark.browser

OPTIONS = ("Gence", "Batum", "Bakü", "Tiflis", "Trabzon")


class TestTheOptions:
    def test_stand_in_the_same_order_on_both_sides(self, anki, faces):
        for _ in range(10):
            asked = anki.show(faces.front)
            assert anki.show(faces.back) == asked

    def test_stand_in_the_same_order_where_each_side_is_a_page_of_its_own(self, anki, faces):
        """As in AnkiDroid."""
        for _ in range(5):
            asked = anki.show(faces.front)
            anki.reload()
            assert anki.show(faces.back) == asked

    def test_stand_in_another_order_at_another_review(self, anki, faces):
        orders = {tuple(anki.show(faces.front)) for _ in range(20)}
        assert len(orders) > 5

    def test_are_all_there_whatever_their_order(self, anki, faces):
        assert sorted(anki.show(faces.front)) == sorted(OPTIONS)

    def test_put_the_right_one_everywhere_alike(self, anki, faces):
        places = [anki.show(faces.front).index("Batum") for _ in range(200)]
        assert all(15 < places.count(place) < 75 for place in range(5))

    def test_keep_one_order_for_the_day_where_nothing_can_be_stored(self, anki, faces):
        anki.page.evaluate("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error(); }})")
        asked = anki.show(faces.front)
        anki.page.evaluate("delete window.varakaReview")
        assert anki.show(faces.back) == asked

    def test_are_shuffled_on_a_back_seen_alone_too(self, anki, faces):
        """As in the browser's preview."""
        assert sorted(anki.show(faces.back)) == sorted(OPTIONS)

    def test_of_one_note_know_nothing_of_another(self, anki, faces, other_faces):
        anki.show(faces.front)
        anki.pick("Gence")
        anki.show(other_faces.back)
        assert anki.marked("picked") == []


class TestAPick:
    def test_is_remembered_on_the_back(self, anki, faces):
        anki.show(faces.front)
        anki.pick("Bakü")
        anki.show(faces.back)
        assert (anki.marked("picked"), anki.marked("right")) == (["Bakü"], ["Batum"])

    def test_is_one_and_can_be_taken_back(self, anki, faces):
        anki.show(faces.front)
        seen = []
        for name in ("Bakü", "Gence", "Gence"):
            anki.pick(name)
            seen.append(anki.marked("picked"))
        assert seen == [["Bakü"], ["Gence"], []]

    def test_is_gone_at_the_next_review(self, anki, faces):
        anki.show(faces.front)
        anki.pick("Bakü")
        anki.show(faces.front)
        assert anki.marked("picked") == []


class Faces:
    def __init__(self, note):
        self.front, self.back = filled(CHOICE_FRONT, note), filled(CHOICE_BACK, note)


class Anki:
    """A reviewer as Anki's own: the side goes into the page, then its scripts are run again."""

    SHOW = """face => {
        document.body.innerHTML = face;
        for (const old of document.querySelectorAll("script")) {
            const script = document.createElement("script");
            script.textContent = old.textContent;
            old.replaceWith(script);
        }
    }"""

    def __init__(self, page):
        self.page = page
        page.route(
            "http://anki.test/**", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
        )
        self.reload()

    def reload(self):
        self.page.goto("http://anki.test/")

    def show(self, face):
        self.page.evaluate(self.SHOW, face)
        return self.names(".options li")

    def pick(self, name):
        self.page.locator(".options li", has_text=name).click()

    def marked(self, state):
        return self.names(f".options .{state}")

    def names(self, selector):
        return [name.split("\n")[0] for name in self.page.locator(selector).all_inner_texts()]


@pytest.fixture
def anki(chromium):
    with chromium.new_context() as context:
        yield Anki(context.new_page())


@pytest.fixture
def faces(make_note):
    return Faces(make_note("choice", options=OPTIONS, reasons=("",) * 5))


@pytest.fixture
def other_faces(make_note):
    return Faces(make_note("choice", name="noise", options=OPTIONS, reasons=("",) * 5))


def filled(face, note):
    """Enough of Anki's templates for these two faces: fields, no conditions."""
    import re

    for name, value in zip(NOTE_TYPES["choice"].fields, fields_of(note), strict=True):
        face = face.replace("{{" + name + "}}", value)
    return re.sub(r"\{\{[#^/]\w+\}\}", "", face)
