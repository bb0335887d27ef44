# SPDX-License-Identifier: MIT
"""Traces of own account work: who sets up what, and that a shell was found out at renewal, as the tallies of the run have it."""

import functools
import re

import runs
from commands import talentsim

TOWN = runs.SCENARIOS / "oracle_own_account.yaml"
ARGUMENTS = ["--until", "2025-02", "--seed", "6", *runs.values(
    pools__abroad__candidates_month="{2023-01: 30, 2023-02: 0}", labour__self_employment_month=1,
    labour__own_account__shell__detection=0.5)]
TITLES = {"freelance": "Freelance work", "agency": "An insurance agency", "shell": "A shell company"}


@functools.lru_cache(maxsize=None)
def told():
    """The run, and what trace says of each person: (month, event, text)."""
    run = runs.run(TOWN, *ARGUMENTS, "--events")
    log, lives = run.events(), {}
    for person in sorted(log.person[log.event == "arrival"]):
        said = talentsim("trace", TOWN, "--person", person, *ARGUMENTS)
        assert said.code == 0, said.err
        lines = re.sub(r"\n {10,}", " ", said.out).splitlines()
        found = [re.match(r" *(\d{4}-\d{2})  (\S+) +(.*)", line) for line in lines]
        lives[person] = [m.groups() for m in found if m]
    return run, lives


def texts(event):
    return {person: text for person, life in told()[1].items() for _, what, text in life if what == event}


def test_what_somebody_sets_up_is_told():
    founded = told()[0].labour.own_account_founded.sum(["replicate", "scheme", "month"])
    for kind, title in TITLES.items():
        told_so = [text for text in texts("became_self_employed").values() if f"Set up on their own ({title})" in text]
        assert len(told_so) == int(founded.sel(own_account_kind=kind)) > 0


def test_a_shell_found_out_is_told_with_the_rule():
    run, lives = told()
    detected = int(run.labour.own_account_detected.sum())
    refused = texts("renewal_refused")
    assert len(refused) == detected > 1
    for person, text in refused.items():
        assert "The work on the own account (A shell company) was found not to be genuine, as it is with a chance of 50" in text
        assert "No renewal route met" in text and "A shell company" in texts("became_self_employed")[person]
    assert all("not to be genuine" not in text for text in texts("renewed").values())
