"""Browsers of the three people."""

from __future__ import annotations

import pytest

from models.accounts import Account
from tests.pages import Client


def sign_in(client: Client, account: Account) -> Client:
    client.sign_in(account)
    return client


@pytest.fixture
def as_alice(browser, alice) -> Client:
    return browser(alice)


@pytest.fixture
def as_bob(browser, bob) -> Client:
    return browser(bob)


@pytest.fixture
def as_charlie(browser, charlie) -> Client:
    return browser(charlie)
