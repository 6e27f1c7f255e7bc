"""A real server, a real browser: what `make run` serves, seen at a phone's and a desk's width, in light and dark.

Every page a test opens is watched: a console error, a script's exception or a report of the content security policy
fails the test. A test that expects one (a page that is not there) asks for ``troubles`` and clears it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_urlsafe

import pytest
from babel.support import Translations
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page

from app import create_app
from models import accounts, db
from models.accounts import Account
from tests.conftest import PASSWORD

HOUSE = Path(__file__).parents[2]
WATCH_POLICY = """
document.addEventListener('securitypolicyviolation', (report) =>
  console.error(`content security policy: ${report.effectiveDirective} refused ${report.blockedURI}`));
"""
START_SECONDS = 30
STOP_SECONDS = 10
NUMBERS = count(1)


@dataclass(frozen=True)
class Screen:
    width: int
    scheme: str
    lang: str = "tr"

    @property
    def height(self) -> int:
        return 740 if self.width < 600 else 800

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.lang}"


PHONE, DESK = 360, 1280
SCREENS = [Screen(PHONE, "light", "tr"), Screen(DESK, "dark", "en")]


@dataclass(frozen=True)
class Server:
    """A running Varaka with a database of its own."""

    url: str
    environ: dict[str, str]

    def flask(self, *arguments: str, stdin: str = "") -> str:
        """What ``flask ...`` prints, run on this server's database."""
        return run([sys.executable, "-m", "flask", *arguments], self.environ, stdin)


def run(command: list[str], environ: dict[str, str], stdin: str = "") -> str:
    done = subprocess.run(command, cwd=HOUSE, env=environ, input=stdin, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[1:]} exited {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of ``make run`` on a free port, migrated, with nobody in it yet."""
    folder = tmp_path_factory.mktemp("instance")
    place = {"HOST": "127.0.0.1", "PORT": str(free_port()), "VARAKA_INSTANCE": str(folder)}
    theirs = Server(f"http://127.0.0.1:{place['PORT']}", {**os.environ, **place})
    with serving(theirs, folder / "errors.log"):
        yield theirs


class serving:  # noqa: N801 - reads as a verb: with serving(it): ...
    """Start the server and wait for its line; stop it on the way out, and fail if it complained."""

    def __init__(self, server: Server, errors: Path) -> None:
        self.server = server
        self.errors = errors

    def __enter__(self) -> None:
        command = [sys.executable, "-m", "web.serving"]
        with self.errors.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=HOUSE, env=self.server.environ, stdout=subprocess.PIPE, stderr=log, text=True
            )
        deadline = threading.Timer(START_SECONDS, self.process.kill)
        deadline.start()
        line = self.process.stdout.readline() if self.process.stdout else ""
        deadline.cancel()
        if not line:
            self.process.communicate()
        assert line == f"Varaka: {self.server.url}\n", f"no server: {line}{self.errors.read_text()}"

    def __exit__(self, *_: object) -> None:
        ended = self.process.poll()
        self.process.terminate()
        rest, _ = self.process.communicate(timeout=STOP_SECONDS)
        assert rest + self.errors.read_text() == ""
        assert ended is None, f"the server had ended of its own accord with {ended}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(params=SCREENS, ids=str)
def screen(request: pytest.FixtureRequest) -> Screen:
    """A phone in Turkish by day, a desk in English by night; another by
    ``@pytest.mark.parametrize("screen", [Screen(1280, "light")], indirect=True, ids=str)``."""
    chosen: Screen = request.param
    return chosen


class Profiles:
    """Browser profiles, kept and wiped between tests: a new one costs more than most tests do."""

    def __init__(self, chromium: Browser, server: Server) -> None:
        self.chromium = chromium
        self.server = server
        self.troubles: list[str] = []
        self.pages: dict[tuple[str, bool, int], Page] = {}

    def page(self, screen: Screen, *, scripts: bool = True, device: int = 0) -> Page:
        """A page without cookies, with the screen's size, scheme and language, and watched."""
        kept = (screen.lang, scripts, device)
        page = self.pages.get(kept) or self.pages.setdefault(kept, self._opened(screen.lang, scripts=scripts))
        page.unroute_all()
        page.goto("about:blank")
        page.context.clear_cookies()
        page.set_viewport_size({"width": screen.width, "height": screen.height})
        page.emulate_media(color_scheme=screen.scheme, reduced_motion="no-preference")
        return page

    def _opened(self, lang: str, *, scripts: bool) -> Page:
        made = self.chromium.new_context(base_url=self.server.url, locale=lang, java_script_enabled=scripts)
        made.add_init_script(WATCH_POLICY)
        made.on("console", self._note)
        made.on("weberror", lambda error: self.troubles.append(str(error.error)))
        made.set_default_timeout(10_000)
        return made.new_page()

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.troubles.append(f"{said.text} ({said.page.url if said.page else '?'})")


@pytest.fixture(scope="session")
def profiles(chromium: Browser, server: Server) -> Profiles:
    return Profiles(chromium, server)


@pytest.fixture
def troubles(profiles: Profiles) -> Iterator[list[str]]:
    """What the browser complained of during the test; it must end empty."""
    profiles.troubles.clear()
    yield profiles.troubles
    assert profiles.troubles == []


@pytest.fixture
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript; asked for as a parameter where it does not."""
    return bool(getattr(request, "param", True))


@pytest.fixture
def page(profiles: Profiles, screen: Screen, troubles: list[str], *, scripts: bool) -> Page:
    """A visitor's page."""
    return profiles.page(screen, scripts=scripts)


@pytest.fixture
def another_page(profiles: Profiles, screen: Screen, troubles: list[str]) -> Page:
    """Somebody else's page, or the same one's on another device."""
    return profiles.page(Screen(DESK, screen.scheme, screen.lang), device=1)


@pytest.fixture
def say(screen: Screen) -> Callable[[str], str]:
    """The words of a page in the screen's language, by the English ones: ``say("Sign in")``."""
    return words_in(screen.lang)


def words_in(lang: str) -> Callable[[str], str]:
    """The catalogue of one language, as the pages use it."""
    return Translations.load(HOUSE / "web" / "translations", [lang]).gettext


@pytest.fixture(scope="session")
def app(server: Server) -> Iterator[Flask]:
    """The app on the running server's own database, for what a test does not want to click together."""
    made = create_app({"VARAKA_INSTANCE": server.environ["VARAKA_INSTANCE"]})
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def now() -> datetime:
    """The server's clock is the real one."""
    return datetime.now(UTC)


@pytest.fixture
def sign_in(app: Flask, server: Server, page: Page, screen: Screen) -> Callable[[str], None]:
    """``sign_in("leyla")``: the browser holds the cookie of a new session, as after the form, in the screen's language."""

    def signed_in(login: str) -> None:
        with app.app_context():
            account = accounts.find_by_login(login)
            assert account is not None
            account.lang = screen.lang
            db.session.commit()
            page.context.add_cookies([{"name": "varaka", "value": cookie_of(app, account), "url": server.url}])

    return signed_in


def cookie_of(app: Flask, account: Account) -> str:
    values = {"_user_id": account.get_id(), "key": token_urlsafe(18), "_fresh": True}
    return str(app.session_interface.get_signing_serializer(app).dumps(values))


@pytest.fixture
def member(app: Flask, sign_in: Callable[[str], None], now: datetime) -> Callable[..., str]:
    """Make an account and sign the browser in as it: ``member("leyla", role="teacher")`` gives its login name.

    Every name ends in a number of its own, because all tests share one database.
    """

    def made(name: str = "leyla", **values: str) -> str:
        login = f"{name}{next(NUMBERS)}"
        with app.app_context():
            accounts.create(login, PASSWORD, now=now, **{"lang": "tr", "name": name, **values})
            db.session.commit()
        sign_in(login)
        return login

    return made
