# SPDX-License-Identifier: MIT
"""Posts recorded from a run and given to another: the same city to the last person; what cannot be recorded is refused in one line."""

import shutil
import subprocess
import sys

import pytest

import runs

UNTIL = ("--until", "2023-12")


def record(*words):
    command = [sys.executable, runs.ROOT / "analysis" / "record_posts.py", "--program", runs.BINARY, "--scale", "0.002", *UNTIL, *words]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def scenarios():
    """A folder of scenarios of one's own, with the city's files."""
    folder = runs.scratch("recorded") / "scenarios"
    shutil.copytree(runs.ROOT / "scenarios", folder)
    return folder


# 1/0.03 is no whole number: posts are then fractions in the real city.
@pytest.mark.parametrize("scale, eta", [("0.02", "0"), ("0.02", "0.5"), ("0.03", "1")])
def test_the_city_with_recorded_posts_is_the_one_they_were_recorded_from(scale, eta):
    of_run = ("--scale", scale, *UNTIL, "--events")
    reference = runs.run_file(runs.BASELINE, *of_run, f"--set=labour.vacancy_market.posts_per_talent_at_work={eta}")
    folder = scenarios()
    output = folder / "hong_kong" / f"posts_eta_{eta}.yaml"
    shipped = output.read_text(encoding="utf-8")
    done = record("--scale", scale, "--eta", eta, "-o", output)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{output}: written\n", "")
    written = output.read_text(encoding="utf-8")
    heading = shipped[:shipped.index("value: {2022-12")]
    assert written.startswith(heading) and written != shipped and "2024-01" not in written
    replay = runs.run_file(folder / "displacement" / f"eta_{eta}.yaml", *of_run)
    assert runs.compare_results(reference, replay, "--other-scenario") == ""


def test_a_city_with_other_posts_is_another():
    """The posts of a run at another scale, which is what shipped files hold for small runs."""
    of_run = ("--scale", "0.02", *UNTIL)
    reference = runs.run_file(runs.BASELINE, *of_run, "--set=labour.vacancy_market.posts_per_talent_at_work=0.5")
    other = runs.run_file(runs.ROOT / "scenarios" / "displacement" / "eta_0.5.yaml", *of_run)
    assert "labour/posts" in runs.compare_results(reference, other, "--other-scenario")


REFUSED = {
    "eta": (("--eta", "2"), "labour.vacancy_market.posts_per_talent_at_work: 2 is outside [0, 1]"),
    "no number": (("--eta", "nan"), "'nan' is not a number"),
    "no scenario": (("--scenario", "scenarios/none.yaml"), "no such file 'scenarios/none.yaml'"),
    "no path": (("--set", "vacancies"), "write --set path=value"),
    "no month": (("--until", "2023-13"), "'2023-13' is not a month"),
    "scale": (("--scale", "7"), "7 is outside [0, 1]"),
    "replicates": (("--replicates", "0"), "'0' is not a whole number"),
    "no program": (("--program", "/nowhere/talentsim"), "cannot run '/nowhere/talentsim' (No such file or directory)"),
    "nowhere": (("-o", "/nowhere/posts.yaml"), "cannot write '/nowhere/posts.yaml'"),
    "folder": (("-o", "/"), "cannot write '/'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_recorded_is_refused_in_one_line(case, tmp_path):
    words, said = REFUSED[case]
    done = record("-o", tmp_path / "posts.yaml", *words)
    assert done.returncode != 0 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "error: " in done.stderr and said in done.stderr
    assert list(tmp_path.iterdir()) == []
