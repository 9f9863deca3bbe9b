"""Returns without the checks of their figures, which have tests of their own and would fill each test with answers."""

import pytest

from figures.returns import chain


@pytest.fixture
def unchecked(monkeypatch):
    """No check finds anything."""
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
