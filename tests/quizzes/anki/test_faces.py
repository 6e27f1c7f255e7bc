"""What a learner sees, rendered by the real engine."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.anki.faces import STYLE
from quizzes.anki.notetypes import NOTE_TYPES
from quizzes.anki.texts import clean

pytestmark = pytest.mark.anki

SIDES = ("question_text", "answer_text")
HOSTILE = [
    "{{", "}}", "{{c1::x}}", "::", "[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[$$]x[/$$]", r"\(x\)", r"\[x\]",
    "<%", "%>", "<script>x</script>", "<img src=x onerror=x>", "</div>", "<!--", "&lt;", "&amp;", '" onclick="x', "'",
    "\x1f", "\x00", "\ud83d", "\udc00", "\u202e", "\u05d0", "\u0627", "\u200f", "I\u0307", "g\u0306", "[[type:Back]]",
    "{{FrontSide}}", "{{=<% %>=}}", "[anki:tts lang=tr]x[/anki:tts]", "\n", "\r\n",
]  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=6), st.characters(categories=["Cc", "Cs", "Zs"])), max_size=8
).map(lambda parts: "".join(["x", *parts, "y"]))


class TestHostileText:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=texts)
    def test_arrives_as_text_and_never_comes_alive(self, new_learner, make_deck, make_note, text):
        learner = new_learner()
        learner.take(make_deck(*(hostile(make_note, kind, text) for kind in NOTE_TYPES), title=text))
        faces = [face for kind in NOTE_TYPES for face in rendered(learner, kind)]
        assert [face for face in faces if not face.shows(text)] == []
        assert [face for face in faces if face.alive()] == []

    @pytest.mark.parametrize("text", HOSTILE)
    def test_in_the_gap_of_a_cloze_is_hidden_and_then_shown_whole(self, learner, make_deck, make_note, text):
        text = f"a{text}b"
        learner.take(make_deck(make_note("cloze", back=text)))
        question, answer = rendered(learner, "cloze")
        assert "Antlaşma [...] kentinde" in question.text
        assert f"Antlaşma {clean(text)} kentinde" in answer.text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_compared_with_what_is_typed_as_it_stands(self, learner, make_deck, make_note, text):
        text = f"a{text}b"
        learner.take(make_deck(make_note("typed", back=text)))
        compared = learner.collection.compare_answer(learner.note("typed")["Back"], clean(text).replace("\n", " "))
        assert "typeBad" not in compared
        assert "typeMissed" not in compared


class TestAFace:
    @pytest.mark.parametrize("kind", NOTE_TYPES)
    @pytest.mark.parametrize("side", SIDES)
    def test_is_in_its_language_and_fetches_nothing(self, learner, make_deck, kind, side):
        learner.take(make_deck())
        face = getattr(learner.note(kind).cards()[0].render_output(), side)
        assert 'lang="tr"' in face
        assert not re.search(r"<(link|img|iframe|audio)|src=|@import", face + STYLE)
        assert "url(" not in STYLE

    @pytest.mark.parametrize("kind", NOTE_TYPES)
    def test_of_a_back_leads_to_the_source_if_there_is_an_address(self, learner, make_deck, make_note, kind):
        learner.take(make_deck(make_note(kind), make_note(kind, name="noise", url="")))
        links = [rendered_side(note, "answer_text").links for note in learner.notes(kind)]
        assert sorted(links) == [[], ["https://varaka.example/banks/hacinski-1918"]]

    @pytest.mark.parametrize("kind", NOTE_TYPES)
    def test_of_a_question_does_not_give_the_source_away(self, learner, make_deck, kind):
        learner.take(make_deck())
        question = rendered_side(learner.note(kind), "question_text")
        assert "paragraf" not in question.text

    def test_of_a_cloze_hides_the_answer_and_then_shows_it(self, learner, make_deck):
        learner.take(make_deck())
        question, answer = (rendered_side(learner.note("cloze"), side).text for side in SIDES)
        assert "Antlaşma [...] kentinde imzalandı." in question
        assert "Antlaşma Batum kentinde imzalandı." in answer

    def test_of_a_choice_says_of_each_option_why(self, learner, make_deck):
        learner.take(make_deck())
        assert '<li class="right"><b>Batum</b></li>' in learner.note("choice")["Answers"]
        assert "<li><b>Gence</b><p>Başkentti.</p></li>" in learner.note("choice")["Answers"]

    def test_of_a_choice_without_its_script_is_a_plain_list(self, learner, make_deck):
        learner.take(make_deck())
        face = learner.note("choice").cards()[0].render_output().question_text
        assert "<ol><li>Gence</li><li>Batum</li><li>Bakü</li></ol>" in face


def hostile(make_note, kind, text):
    options = (text, f"{text}{text}") if kind == "choice" else ()
    around = {"before": text, "after": text} if kind == "cloze" else {}
    told = {"topic": text, "extra": text, "source": text, "tags": (text,), "reasons": options}
    return make_note(kind, id=f"{text}~{kind}", front=text, back=text, options=options, **around, **told)


def rendered(learner, kind):
    return [rendered_side(learner.note(kind), side) for side in SIDES]


def rendered_side(note, side):
    output = note.cards()[0].render_output()
    face = Face()
    face.markup = getattr(output, side)
    face.sounds = [*output.question_av_tags, *output.answer_av_tags]
    face.feed(face.markup)
    face.close()
    return face


class Face(HTMLParser):
    """A face as a browser reads it: its text, its links, the elements and attributes in it."""

    OURS = frozenset(["div", "span", "a", "svg", "path", "circle", "ol", "li", "b", "p", "br", "script"])

    def __init__(self):
        super().__init__()
        self.text, self.links, self.strange, self.scripts = "", [], [], 0

    def __repr__(self):
        return self.markup

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        self.scripts += tag == "script"
        self.links += [names["href"]] if "href" in names else []
        self.text += "\n" if tag == "br" else ""
        self.strange += [tag] if tag not in self.OURS else [name for name in names if name.startswith("on")]

    def handle_comment(self, data):
        self.strange.append(data)

    def handle_data(self, data):
        self.text += data

    def shows(self, text):
        return clean(text) in self.text

    def alive(self):
        raw = re.sub(r"<script>.*?</script>|\[\[type:Back\]\]|\[\.\.\.\]", "", self.markup, flags=re.DOTALL)
        return self.strange or self.sounds or self.scripts > 1 or set(raw) & set("[]{}\\")
