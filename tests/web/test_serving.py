"""Where the server listens, and what it says when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from web.serving import Address, CannotServeError, address, listen

HOUSE = Path(__file__).parents[2]


class TestTheAddress:
    def test_is_this_machine_at_8000_unless_told_otherwise(self):
        assert address({}).url == "http://127.0.0.1:8000"

    def test_is_taken_from_the_environment(self):
        assert address({"HOST": "0.0.0.0", "PORT": "81"}) == Address("0.0.0.0", 81)

    def test_counts_an_empty_setting_as_none(self):
        assert address({"HOST": "", "PORT": ""}) == Address()

    def test_puts_an_ipv6_host_in_brackets(self):
        assert address({"HOST": "::1"}).url == "http://[::1]:8000"

    @pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "８０", "1e3", "9" * 400])
    def test_refuses_what_is_no_port(self, port: str):
        with pytest.raises(CannotServeError, match="PORT is to be a number from 1 to 65535"):
            address({"PORT": port})


class TestAPlace:
    def test_that_is_taken_is_named_with_the_way_out(self, taken: Address):
        with pytest.raises(CannotServeError, match=f"{taken.port} on 127.0.0.1 is taken.*PORT={taken.port + 1}"):
            listen(taken)

    def test_that_is_not_ours_is_refused_in_a_sentence(self):
        with pytest.raises(CannotServeError, match=r"Cannot listen on 192\.0\.2\.1:8000: "):
            listen(Address("192.0.2.1"))


class TestTheServer:
    def test_answers_others_while_many_have_sent_half_an_answer(self, served: Address):
        with ExitStack() as held:
            for _ in range(64):
                half = held.enter_context(socket.create_connection((served.host, served.port)))
                half.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nlogin=b")
            started = time.monotonic()
            for _ in range(8):
                assert get(served, "/about") == 200
            assert time.monotonic() - started < 5

    def test_finishes_an_answer_that_a_reader_takes_slowly(self, served: Address):
        with socket.create_connection((served.host, served.port)) as slow:
            slow.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert get(served, "/about") == 200
            told = b"".join(iter(lambda: slow.recv(512), b""))
        assert told.startswith(b"HTTP/1.1 200")
        assert told.rstrip().endswith(b"</html>")

    def test_does_not_say_what_it_is(self, served: Address):
        with urlopen(f"{served.url}/about") as page:
            assert "Server" not in page.headers


class TestADatabase:
    @pytest.mark.parametrize(("url", "said"), [
        ("postgresql://u:hidden@127.0.0.1:1/x", "The database cannot be used: connection failed: connection to server at"),
        ("sqlite:////nowhere/x.sqlite", "The database /nowhere/x.sqlite cannot be used: unable to open database file."),
    ])  # fmt: skip
    def test_that_does_not_answer_is_told_in_one_line(self, tmp_path, url, said):
        environ = {
            **os.environ,
            "PORT": str(free_port()),
            "VARAKA_INSTANCE": str(tmp_path),
            "VARAKA_DATABASE_URL": url,
        }
        done = subprocess.run(
            [sys.executable, "-m", "web.serving"], cwd=HOUSE, env=environ, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith(said)
        assert "hidden" not in done.stderr


class TestStopping:
    def test_leaves_the_whole_database_in_its_own_file(self, tmp_path):
        with serving(tmp_path) as place:
            assert get(place, "/about") == 200
            written_by_one_who_dies(tmp_path / "varaka.sqlite")
            assert (tmp_path / "varaka.sqlite-wal").stat().st_size > 0
        assert {file.name for file in tmp_path.iterdir()} == {"secret_key", "varaka.sqlite"}


def written_by_one_who_dies(database: Path) -> None:
    """A row is committed by a process that ends without closing the database."""
    words = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); os._exit(0)"
    )
    row = "INSERT INTO ended_session VALUES ('x', '2026-11-22 09:00:00')"
    subprocess.run([sys.executable, "-c", words, database, row], check=True)


def get(place: Address, path: str) -> int:
    with urlopen(f"{place.url}{path}", timeout=5) as page:
        return page.status


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Address]:
    """What `make run` serves, with nobody in it."""
    with serving(tmp_path_factory.mktemp("instance")) as place:
        yield place


@contextmanager
def serving(instance: Path) -> Iterator[Address]:
    place = Address(port=free_port())
    environ = {**os.environ, "PORT": str(place.port), "HOST": place.host, "VARAKA_INSTANCE": str(instance)}
    with subprocess.Popen(
        [sys.executable, "-m", "web.serving"], cwd=HOUSE, env=environ, stdout=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline().decode() == f"Varaka: {place.url}\n"
        yield place
        run.terminate()
        assert run.wait(timeout=10) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken() -> Iterator[Address]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield Address(port=holder.getsockname()[1])
