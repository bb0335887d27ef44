# SPDX-License-Identifier: MIT
"""docs/a_life.md, and the search in docs/labour_market.md, hold what the program says today."""

import sys

import pytest
import runs

sys.path.insert(0, str(runs.ROOT / "scripts"))
import life_page  # noqa: E402


@pytest.mark.skipif(runs.SMALL, reason="the page is compared once, by the ordinary build")
def test_the_page_of_a_life_is_current():
    written = (runs.ROOT / "docs" / "a_life.md").read_text(encoding="utf-8")
    assert written == life_page.page(runs.BINARY), "out of date (scripts/docs --life writes it)"


@pytest.mark.skipif(runs.SMALL, reason="the page is compared once, by the ordinary build")
def test_the_search_told_is_current():
    page = (runs.ROOT / "docs" / "labour_market.md").read_text(encoding="utf-8")
    written = page.split("<!-- begin search")[1].split("-->\n", 1)[1].split("<!-- end search -->")[0].strip()
    assert written == life_page.search_part(runs.BINARY).strip(), "out of date (scripts/docs --life writes it)"
