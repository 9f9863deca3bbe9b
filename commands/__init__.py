"""The command line, a file for each part of the work: one JSON object with --json; errors on stderr, exit 1."""

from flask import Flask

from commands import (
    comparison,
    explaining,
    figures,
    house,
    ledgers,
    ranking,
    replay,
    reports,
    returns,
    sentences,
    tables,
    templates,
)


def register(app: Flask) -> None:
    """Give the commands to `flask --app app …`."""
    for part in (
        house,
        figures,
        comparison,
        ranking,
        replay,
        explaining,
        returns,
        tables,
        templates,
        sentences,
        reports,
        ledgers,
    ):
        for command in part.COMMANDS:
            app.cli.add_command(command)
