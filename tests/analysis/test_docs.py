# SPDX-License-Identifier: MIT
"""The documentation does what it says: generated pages are current, every ```sh and ```python block runs, the scenarios shown
are the scenarios shipped, links lead somewhere.

Blocks run in a folder laid out like the sources, with a talentsim that simulates 1/500 of the city whatever scale a block
names. A block fenced as ```sh is therefore run by this test; commands that are not to be run are fenced without a language.
"""

import os
import pathlib
import re
import shutil
import stat
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SCALE = "0.002"
PYTHON = "/usr/bin/python3"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Puts the small scale in the place of the one named; everything else is passed on.
SMALL_TALENTSIM = """#!/usr/bin/env bash
case "$1" in table | compare | schema | completion | run-slice | status | merge | resume) exec "{program}" "$@" ;; esac
words=()
threads=(--threads 1)
[ "$1" != plan ] || threads=()
while [ $# -gt 0 ]; do
  case "$1" in
    --scale) shift ;;
    --threads) threads=(); words+=("$1") ;;
    *) words+=("$1") ;;
  esac
  shift
done
exec "{program}" "${{words[@]}}" "${{threads[@]}}" --scale {scale}
"""


def program():
    return pathlib.Path(os.environ["TALENTSIM"]).resolve()


def blocks(page, *languages):
    text = page.read_text(encoding="utf-8")
    return [(language, body) for language, body in FENCE.findall(text) if language in languages]


def run(words, folder, **options):
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "analysis"), "PATH": f"/usr/bin:{os.environ['PATH']}", "OMP_WAIT_POLICY": "passive"
    }
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder like the sources, with a small talentsim and the results of the baseline."""
    place = tmp_path_factory.mktemp("sources")
    for name in ("scripts", "analysis", "docs", "tests"):
        (place / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "scenarios", place / "scenarios")
    for name in ("build", "out"):
        (place / name).mkdir()
    small = place / "build" / "talentsim"
    small.write_text(SMALL_TALENTSIM.format(program=program(), scale=SCALE))
    small.chmod(small.stat().st_mode | stat.S_IXUSR)
    run(["build/talentsim", "run", "scenarios/baseline.yaml", "-o", "out/baseline.h5", "--quiet"], place)
    return place


def test_generated_pages_are_current():
    make_docs = program().parent / "make_docs"
    if not make_docs.exists():
        pytest.skip("make_docs is not built here")
    run([PYTHON, "scripts/docs", "--check", "--build", str(program().parent)], ROOT)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_runs(page, folder):
    for language, body in blocks(page, "sh", "python"):
        if language == "sh":
            run(["bash", "-euo", "pipefail", "-c", body], folder)
        else:
            run([PYTHON, "-c", body], folder)


def test_readme_shows_the_what_if_that_is_shipped():
    shown = [body for _, body in blocks(ROOT / "README.md", "yaml")]
    shipped = (ROOT / "scenarios" / "what_if" / "close_category_c.yaml").read_text(encoding="utf-8")
    assert shown == ["".join(line for line in shipped.splitlines(keepends=True) if not line.startswith("#"))]


def test_readme_quotes_a_run_as_the_program_prints_it(folder):
    quoted = [body for _, body in blocks(ROOT / "README.md", "text")]
    assert quoted, "no excerpt (scripts/docs --run writes it)"
    printed = run(["build/talentsim", "run", "scenarios/baseline.yaml", "-o", "out/quoted.h5"], folder)
    title, headings = printed.splitlines()[0], next(line for line in printed.splitlines() if line.startswith("  year"))
    assert quoted[0].splitlines()[0] == title
    assert headings in quoted[0].splitlines()
    years = [re.findall(r"^ +(\d{4}\*?) ", text, re.MULTILINE) for text in (quoted[0], printed)]
    assert years[0] == years[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    anchors = {heading_anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        if target.startswith("#"):
            assert target[1:] in anchors, target
        else:
            assert (page.parent / target.split("#")[0]).exists(), target


def heading_anchor(heading):
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
