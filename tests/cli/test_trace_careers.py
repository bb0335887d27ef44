# SPDX-License-Identifier: MIT
"""Traces of careers in the market of single vacancies: changes of job and recognitions are told as the event log has them."""

import functools
import re

import pytest
import runs
from commands import talentsim

OPTIONS = ("--scale", "0.01", "--until", "2024-12")


@functools.lru_cache(maxsize=None)
def log():
    events = runs.run(runs.BASELINE, *OPTIONS, "--events").events()
    return events.assign(month=events.month.dt.strftime("%Y-%m"))


def told(person, event):
    """Month and text of each such entry of the person's own."""
    said = talentsim("trace", runs.BASELINE, "--person", person, "--scale", "0.01", "--until", "2024-12", "--threads", "1")
    assert said.code == 0, said.err
    lines = re.sub(r"\n {30,}", " ", said.out).splitlines()
    found = [re.match(r" *(\d{4}-\d{2})  (\S+) +(.*)", line) for line in lines]
    return [(m[1], m[3]) for m in found if m and m[2] == event]


@pytest.mark.parametrize("event", ["changed_job", "recognised"])
def test_careers_are_told_as_the_log_has_them(event):
    mine = log()[log().event == event]
    assert len(mine) > 5
    for person in mine.person.unique()[:3]:
        entries = [text for text in told(person, event) if not re.match(r"(Principal|Spouse|Child|Dependant)\b[^:]*: ", text[1])]
        happened = mine[mine.person == person]
        assert [month for month, _ in entries] == list(happened.month)
        for (_, text), detail in zip(entries, happened.detail):
            if event == "changed_job":
                assert re.match(rf"Left .* work in .* at HKD [\d,]+ a month for .* at HKD {detail:,} a month\.", text), text
            else:
                assert re.match(r"May now practise here as trained elsewhere \(.+\), \d+ months? after landing\.", text), text
