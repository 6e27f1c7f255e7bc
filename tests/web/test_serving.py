"""Where the server listens, and what it says when it cannot."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from web.serving import Address, CannotServeError, address, answers, claim


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
            claim(taken)

    def test_that_another_server_would_share_is_taken_too(self, shared: Address):
        with pytest.raises(CannotServeError, match="is taken"):
            claim(shared)

    def test_that_is_not_ours_is_refused_in_a_sentence(self):
        with pytest.raises(CannotServeError, match=r"Cannot listen on 192\.0\.2\.1:8000: "):
            claim(Address("192.0.2.1"))

    def test_that_is_free_is_left_free(self, taken: Address, free: Address):
        claim(free)
        assert (answers(taken), answers(free)) == (True, False)


@pytest.fixture
def free() -> Address:
    """Held a moment ago, and by nobody now."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return Address(port=holder.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[Address]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield Address(port=holder.getsockname()[1])


@pytest.fixture
def shared() -> Iterator[Address]:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield Address(port=holder.getsockname()[1])
