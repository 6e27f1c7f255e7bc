"""Who signed what."""

from dataclasses import replace

from quizzes.facts import Signature
from quizzes.signings import signings
from quizzes.values import Figure


class TestSignings:
    def test_name_people_and_instruments_in_the_bank_s_order(self, society):
        found = signings(society)
        assert [person.id for person in found.people] == ["ada", "bora", "cem", "defne", "ece", "han"]
        assert [treaty.id for treaty in found.signed] == ["lamp-pact", "book-pact"]

    def test_hold_every_signature_once(self, real):
        found = signings(real)
        held = [fact.id for person in found.people for treaty in found.signed for fact in found.of(person, treaty)]
        assert sorted(held) == sorted(fact.id for fact in real if isinstance(fact, Signature))

    def test_say_nothing_of_who_did_not_sign(self, society):
        ada, book = society.entities["ada"], society.entities["book-pact"]
        assert signings(society).of(ada, book) == ()

    def test_of_a_bank_without_any_are_empty(self, society):
        found = signings(replace(society, facts={}))
        assert (found.people, found.signed, found.laid_down) == ((), (), {})


class TestProvisions:
    def test_stand_with_their_instrument_signed_or_not(self, society):
        laid_down = {treaty.id: len(facts) for treaty, facts in signings(society).laid_down.items()}
        assert laid_down == {"lamp-pact": 2, "book-pact": 2, "oil-pact": 2}

    def test_of_which_nothing_is_told_leave_their_instrument_standing(self, society):
        only = {fact.id: fact for fact in society if isinstance(fact, Signature)}
        laid_down = signings(replace(society, facts=only)).laid_down
        assert {treaty.id: facts for treaty, facts in laid_down.items()} == {"lamp-pact": (), "book-pact": ()}

    def test_stand_by_number_those_without_one_last(self, society):
        numbers = {"provision/oil-price": "10", "provision/oil-barrels": "9"}
        facts = {
            key: replace(fact, number=Figure(numbers[key])) if key in numbers else fact
            for key, fact in society.facts.items()
        }
        laid_down = signings(replace(society, facts=facts)).laid_down
        assert [fact.id for fact in laid_down[society.entities["oil-pact"]]] == [
            "provision/oil-barrels",
            "provision/oil-price",
        ]
