from __future__ import annotations

import pytest
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import IntegerConverter

from models import accounts, db
from tests.conftest import CHEAP_KIB
from web import permissions
from web.permissions import ADMIN, EDITORS, EVERYONE, LEARNER, MEMBERS, ROLES, TABLE, TEACHER, TEACHERS, VISITOR

#: who may use what, written down once more: a row that is loosened by mistake differs from this
POLICY = {
    EVERYONE: """static home.index home.about home.privacy home.language banks.show banks.topic banks.deck_file
        reading.search reading.fact reading.entities reading.entity
        pictures.timeline pictures.map pictures.signatures
        accounts.register accounts.sign_in tries.begin tries.question tries.summary classes.with_code""",
    MEMBERS: """accounts.sign_out accounts.sign_out_everywhere accounts.settings accounts.password accounts.delete
        accounts.data quizzes.new quizzes.question quizzes.summary cards.show cards.grade cards.undo progress.show
        classes.start classes.join classes.leave reports.of_question reports.of_fact""",
    TEACHERS: "classes.index classes.show classes.assign classes.results classes.remove",
    EDITORS: "reports.index reports.close reports.fact",
}

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class TestTheTable:
    def test_has_a_row_for_every_route(self, app):
        permissions.check(app)

    def test_has_no_row_without_a_route(self, app):
        assert TABLE.keys() - {rule.endpoint for rule in app.url_map.iter_rules()} == set()

    def test_says_what_the_policy_says(self):
        assert {endpoint: roles for roles, endpoints in POLICY.items() for endpoint in endpoints.split()} == TABLE
        assert {"visitor", "learner", "teacher", "admin"} == EVERYONE
        assert {"visitor"} == EVERYONE - MEMBERS
        assert {"learner"} == MEMBERS - TEACHERS
        assert {"teacher"} == TEACHERS - EDITORS

    def test_knows_four_roles(self):
        assert set(TABLE.values()) <= {EVERYONE, MEMBERS, TEACHERS, EDITORS}
        assert set(ROLES) == {VISITOR, *accounts.ROLES}

    def test_stops_a_server_with_a_route_it_does_not_know(self, tmp_path, no_banks, monkeypatch):
        from app import create_app

        monkeypatch.delitem(TABLE, "accounts.data")
        with pytest.raises(permissions.MissingRow, match=r"no row for accounts\.data"):
            create_app(
                {"TESTING": True, "VARAKA_INSTANCE": str(tmp_path), "PASSWORD_KIB": CHEAP_KIB, "BANKS": no_banks}
            )


class TestEveryRoute:
    """Walks url_map × roles × methods and compares with the table."""

    @pytest.mark.parametrize("role", ROLES)
    def test_answers_each_role_as_the_table_says(self, app, browser, person, role):
        for path in paths(app):
            for method in METHODS:
                answer = visit(browser, person_of(app, person, role), path, method)
                expected = row(app, path, role, method)
                assert kind(answer) == expected, f"{role} {method} {path} answered {answer.status}"

    @pytest.mark.parametrize("role", [LEARNER, TEACHER, ADMIN])
    def test_treats_a_disabled_account_as_a_visitor(self, app, browser, person, role):
        account = person_of(app, person, role)
        with app.app_context():
            accounts.disable(db.session.merge(account))
            db.session.commit()
        for path in paths(app):
            assert kind(visit(browser, account, path, "GET")) == row(app, path, VISITOR, "GET")


class TestAVisitor:
    def test_comes_back_after_signing_in(self, client):
        assert client.get("/settings?a=1&b=ş").location == "/sign-in?next=/settings?a%3D1%26b%3D%25C5%259F"

    def test_comes_back_to_the_page_of_a_form_that_was_sent_where_it_has_one(self, client):
        assert client.post("/quizzes/7/3", {"answer": "x"}).location == "/sign-in?next=/quizzes/7/3"
        assert client.post("/sign-out-everywhere").location == "/sign-in"


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def paths(app) -> list[str]:
    return sorted({path_of(rule) for rule in rules(app)})


def row(app, path: str, role: str, method: str) -> str:
    """What the table says of a method on a path for a role."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, method)
    except MethodNotAllowed:
        return "no such method"
    if role in TABLE[endpoint]:
        return "sign in" if (endpoint, method) == ("accounts.sign_out_everywhere", "POST") else "open"
    return "sign in" if role == VISITOR else "forbidden"


def kind(answer) -> str:
    """What an answer amounts to; whatever is let through (a page, 404, a form's errors) is open."""
    assert answer.status_code < 500
    if answer.status_code == 303 and answer.location.startswith("/sign-in"):
        return "sign in"
    return {403: "forbidden", 405: "no such method"}.get(answer.status_code, "open")


def visit(browser, account, path: str, method: str):
    client = browser(account)
    data = {"csrf_token": client.token()} if method in ("POST", "PUT", "PATCH", "DELETE") else None
    return client.open(path, method=method, data=data)


def path_of(rule) -> str:
    values = {
        name: 999_999 if isinstance(kind, IntegerConverter) else "nowhere" for name, kind in rule._converters.items()
    }
    return rule.build(values)[1]


def person_of(app, person, role: str):
    """An account of this role, made once; nobody for a visitor."""
    if role == VISITOR:
        return None
    login = f"one-{role}"
    with app.app_context():
        found = accounts.find_by_login(login)
    return found or person(login, role=role)
