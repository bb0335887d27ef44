# SPDX-License-Identifier: MIT
"""Pages of what-ifs as their scripts write them, small, and what all of these scripts refuse."""

import functools
import os

import pytest

import runs


@functools.lru_cache(maxsize=None)
def made(script, names, until):
    """The folder of the results files and the text of the page; `script` is that of a module of analysis/."""
    folder = runs.scratch(script.name)
    page = folder / "page.md"
    folder.mkdir()
    script.main([*names, "--scale", "0.004", "--replicates", "2", "--until", until, "--jobs", "1",
                 "--talentsim", str(runs.BINARY), "--folder", str(folder), "--page", str(page)])
    return folder, page.read_text(encoding="utf-8")


def cell(page, row, heading):
    """A cell of the main table."""
    lines = page[page.index("## Differences"):].splitlines()
    headings = next(line for line in lines if line.startswith("| what-if less"))
    column = [text.strip() for text in headings.split("|")].index(heading)
    line = next(line for line in lines if line.startswith(f"| {row}"))
    return line.split("|")[column].strip()


def expect_refusals(script, fewest, misspelt):
    """Too few replicates for a page of the repository, a what-if that is not there, a program that is not.

    The command that the page names starts the script.
    """
    assert os.access(runs.ROOT / "analysis" / f"{script.name}.py", os.X_OK)
    with pytest.raises(SystemExit):
        script.arguments(["--replicates", str(fewest - 1)])
    assert script.arguments([]).replicates == fewest
    with pytest.raises(SystemExit, match=f"no what-if '{misspelt}'"):
        script.chosen([misspelt])
    folder = runs.scratch("refused")
    with pytest.raises(SystemExit, match="error: cannot run '/nowhere/talentsim'"):
        script.main(["--talentsim", "/nowhere/talentsim", "--folder", str(folder), "--page", str(folder / "page.md")])
