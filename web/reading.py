"""Reading a bank: looking something up, one fact with its passage, one name with all that is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask import Blueprint, render_template, request

from quizzes.facts import Bank, Fact
from quizzes.passages import passage
from quizzes.prompts import statement, wording
from quizzes.searching import in_alphabet
from quizzes.timelines import events
from quizzes.values import Entity
from web.inputs import cleaned
from web.languages import chosen
from web.library import library
from web.loaders import found
from web.quizzes import bank_or_404

bp = Blueprint("reading", __name__)

LONGEST_QUERY = 100
#: the kinds of fact in the order in which an entity's page tells them
KINDS = ("office", "member", "signature", "message", "position", "relation", "provision", "amount")


@bp.get("/banks/<bank_id>/read")
def search(bank_id: str) -> str:
    """What is looked for in a bank, however it is spelled."""
    bank = bank_or_404(bank_id)
    query = cleaned(request.args.get("q", "")[:LONGEST_QUERY]).strip()
    hits = library().index(bank.id, chosen()).search(query)
    return render_template(
        "reading/search.html", bank=bank, query=query, hits=hits, rows=told(bank, hits.facts),
        sizes=Counter(fact.topic for fact in bank),
    )  # fmt: skip


def told(bank: Bank, facts: Iterable[Fact]) -> list[tuple[Fact, str]]:
    """Facts with their sentences, those that have one."""
    lang = bank.spoken(chosen())
    return [(fact, statement(fact, lang)) for fact in facts if wording(fact, lang).say]


@bp.get("/banks/<bank_id>/facts/<path:fact_id>")
def fact(bank_id: str, fact_id: str) -> str:
    """One fact: its sentence, what it teaches, where it stands; the passage itself where a copy is attached."""
    bank = bank_or_404(bank_id)
    made = found(bank.facts.get(fact_id))
    lang, copy = bank.spoken(chosen()), library().article(bank.id)
    return render_template(
        "reading/fact.html", bank=bank, fact=made, said=statement(made, lang), note=wording(made, lang).note,
        disputed=made.disputed.get(lang, ""), passage=passage(made, copy) if copy else [], entities=made.entities,
        topic=bank.topics[made.topic],
        forms=Counter(key.rpartition(".")[2] for key in library().questions(bank.id, lang).ids_by_fact.get(made.id, ())),
    )  # fmt: skip


@bp.get("/banks/<bank_id>/names")
def entities(bank_id: str) -> str:
    """Everyone and everything the bank speaks of, by kind and in alphabetical order."""
    bank = bank_or_404(bank_id)
    lang = bank.spoken(chosen())
    sizes = Counter(entity.id for fact in bank for entity in fact.entities)
    kinds: dict[str, list[Entity]] = {}
    for entity in sorted(bank.entities.values(), key=lambda entity: in_alphabet(entity.name(lang), lang)):
        if sizes[entity.id]:
            kinds.setdefault(entity.kind, []).append(entity)
    return render_template("reading/entities.html", bank=bank, kinds=kinds, sizes=sizes)


@bp.get("/banks/<bank_id>/names/<entity_id>")
def entity(bank_id: str, entity_id: str) -> str:
    """One name: its other spellings, and all that the bank tells of it, events in the order of time."""
    bank = bank_or_404(bank_id)
    made = found(bank.entities.get(entity_id))
    facts = [fact for fact in bank if made in fact.entities]
    parts = [(kind, told(bank, (f for f in facts if f.kind == kind))) for kind in KINDS]
    beside = Counter(other for f in facts for other in f.entities if other != made)
    return render_template(
        "reading/entity.html", bank=bank, entity=made, events=told(bank, events(facts)), parts=[p for p in parts if p[1]],
        beside=[other for other, _ in beside.most_common(12)],
    )  # fmt: skip
