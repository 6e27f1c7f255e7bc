"""How long a request takes in process, as a multiple of a bare Flask "hello" measured in the same run."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.bench


@pytest.fixture
def hello() -> FlaskClient:
    """The yardstick: the least a Flask application can do."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    return app.test_client()


class TestABareHello:
    def test_is_the_yardstick(self, benchmark: BenchmarkFixture, hello: FlaskClient) -> None:
        assert benchmark(hello.get, "/").status_code == 200
