# SPDX-License-Identifier: MIT
"""talentsim compare: what it says of files that do not pair and of options that it does not understand."""

import shutil

import h5py
import pairs
import pandas
import pytest
import results
import runs
from commands import talentsim


@pytest.fixture(scope="module", name="pair")
def base_and_variant():
    return pairs.base_and_reform()


def changed(path, change):
    copy = runs.scratch("changed.h5")
    shutil.copy(path, copy)
    with h5py.File(copy, "r+") as edited:
        change(edited)
    return copy


def test_runs_that_do_not_pair(pair):
    base = runs.run_file(runs.BASELINE, "--scale", "0.001", "--until", "2023-02", "--replicates", "2")
    other = runs.run_file(runs.BASELINE, "--scale", "0.002", "--until", "2023-01", "--seed", "7")
    seed = results.open_results(base).attributes["seed"]
    assert talentsim("compare", base, other) == (2, "", (
        f"talentsim: error: '{other}' does not pair with '{base}' (seed 7 beside {seed}; scale 0.002 beside 0.001; replicates 1 "
        f"beside 2; last month 2023-01 beside 2023-02) run '{other}' again with --seed {seed} --scale 0.001 --replicates 2 "
        "--until 2023-02\n"))
    few = runs.run_file(runs.BASELINE, "--scale", "0.001", "--until", "2023-02", "--replicates", "2", "--set",
                        "output.groups=[stocks]")
    assert talentsim("compare", base, few) == (2, "", (
        f"talentsim: error: '{few}' does not pair with '{base}' (groups stocks beside flows, stocks, labour, cohorts) give "
        "both scenarios one output.groups\n"))


BUILD = {
    "format_version": ("format", "1.999"),
    "program_version": ("version", "9.9.9"),
    "git_commit": ("commit", "0123abc"),
    "instruction_set": ("instruction set", "x86-64-v4"),
    "compiler": ("compiler", "g++ 99"),
    "math_library": ("mathematical library", "glibc 9.99"),
}


@pytest.mark.parametrize("attribute", BUILD)
def test_builds_that_do_not_pair(attribute, pair):
    word, value = BUILD[attribute]
    with h5py.File(pair[0]) as file_of_base:
        was = file_of_base.attrs[attribute]
        was = was.decode() if isinstance(was, bytes) else was
    other = changed(pair[1], lambda copy: copy.attrs.__setitem__(attribute, value))
    assert talentsim("compare", pair[0], other) == (2, "", (
        f"talentsim: error: '{other}' does not pair with '{pair[0]}' ({word} {value} beside {was}) run both again with one "
        "build of the program\n"))


def test_other_starts_and_other_schemes_do_not_pair(pair):
    def shift(copy):
        for group in ("flows", "stocks", "labour"):
            days = pandas.date_range("2022-11-01", periods=16, freq="MS") - pandas.Timestamp("1970-01-01")
            copy[group]["month"][:] = days.days
    other = changed(pair[1], shift)
    assert talentsim("compare", pair[0], other) == (2, "", (
        f"talentsim: error: '{other}' does not pair with '{pair[0]}' (last month 2024-02 beside 2024-03; first month 2022-11 "
        f"beside 2022-12) give both scenarios one start; run '{other}' again with --until 2024-03\n"))

    def rename(copy):
        for group in ("flows", "stocks", "labour"):
            names = [n.decode() for n in copy[group]["scheme"][:]]
            copy[group]["scheme"][:] = ["genius_pass" if n == pairs.SCHEME else n for n in names]
    other = changed(pair[1], rename)
    assert talentsim("compare", pair[0], other) == (2, "", (
        f"talentsim: error: '{other}' does not pair with '{pair[0]}' (other categories: genius_pass added, {pairs.SCHEME} missing) "
        "declare the same schemes and sectors in both scenarios, closed where unused\n"))


def test_damaged_event_logs(pair):
    def shorten(copy):
        copy["events/person"].resize((10,))
    damages = {
        lambda copy: copy["events/event"].__setitem__(3, 99): "its event log is damaged",
        lambda copy: copy["events/person"].__setitem__(3, -1): "its event log is damaged",
        lambda copy: copy["events"].pop("detail"): "it has no 'events/detail'",
        shorten: "'events/person' is damaged",
    }
    for damage, why in damages.items():
        other = changed(pair[1], damage)
        said = talentsim("compare", pair[0], other)
        assert said == (1, "", f"talentsim: error: cannot read '{other}' ({why}) run the scenario again\n")


# Options and what stderr says after "talentsim: error: "; BASE and VARIANT stand for results files.
HELP = "talentsim compare --help lists what can be given\n"
REFUSED = {
    "no file": ([], "no BASE (compare needs it)\n" + HELP),
    "one file": (["BASE"], "no VARIANT (compare needs it)\n" + HELP),
    "no such file": (["BASE", "none.h5"], "cannot read 'none.h5' (there is no such file) name a file that talentsim run wrote\n"),
    "group misspelt": (
        ["BASE", "VARIANT", "--group", "flow"],
        "--group 'flow' is not known (one of flows, renewals, stocks, labour) (did you mean 'flows'?)\n"),
    "scheme misspelt": (
        ["BASE", "VARIANT", "--scheme", "ttps_bb"], "--scheme: no scheme 'ttps_bb' in 'BASE' (did you mean 'ttps_b'?)\n"),
    "replicate beyond": (
        ["BASE", "VARIANT", "--replicate", "4"], "--replicate 4 is not there ('BASE' holds 0 to 3) name another\n"),
    "output is a source": (
        ["BASE", "VARIANT", "-o", "VARIANT", "--force"], "-o 'VARIANT' is one of the results files (name another)\n"),
    "csv is a source": (
        ["BASE", "VARIANT", "--csv", "BASE", "--force"], "--csv 'BASE' is one of the results files (name another)\n"),
    "output is empty": (["BASE", "VARIANT", "-o", ""], "-o is empty (name a file)\n"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_understood_is_named(case, pair):
    files = dict(zip(("BASE", "VARIANT"), map(str, pair)))
    arguments, complaint = REFUSED[case]
    for word, path in files.items():
        complaint = complaint.replace(f"'{word}'", f"'{path}'")
    said = talentsim("compare", *(files.get(word, word) for word in arguments))
    assert said == (2, "", "talentsim: error: " + complaint)


def test_files_are_never_replaced_unasked(pair, tmp_path):
    for option, name in (("-o", "d.h5"), ("--csv", "d.csv")):
        path = tmp_path / name
        assert talentsim("compare", *pair, option, path).code == 0
        assert talentsim("compare", *pair, option, path) == (2, "", (
            f"talentsim: error: '{path}' exists (results are never overwritten unasked) use --force or another name\n"))
        assert talentsim("compare", *pair, option, path, "--force").code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.csv", "d.h5"]
    assert talentsim("compare", pair[0], tmp_path / "d.h5") == (2, "", (
        f"talentsim: error: cannot read '{tmp_path / 'd.h5'}' (it is no results file of talentsim) name a file that talentsim "
        "run wrote\n"))
