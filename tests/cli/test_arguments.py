# SPDX-License-Identifier: MIT
"""Commands and options: what is wrong is named, with the nearest right spelling, and nothing is written."""

import re

import pytest
from commands import SHORT, TOWN, talentsim

RUN_HELP = "talentsim run --help lists what can be given\n"
CHECK_HELP = "talentsim check --help lists what can be given\n"
HELP = "talentsim --help lists what can be given\n"

# Arguments and what stderr says after "talentsim: error: ".
MISUNDERSTOOD = {
    "unknown command": (["rnu", TOWN], "unknown command 'rnu' (did you mean 'run'?)\n" + HELP),
    "unknown command, far off": (["simulate", TOWN], "unknown command 'simulate'\n" + HELP),
    "unknown command with options": (["chekc", "--quiet"], "unknown command 'chekc' (did you mean 'check'?)\n" + HELP),
    "empty command": (["", TOWN], "unknown command ''\n" + HELP),
    "unknown option before": (["--versoin"], "unknown option '--versoin' (did you mean '--version'?)\n" + HELP),
    "option before the command": (
        ["--quiet", "run", TOWN], "option '--quiet' stands before the command; write it after\n" + RUN_HELP),
    "no scenario to run": (["run"], "no SCENARIO (run needs a file)\n" + RUN_HELP),
    "no scenario to check": (["check", "--seed", "1"], "no SCENARIO (check needs a file)\n" + CHECK_HELP),
    "unknown option": (["run", TOWN, "--frce"], "unknown option '--frce' (did you mean '--force'?)\n" + RUN_HELP),
    "unknown option with a value": (
        ["run", "--sacle", "0.1", TOWN], "unknown option '--sacle' (did you mean '--scale'?)\n" + RUN_HELP),
    "two unknown options": (
        ["run", TOWN, "--therads=2", "--utnil=2023-01"],
        "unknown option '--therads' (did you mean '--threads'?)\n"
        "talentsim: error: unknown option '--utnil' (did you mean '--until'?)\n" + RUN_HELP),
    "unknown option, far off": (["run", TOWN, "--colour"], "unknown option '--colour'\n" + RUN_HELP),
    "unknown letter": (["run", TOWN, "-x"], "unknown option '-x'\n" + RUN_HELP),
    "option of the other command": (
        ["check", TOWN, "--events"], "unknown option '--events' (it belongs to talentsim run)\n" + CHECK_HELP),
    "two scenarios": (
        ["run", TOWN, "second.yaml"], "unexpected argument 'second.yaml' (run takes one SCENARIO)\n" + RUN_HELP),
    "extra argument to check": (
        ["check", TOWN, "second.yaml"], "unexpected argument 'second.yaml' (check takes one SCENARIO)\n" + CHECK_HELP),
    "option twice": (["run", TOWN, "--seed", "1", "--seed", "2"], "--seed is given more than once\n" + RUN_HELP),
    "value missing": (["run", TOWN, "--threads"], "--threads needs a value\n" + RUN_HELP),
    "set without a value": (["run", TOWN, "--set"], "--set needs a value\n" + RUN_HELP),
    "value for a flag": (["run", TOWN, "--force=maybe"], "--force takes no value\n" + RUN_HELP),
    "empty scenario": (["run", ""], "SCENARIO is empty (name a scenario file)\n"),
    "empty output": (["run", TOWN, "-o", ""], "--output is empty (name a results file)\n"),
    "no threads": (["run", TOWN, "--threads", "0"], "--threads '0' is not a whole number from 1 to 1024\n"),
    "too many threads": (["run", TOWN, "--threads", "1025"], "--threads '1025' is not a whole number from 1 to 1024\n"),
    "threads in words": (["check", TOWN, "--threads", "two"], "--threads 'two' is not a whole number from 1 to 1024\n"),
    "no replicates": (["run", TOWN, "--replicates", "0"], "--replicates '0' is not a whole number from 1 to 10000\n"),
    "half a replicate": (
        ["run", TOWN, "--replicates", "2.5"], "--replicates '2.5' is not a whole number from 1 to 10000\n"),
    "seed in words": (["run", TOWN, "--seed", "x"], "--seed 'x' is not a whole number from 0 to 9007199254740991\n"),
    "seed below zero": (["run", TOWN, "--seed=-1"], "--seed '-1' is not a whole number from 0 to 9007199254740991\n"),
    "seed above 53 bits": (
        ["run", TOWN, "--seed", "9007199254740992"],
        "--seed '9007199254740992' is not a whole number from 0 to 9007199254740991\n"),
    "seed above 64 bits": (
        ["run", TOWN, "--seed", "99999999999999999999"],
        "--seed '99999999999999999999' is not a whole number from 0 to 9007199254740991\n"),
    "row order in words": (
        ["run", TOWN, "--row-order", "x"], "--row-order 'x' is not a whole number from 0 to 18446744073709551615\n"),
    "scale in words": (["run", TOWN, "--scale", "half"], "--scale 'half' is not a number (write for example 0.01)\n"),
    "scale with a tail": (["run", TOWN, "--scale", "0.1x"], "--scale '0.1x' is not a number (write for example 0.01)\n"),
    "until is no month": (
        ["run", TOWN, "--until", "2023-13"], "--until '2023-13' is not a month (months are written YYYY-MM)\n"),
    "until is a day": (
        ["run", TOWN, "--until", "2023-01-31"], "--until '2023-01-31' is not a month (months are written YYYY-MM)\n"),
    "until is empty": (["run", TOWN, "--until", ""], "--until '' is not a month (months are written YYYY-MM)\n"),
}


def test_no_command():
    listed = re.search(r"^Subcommands:\n((?: +[\w-]+ .*\n)+)", talentsim("--help").out, re.MULTILINE)
    *names, last = re.findall(r"^ {1,4}([\w-]+)", listed[1], re.MULTILINE)
    assert {"run", "check"} <= {*names, last}
    said = f"talentsim: error: no command ({', '.join(names)} or {last})\n" + HELP
    assert talentsim() == (2, "", said)


@pytest.mark.parametrize("case", MISUNDERSTOOD)
def test_what_is_not_understood_is_named(case, tmp_path):
    arguments, complaint = MISUNDERSTOOD[case]
    output = [] if "-o" in arguments or arguments[:1] != ["run"] else ["-o", str(tmp_path / "x.h5")]
    if complaint.startswith("--threads needs") or complaint.startswith("--set needs"):
        output = []  # the missing value stands at the end
    said = talentsim(*arguments[:1], *output, *arguments[1:])
    assert said == (2, "", "talentsim: error: " + complaint)
    assert list(tmp_path.iterdir()) == []


# Options whose values the scenario reader judges, with what stderr says.
REFUSED = {
    "scale 0": (
        ["--scale", "0"], "--scale: error: scale: 0 is not above 0 (an empty city has no results); write for example 0.01"),
    "scale -1": (["--scale=-1"], "--scale: error: scale: -1 is outside [0, 1]"),
    "scale 2": (["--scale", "2"], "--scale: error: scale: 2 is outside [0, 1]"),
    "scale nan": (["--scale", "nan"], "--scale: error: scale: 'nan' is not a number (values must be finite)"),
    "scale inf": (["--scale", "inf"], "--scale: error: scale: 'inf' is not a number (values must be finite)"),
    "scale of nobody": (
        ["--scale", "1e-300"],
        "--scale: error: scale: 1e-300 is below 1e-06 (hardly anybody would be left, and results are divided by the "
        "scale); write for example 0.01"),
    "until before the start": (
        ["--until", "2022-11"],
        "--until: error: period.end: dates out of order: end (2022-11) is before start (2022-12)"),
    "until long after": (["--until", "2199-12"], "--until: error: period.end: longer than 1200 months"),
    "set without '='": (["--set", "labour"], "--set labour: error: no '=' (write --set path=value)"),
    "set an unknown key": (
        ["--set", "labour.vacancy_facto=1"],
        "--set labour.vacancy_facto=1: error: unknown key 'vacancy_facto' in labour (did you mean 'vacancy_factor'?)"),
    "set an unknown section": (
        ["--set", "labor.vacancy_factor=1"],
        "--set labor.vacancy_factor=1: error: unknown key 'labor' at the top level (did you mean 'labour'?)"),
    "set an unknown scheme": (
        ["--set", "schemes.gradute.annual_quota=1"],
        "--set schemes.gradute.annual_quota=1: error: no 'gradute' in schemes (schemes, pools and sectors are declared in "
        "their sections) (did you mean 'graduate'?)"),
    "set nothing": (["--set", "=1"], "--set =1: error: unknown key '' at the top level"),
    "set a wrong type": (
        ["--set", "labour.vacancy_factor=fast"],
        "--set labour.vacancy_factor=fast: error: labour.vacancy_factor: 'fast' is not a number (a decimal number such as "
        "12, 0.5 or 1e-3 is needed)"),
    "set outside the bounds": (
        ["--set", "schemes.graduate.arrival_probability=2"],
        "--set schemes.graduate.arrival_probability=2: error: schemes.graduate.arrival_probability: 2 is outside [0, 1]"),
    "several at once": (
        ["--set", "labour.layoff_facto=1", "--scale", "3", "--set", "renewal"],
        "--scale: error: scale: 3 is outside [0, 1]\n"
        "--set labour.layoff_facto=1: error: unknown key 'layoff_facto' in labour (did you mean 'layoff_factor'?)\n"
        "--set renewal: error: no '=' (write --set path=value)"),
}


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize("case", REFUSED)
def test_values_of_options_are_judged_like_those_of_files(case, command, tmp_path):
    options, complaint = REFUSED[case]
    output = ["-o", tmp_path / "x.h5"] if command == "run" else []
    assert talentsim(command, TOWN, *options, *output) == (2, "", complaint + "\n")
    assert list(tmp_path.iterdir()) == []


def test_version():
    said = talentsim("--version")
    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(r"talentsim \d+\.\d+\.\d+ \([^)]+\)\n", said.out)


@pytest.mark.parametrize("command", [[], ["run"], ["check"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_each_option_with_its_meaning(command, option):
    said = talentsim(*command, option)
    assert (said.code, said.err) == (0, "")
    shared = ["SCENARIO", "--set", "--seed", "--scale", "--replicates", "--until", "--threads"]
    own = ["-o,--output", "--events", "--check-invariants", "--force", "--quiet", "--row-order"]
    for word in {"": ["run", "check", "--version"], "run": shared + own, "check": shared}["".join(command)]:
        assert re.search(rf"^ +{re.escape(word)}\b.* \w+", said.out, re.MULTILINE), word


def test_every_option_of_run_together(tmp_path):
    said = talentsim(
        "run", TOWN, "--set", "labour.vacancy_factor=0.9", "--set=labour.layoff_factor=1.1", "--seed", "3", "--replicates",
        "1", "--scale", "0.02", "--until", "2023-02", "--threads", "2", "--events", "--check-invariants", "--force",
        "--quiet", "--row-order", "5", "-o", tmp_path / "all.h5")
    assert said == (0, "", "")
    assert [file.name for file in tmp_path.iterdir()] == ["all.h5"]


def test_the_output_is_named_after_the_scenario_unless_said(tmp_path):
    from runs import ROOT

    assert talentsim("run", ROOT / TOWN, *SHORT, "--quiet", cwd=tmp_path) == (0, "", "")
    assert [file.name for file in tmp_path.iterdir()] == ["small_town.h5"]
