"""Write the chapters of docs/indicators.md from the definitions.

    .venv/bin/python docs/indicators.py

What stands above the mark is written by hand and stays.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from figures import catalogue  # noqa: E402

PAGE = ROOT / "docs" / "indicators.md"
MARK = "<!-- 以下由 docs/indicators.py 按定义写成，不要手改 -->\n"


def written(page: str) -> str:
    """The page with its chapters as the definitions stand now."""
    return page.partition(MARK)[0] + MARK + "\n" + catalogue.markdown()


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
