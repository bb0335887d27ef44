# SPDX-License-Identifier: MIT
"""docs/a_life.md holds what the program says today."""

import sys

import pytest
import runs

sys.path.insert(0, str(runs.ROOT / "scripts"))
import life_page  # noqa: E402


@pytest.mark.skipif(runs.SMALL, reason="the page is compared once, by the ordinary build")
def test_the_page_of_a_life_is_current():
    written = (runs.ROOT / "docs" / "a_life.md").read_text(encoding="utf-8")
    assert written == life_page.page(runs.BINARY), "out of date (scripts/docs --life writes it)"
