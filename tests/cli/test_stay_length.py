# SPDX-License-Identifier: MIT
"""The first stay has the length of the first case that holds, however it begins: on landing, on a change of scheme and
for those who are there at the start. Lives in made-up towns where nothing is left to chance."""

import runs
from test_trace import Town, entries, key_of, trace

CASES = "first_stay_cases: [{months: 12, requires: {points: {min: 99}}}, {months: 60, requires: {points: {min: 90}}}]"
SECOND = f"""    open_to_holders: false
  second:
    title: Second scheme
    requires: {{months_in_city: {{min: 1}}}}
    approval_probability: 1
    first_stay_months: 12
    {CASES}
    extension_months: []"""


def not_renewable(path, switch_share):
    """The same town where no stay of the open scheme is extended."""
    text = path.read_text().replace("    extension_months: [36, 12]\n", "    extension_months: []\n")
    path.write_text(text.replace("  switch_share: 0\n", f"  switch_share: {switch_share}\n"))
    return path


def months_of(path, event):
    events = runs.run(path, "--events", "--check-invariants").events(["month", "person", "event"])
    return events[events.event == event].month.dt.strftime("%Y-%m")


def test_on_a_change_of_scheme():
    path = not_renewable(Town().file("change", scheme=SECOND, end="2030-06"), switch_share=1)
    assert min(months_of(path, "switched_scheme")) == "2025-01"
    assert min(months_of(path, "stay_lapsed")) == "2030-01"
    text = trace(path, "--person", key_of(0))
    assert entries(text)[3:] == [
        "2025-01 switched_scheme Leave ran out; changed from Open scheme to Second scheme: months in city 24 (asked: 1 or "
        "more). New leave 60 months, to 2030-01. [3] [4]",
        "2030-01 stay_lapsed Leave ran out. The scheme has no extension, and no other scheme was entered. [5]",
        "2030-01 departed Left Hong Kong: the leave has run out.",
    ]
    assert "[4]  schemes.second.first_stay_cases: " in text


def test_on_landing():
    path = not_renewable(Town().file("landing", scheme=f"    {CASES}", end="2028-01"), switch_share=0)
    assert set(months_of(path, "stay_lapsed")) == {"2028-01"}


def test_of_those_there_at_the_start():
    path = not_renewable(Town().file("standing", scheme=f"    {CASES}", end="2027-12"), switch_share=0)
    with path.open("a") as file:
        file.write("standing: [{scheme: open, pool: abroad, holders: 50, months_since_arrival_max: 6}]\n")
    lapsed = months_of(path, "stay_lapsed")
    assert len(lapsed) == 50
    assert set(lapsed) == {f"2027-{month:02}" for month in range(7, 13)}
