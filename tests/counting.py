"""Counting the statements that a piece of work sends."""

import contextlib
import logging

import pytest


class _Keeper(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.statements = []

    def emit(self, record):
        self.statements.append(record.msg)


@pytest.fixture
def counting():
    """`with counting() as statements`: the (sql, parameters) sent to the database meanwhile."""

    @contextlib.contextmanager
    def counted():
        logger, keeper = logging.getLogger("peewee"), _Keeper()
        level = logger.level
        logger.addHandler(keeper)
        logger.setLevel(logging.DEBUG)
        try:
            yield keeper.statements
        finally:
            logger.setLevel(level)
            logger.removeHandler(keeper)

    return counted
