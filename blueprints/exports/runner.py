"""Who makes long exports while the pages go on: one thread of the server, one file after the other."""

import datetime
from concurrent.futures import Future, ThreadPoolExecutor

from office import exports
from office.exports import Make


class Runner:
    """The one thread, and since when this server is up: an older run is nobody's any more."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._since = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        self._settled = False

    def submit(self, export_id: int, make: Make) -> "Future[None]":
        """Make the file of an export that was begun as soon as the thread is free."""
        return self._pool.submit(exports.run_apart, export_id, make)

    def settle(self) -> None:
        """Once after the start: tell of the runs that the last stop of the server cut off."""
        if not self._settled:
            exports.abandon(self._since)
            self._settled = True
