"""Who imports while the pages go on: one thread of the server, one ledger after the other."""

import datetime
from concurrent.futures import Future, ThreadPoolExecutor

from flask import current_app

from office import calendar
from office.access import Actor
from registers.ledger import batches


class Runner:
    """The one thread, and since when this server is up: an older run is nobody's any more."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._since = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        self._settled = False

    def submit(self, actor: Actor, batch_id: int) -> "Future[None]":
        """Import a started batch as soon as the thread is free."""
        return self._pool.submit(batches.run_apart, actor, batch_id, today=calendar.today())

    def settle(self) -> None:
        """Once after the start: tell of the runs that the last stop of the server cut off."""
        if not self._settled:
            batches.abandon(self._since)
            self._settled = True


def runner() -> Runner:
    """The present application's."""
    found: Runner = current_app.extensions["imports"]
    return found
