"""How long a request takes in process, as a multiple of a bare Flask "hello" measured in the same run.

The database is a real SQLite file, ``synchronous=FULL``. Read the medians of one run side by side: a page against the
yardstick, an answer against the yardstick. Goals: answer at most 10×, page at most 5×.
"""

from __future__ import annotations

from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import BANK

pytestmark = pytest.mark.bench


@pytest.fixture
def hello() -> FlaskClient:
    """The yardstick: the least a Flask application can do."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    return app.test_client()


def begin_quiz(learner: FlaskClient) -> str:
    """The path of a new quiz of twenty questions."""
    place = learner.post(f"/banks/{BANK}/quiz", data={"length": "20"}).headers["Location"]
    return place.rpartition("/")[0]


class TestABareHello:
    def test_is_the_yardstick(self, benchmark: BenchmarkFixture, hello: FlaskClient) -> None:
        assert benchmark(hello.get, "/").status_code == 200


class TestAQuiz:
    def test_page_is_shown(self, benchmark: BenchmarkFixture, learner: FlaskClient) -> None:
        path = begin_quiz(learner)
        assert benchmark(learner.get, f"{path}/1").status_code == 200

    def test_answer_is_marked_and_stored(self, benchmark: BenchmarkFixture, learner: FlaskClient) -> None:
        places = count()

        def next_place() -> tuple[tuple[str], dict[str, object]]:
            number = next(places) % 20
            if number == 0:
                next_place.path = begin_quiz(learner)  # type: ignore[attr-defined]
            return (f"{next_place.path}/{number + 1}",), {"data": {"answer": "0", "ms": "4000"}}  # type: ignore[attr-defined]

        done = benchmark.pedantic(learner.post, setup=next_place, rounds=200)
        assert done.status_code == 302


class TestACard:
    def test_page_is_shown(self, benchmark: BenchmarkFixture, learner: FlaskClient) -> None:
        assert benchmark(learner.get, f"/banks/{BANK}/cards").status_code == 200
