"""The commands of whoever runs a server: accounts, memories, copies of the database."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from models import accounts, backups, release, replays
from web.clock import now
from web.command_line import Command, Group, Wrong, on_tables, progress
from web.forms import PROBLEMS

account = Group("account", help="Accounts: make one, change its role or password, disable it.")
memory = Group("memory", help="What learners remember: recompute it from what they did.")


@account.command("create")
@click.argument("login")
@click.option("--role", type=click.Choice(accounts.ROLES), default="learner", show_default=True)
@click.option("--name", default="", help="The name shown; the login name if not given.")
@click.option("--password", help="At least eight characters; one is made and printed if not given.")
@on_tables
def create_account(login: str, role: str, name: str, password: str | None) -> None:
    """Make an account."""
    chosen = password or secrets.token_urlsafe(9)
    try:
        accounts.create(login, chosen, now=now(), name=name, role=role, reserved=True)
    except accounts.Refused as refusal:
        raise Wrong(f"No account was made. {sentences(refusal)}") from refusal
    release()
    click.echo(f"{login}\t{role}" if password else f"{login}\t{role}\t{chosen}")


def sentences(refusal: accounts.Refused) -> str:
    """What is to be done about it, as the pages say it."""
    with force_locale("en"):
        return " ".join(str(PROBLEMS[problem]) for problem in refusal.problems.items())


def account_named(login: str) -> accounts.Account:
    found = accounts.find_by_login(login)
    if found is None:
        raise Wrong(f"There is no account “{login}”.")
    return found


@account.command("promote")
@click.argument("login")
@click.argument("role", type=click.Choice(accounts.ROLES))
@on_tables
def promote(login: str, role: str) -> None:
    """Give an account another role."""
    accounts.promote(account_named(login), role)
    release()


@account.command("reset-password")
@click.argument("login")
@click.option("--password", help="The new one; one is made and printed if not given.")
@on_tables
def reset_password(login: str, password: str | None) -> None:
    """Give an account a new password and end its sessions."""
    chosen, found = password or secrets.token_urlsafe(9), account_named(login)
    release()  # nobody is to wait while the password is hashed
    try:
        accounts.change_password(found, chosen)
    except accounts.Refused as refusal:
        raise Wrong(f"The password stays as it was. {sentences(refusal)}") from refusal
    release()
    if not password:
        click.echo(f"{login}\t{chosen}")


@account.command("disable")
@click.argument("login")
@on_tables
def disable(login: str) -> None:
    """Keep an account from signing in, and end its sessions; nothing of it is deleted."""
    accounts.disable(account_named(login))
    release()


@account.command("enable")
@click.argument("login")
@on_tables
def enable(login: str) -> None:
    """Let a disabled account sign in again."""
    accounts.enable(account_named(login))
    release()


@memory.command("rebuild")
@click.argument("login", required=False)
@on_tables
def rebuild(login: str | None) -> None:
    """Recompute memories and days from the log of reviews, of one account or of all, and mend those that differ."""
    chosen = [account_named(login).id] if login else accounts.ids()
    release()
    memories = days = differ = 0
    with progress(chosen, "accounts") as shown:
        for account_id in shown:
            differ += replays.rebuild(account_id)
            held = replays.sizes(account_id)
            memories, days = memories + held[0], days + held[1]
            release()
    click.echo(f"{memories} memories, {days} days: {differ} differ")


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@with_appcontext
def backup_command(file: str) -> None:
    """Copy the database, as it stands at this moment, into FILE; others may go on writing."""
    try:
        backups.backup(Path(file))
    except backups.CannotBackUp as reason:
        raise Wrong(str(reason)) from reason


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@with_appcontext
def restore_command(file: str) -> None:
    """Put a copy made by “flask backup” in the database's place. Stop the server first; the former one is kept."""
    try:
        kept = backups.restore(Path(file))
    except backups.CannotRestore as reason:
        raise Wrong(str(reason)) from reason
    click.echo(f"{file} is restored." + (f" The former database is kept as {kept}." if kept else ""))


#: what :mod:`web.commands` gives the app
COMMANDS: tuple[click.Command, ...] = (account, memory, backup_command, restore_command)
